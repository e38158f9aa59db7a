import { expect, test } from 'vitest';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';
import { readFixture } from '../support.ts';

/** A log in which four flows of five are one attack, repeated. */
async function* poisoned() {
  yield new TextEncoder().encode(readFixture('pipeline/poisoned.csv.gz'));
}

async function forestOn(trainOn: LabParameters['trainOn']) {
  const parameters = { ...NOTEBOOK_PARAMETERS, trainOn };
  const traffic = await readTraffic([{ name: 'conn', chunks: poisoned() }], 'auto', parameters);
  expect(traffic.summary).toMatchObject({ total: 600, normal: 120, attack: 480 });
  return (await runLab(traffic, parameters, { now: () => 0 })).detections[0];
}

test('an attack that makes up most of the traffic looks most normal to a forest that saw it', async () => {
  const { evaluation, trainedOn } = await forestOn('all');
  expect(trainedOn).toBe(600);
  expect(evaluation.rocAuc).toBeLessThan(0.2);
});

test('a forest that saw normal flows only finds it', async () => {
  const { evaluation, trainedOn } = await forestOn('normal');
  expect(trainedOn).toBe(120);
  expect(evaluation.rocAuc).toBeGreaterThanOrEqual(0.99);
});
