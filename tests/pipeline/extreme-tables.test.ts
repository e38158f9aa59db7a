import { expect, test } from 'vitest';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';

const ROWS = 60;

/** Numbers that are awkward to a double, beside an ordinary column. */
const COLUMNS: Readonly<Record<string, (row: number) => number>> = {
  'the largest that are read': (row) => (row % 2 === 0 ? 1e100 : -1e100) / (1 + (row % 7)),
  'beyond single precision': (row) => 1e39 * (row % 11),
  'the smallest that there are': (row) => Number.MIN_VALUE * (row % 41),
  'one value but for its last bit': (row) => 1 + (row % 3 === 0 ? Number.EPSILON : 0),
  'hardly any spread, and one that is far away': (row) => (row === 9 ? 1e100 : 1 + 1e-15 * row),
  'one value': () => 7,
};
const SCALERS: readonly LabParameters['scaler'][] = ['robust', 'standard', 'minmax', 'none'];

test.each(Object.entries(COLUMNS))('a column of %s can be run', async (_, value) => {
  const lines = Array.from({ length: ROWS }, (_, row) => `${value(row)},${Math.sin(row)}`);
  const chunks = (async function* () {
    yield new TextEncoder().encode(['odd,ordinary', ...lines, ''].join('\n'));
  })();
  const traffic = await readTraffic([{ name: 'odd.csv', chunks }], 'auto', NOTEBOOK_PARAMETERS);
  expect(traffic.summary.total).toBe(ROWS);
  for (const scaler of SCALERS) {
    const run = await runLab(traffic, { ...NOTEBOOK_PARAMETERS, scaler }, { now: () => 0 });
    expect(run.scaled.matrix.data.every(Number.isFinite), scaler).toBe(true);
    for (const { detector, assessment } of run.detections) {
      expect(assessment.scores.every(Number.isFinite), `${detector} ${scaler}`).toBe(true);
    }
    expect(() => JSON.stringify(reportOf(run))).not.toThrow();
  }
});
