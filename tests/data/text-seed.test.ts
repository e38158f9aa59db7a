import { expect, test } from 'vitest';
import { seedOfText } from '../../src/data/text-seed.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

/** Whether every flow has a ratio of bytes that a logarithm can be taken of. */
function isUsable(seed: number): boolean {
  const { flows } = generateTraffic({ ...NOTEBOOK_PARAMETERS, seed: String(seed) });
  if (flows === null) return false;
  const { bytesSent, bytesRecv } = flows;
  return bytesSent.every((sent, row) => sent / (bytesRecv[row] + 1) > -1);
}

test('names are spread over all seeds below 100 whose flows have no fewer than no bytes', () => {
  const given = new Set(Array.from({ length: 2000 }, (_, at) => Number(seedOfText(`name ${at}`))));
  const usable = Array.from({ length: 100 }, (_, seed) => seed).filter(isUsable);
  expect([...given].sort((a, b) => a - b)).toEqual(usable);
});
