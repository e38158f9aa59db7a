import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTACK } from '../../src/data/flow-table.ts';
import { evaluateDetector } from '../../src/eval/compare.ts';
import { rowsInRange, rowsOutside } from '../../src/pipeline/baseline/baseline-rows.ts';
import { parseTime, timeText } from '../../src/pipeline/baseline/baseline-time.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { largestError, readJsonFixture } from '../support.ts';
import {
  FEW,
  otherTraffic,
  parametersWith,
  tableTraffic,
  timedTraffic,
  timelessTraffic,
} from './baseline-runs.ts';

const CONTEXT = { now: () => 0 };

interface RecordedDetector {
  offset: number;
  confusion: number[][];
  scoreSum: number;
  shownScores: number[];
  flagged: string;
  /** From scores rounded to 11 digits: flows that tie but for noise do tie. */
  rounded: { rocAuc: number; averagePrecision: number };
}

interface RecordedBaseline {
  name: string;
  parameters: ParameterChanges;
  baseline?: ParameterChanges;
  range?: [number, number];
  rows: number;
  trainedOn: number;
  center: number[];
  scale: number[];
  shownRows: number[];
  detectors: Record<string, RecordedDetector>;
}

function runOf({ parameters, baseline, range }: RecordedBaseline) {
  if (range === undefined) {
    const asked = parametersWith({ ...parameters, trainOn: 'file' });
    const other = otherTraffic({ ...parameters, ...baseline });
    return runLab(generateTraffic(asked), asked, CONTEXT, { other });
  }
  const [baselineFrom, baselineTo] = range.map(String);
  const asked = parametersWith({ ...parameters, trainOn: 'time', baselineFrom, baselineTo });
  return runLab(timedTraffic(asked), asked, CONTEXT);
}

describe.each(readJsonFixture<RecordedBaseline[]>('pipeline/baseline.json.gz'))(
  'as scikit-learn has it that was fitted on the baseline: $name',
  async (recorded) => {
    const run = await runOf(recorded);

    test('the scaler', () => {
      expect(run.scaled.matrix.rows).toBe(recorded.rows);
      expect(largestError(run.scaled.scaler.center, recorded.center)).toBeLessThan(1e-12);
      expect(largestError(run.scaled.scaler.scale, recorded.scale)).toBeLessThan(1e-12);
    });

    test.each([...NOTEBOOK_DETECTORS.entries()])('detector %i, %s', (at, name) => {
      const expected = recorded.detectors[name];
      const { assessment, trainedOn, offset, evaluation, judgedOn } = run.detections[at];
      expect(trainedOn).toBe(recorded.trainedOn);
      const bytes = Buffer.from(expected.flagged, 'base64');
      const flagged = Array.from(assessment.predictions, (_, row) =>
        (bytes[row >> 3] >> (row & 7)) & 1 ? -1 : 1,
      );
      expect([...assessment.predictions]).toEqual(flagged);
      expect(largestError([offset], [expected.offset])).toBeLessThan(1e-9);
      const shown = recorded.shownRows.map((row) => assessment.scores[row]);
      expect(largestError(shown, expected.shownScores)).toBeLessThan(1e-9);
      const sum = assessment.scores.reduce((total, score) => total + score, 0);
      expect(largestError([sum], [expected.scoreSum])).toBeLessThan(1e-9);
      const { confusion } = evaluation;
      expect([
        [confusion?.tn, confusion?.fp],
        [confusion?.fn, confusion?.tp],
      ]).toEqual(expected.confusion);
      const rounded = evaluateDetector({
        ...assessment,
        ...run.traffic.labels,
        scores: assessment.scores.map((score) => Number(score.toPrecision(11))),
        ...(judgedOn && { rows: judgedOn }),
      });
      expect(rounded.rocAuc).toBeCloseTo(expected.rounded.rocAuc, 9);
      expect(rounded.averagePrecision).toBeCloseTo(expected.rounded.averagePrecision, 9);
    });
  },
);

test('what was learnt from is not judged, and all the rest is', async () => {
  const parameters = parametersWith({
    counts: FEW,
    trainOn: 'time',
    baselineFrom: '500',
    baselineTo: '1500',
    detectors: ['isolation-forest'],
  });
  const traffic = timedTraffic(parameters);
  const { scaled, detections } = await runLab(traffic, parameters, CONTEXT);
  const learnt = scaled.baseline?.rows ?? new Uint32Array();
  expect([...learnt]).toEqual(Array.from({ length: 100 }, (_, i) => 50 + i));
  const judged = detections[0].judgedOn ?? new Uint32Array();
  expect(judged).toHaveLength(traffic.summary.total - 100);
  expect(judged.some((row) => learnt.includes(row))).toBe(false);
  expect(scaled.baseline?.learntFrom).toEqual({
    source: 'time',
    rows: 100,
    attacks: learnt.filter((row) => traffic.labels.label[row] === ATTACK).length,
    first: 500,
    last: 1490,
  });
  expect(scaled.baseline?.drift).toMatchObject({ referenceRows: 100, rows: judged.length });
});

test('the range takes in its beginning and leaves out its end, whatever the order of the times', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 40 });
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 30 }), fc.nat(30), (all, from, length) => {
      const to = from + length;
      const inside = all.flatMap((time, row) => (time >= from && time < to ? [row] : []));
      fc.pre(inside.length >= 2 && inside.length < all.length);
      const asked = { baselineFrom: String(from), baselineTo: String(to) };
      const rows = rowsInRange(Float64Array.from(all), asked);
      expect([...rows]).toEqual(inside);
      const outside = rowsOutside(rows, { rows: all.length });
      expect([...rows, ...outside].sort((a, b) => a - b)).toEqual([...all.keys()]);
    }),
  );
});

test('an open end of the range lets in all on its side', () => {
  const times = Float64Array.of(0, 10, 20, 30);
  expect([...rowsInRange(times, { baselineFrom: '', baselineTo: '20' })]).toEqual([0, 1]);
  expect([...rowsInRange(times, { baselineFrom: '20', baselineTo: '' })]).toEqual([2, 3]);
});

test.each([
  ['2018-07-25T10:00:00Z', 1532512800],
  ['2018-07-25 10:00', 1532512800],
  ['2018-07-25T12:00+02:00', 1532512800],
  ['2018-07-25', 1532476800],
  ['1532512800.25', 1532512800.25],
])('%s is a moment', (text, seconds) => {
  expect(parseTime(text)).toBe(seconds);
  expect(parseTime(timeText(seconds))).toBe(seconds);
});

test.each(['yesterday', '2018-13-45', '10:00', '', '2018-07-25Tnoon'])(
  '"%s" is no moment',
  (text) => {
    expect(parseTime(text)).toBeNaN();
  },
);

const time = (from: string, to: string) =>
  ({ trainOn: 'time', baselineFrom: from, baselineTo: to }) as const;

test.each([
  [
    'of traffic without times',
    false,
    time('0', '9'),
    /only of traffic that tells when its flows began/,
  ],
  [
    'that is empty',
    true,
    time('5000', '6000'),
    /holds 0\. This traffic runs from 1970-01-01T00:00:00Z to 1970-01-01T00:36:40Z/,
  ],
  ['that ends first', true, time('9', '5'), /would end \(5\) before it begins \(9\)/],
  ['of everything', true, time('', ''), /holds all 221 flows: none is left to judge/],
  ['with flows held out', true, { ...time('0', '900'), holdOut: 0.2 }, /set hold out to 0/],
  [
    'judged by the held out',
    true,
    { ...time('0', '900'), evaluateOn: 'held-out' },
    /evaluate on all/,
  ],
] as const)('a time range %s cannot be the baseline', async (_, timed, given, problem) => {
  const parameters = parametersWith({ counts: FEW, ...given });
  const traffic = timed ? timedTraffic(parameters) : timelessTraffic(parameters);
  await expect(runLab(traffic, parameters, CONTEXT)).rejects.toThrow(problem);
});

test('another file that is not there, or not alike, cannot be the baseline', async () => {
  const parameters = parametersWith({ counts: FEW, trainOn: 'file' });
  const flows = generateTraffic(parameters);
  const table = (...names: string[]) => tableTraffic(names, Array(20).fill(names.map(() => 1)));
  const learn = (traffic: typeof flows, other?: typeof flows) =>
    runLab(traffic, parameters, CONTEXT, {
      other: other === undefined ? null : { ...otherTraffic({}), ...fromTraffic(other) },
    });
  await expect(learn(flows)).rejects.toThrow(/none is open\. Choose the file/);
  await expect(learn(flows, table('a'))).rejects.toThrow(
    /is a table of numbers, but this traffic holds/,
  );
  await expect(learn(table('a'), flows)).rejects.toThrow(
    /holds flows, but this traffic is a table/,
  );
  await expect(learn(table('a', 'b'), table('a', 'c'))).rejects.toThrow(
    /columns of other\.csv are not those of this traffic: it lacks b and it has c besides/,
  );
});

function fromTraffic(
  traffic: ReturnType<typeof tableTraffic> | ReturnType<typeof generateTraffic>,
) {
  const { features } = otherTraffic({ counts: FEW });
  return { fromFlows: traffic.table === null, features: traffic.table ?? features };
}

test('columns of a table are told apart by name, not by place', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [i % 7, (i * i) % 11, i % 5]);
  const turned = rows.map(([a, b, c]) => [c, a, b]);
  const parameters = parametersWith({ trainOn: 'file', detectors: ['local-outlier-factor'] });
  const scoresBy = async (names: string[], other: number[][]) =>
    (
      await runLab(tableTraffic(['a', 'b', 'c'], rows), parameters, CONTEXT, {
        other: { ...otherTraffic({}), ...fromTraffic(tableTraffic(names, other)) },
      })
    ).detections[0].assessment.scores;
  expect(await scoresBy(['c', 'a', 'b'], turned)).toEqual(await scoresBy(['a', 'b', 'c'], rows));
});

test('a detector that learnt another network says that it flags most of what is normal here', async () => {
  const none = Object.fromEntries(Object.keys(FEW).map((name) => [name, 0]));
  const asked = parametersWith({ counts: { ...none, web: 300, ddos: 5 }, trainOn: 'file' });
  const remarkOn = async (counts: Record<string, number>) => {
    const other = otherTraffic({ seed: '3', counts: { ...none, ...counts } });
    const { detections } = await runLab(generateTraffic(asked), asked, CONTEXT, { other });
    return detections[2].remarks.find(({ topic }) => topic === 'another normal');
  };
  expect((await remarkOn({ dns: 400 }))?.shows).toBe(true);
  expect((await remarkOn({ dns: 400 }))?.sentence).toMatch(
    /^It raises alerts on 300 of 300 normal flows \(100\.0 %\)/,
  );
  expect((await remarkOn({ web: 400 }))?.shows).toBe(false);
});
