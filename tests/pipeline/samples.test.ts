import { createReadStream } from 'node:fs';
import { expect, it } from 'vitest';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';

const LOG = new URL('../../public/samples/conn.log', import.meta.url);

async function forestOn(changed: ParameterChanges) {
  const parameters: LabParameters = {
    ...NOTEBOOK_PARAMETERS,
    detectors: ['isolation-forest'],
    ...changed,
  };
  const source = { name: 'conn.log', chunks: createReadStream(LOG) };
  const traffic = await readTraffic([source], 'auto', parameters);
  return (await runLab(traffic, parameters, { now: () => 0 })).detections[0].evaluation;
}

it('the sample log tells its story: blind where it learnt the attacks, sharp where it learnt before them', async () => {
  const everything = await forestOn({});
  expect(everything.recall).toBeLessThan(0.1);
  const before = await forestOn({ trainOn: 'time', baselineTo: '2025-03-04T09:30:00Z' });
  expect(before.recall).toBe(1);
  expect(before.precision).toBeGreaterThan(0.5);
});
