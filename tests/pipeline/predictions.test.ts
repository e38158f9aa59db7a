import { expect, test } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { markPrediction } from '../../src/pipeline/run/predictions.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const parameters = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] as const };
const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
const { evaluation } = run.detections[0];

const marks = (missedMost: string | null, alerts: number | null) =>
  markPrediction({ missedMost, alerts }, evaluation);

test('a right answer is told with its figures', () => {
  expect(marks('c2_beacon', 221)).toEqual([
    { right: true, sentence: 'You said c2 beacon; it is: 0 of 50 found.' },
    { right: true, sentence: 'You said 221 alerts; it is.' },
  ]);
});

test('a wrong answer is told with its own figures and with those of the right one', () => {
  expect(marks('port_scan', 600)).toEqual([
    {
      right: false,
      sentence: 'You said port scan, with 50 of 50 found; it is c2 beacon: 0 of 50 found.',
    },
    { right: false, sentence: 'You said 600 alerts; it is 221, 379 fewer.' },
  ]);
});

test('a number within a tenth is close', () => {
  expect(marks(null, 230)[0].right).toBe(true);
  expect(marks(null, 198)[0].right).toBe(false);
});

test('what was left open is not marked, nor what no label can settle', () => {
  expect(marks(null, null)).toEqual([]);
  const unlabelled = { rankedAttacks: null, predictedAnomalies: 5 };
  expect(markPrediction({ missedMost: 'ddos', alerts: null }, unlabelled)).toEqual([]);
});

test('where several attacks are missed alike, each of them is right', () => {
  const ranked = (evaluation.rankedAttacks ?? []).map((attack) => ({
    ...attack,
    rate: 0,
    flagged: 0,
  }));
  const [mark] = markPrediction(
    { missedMost: ranked[1].type, alerts: null },
    { rankedAttacks: ranked.slice(0, 3), predictedAnomalies: 0 },
  );
  expect(mark.right).toBe(true);
  expect(mark.sentence).toContain('So it is with c2 beacon, lateral movement.');
});
