import { describe, expect, test } from 'vitest';
import { evaluateDetector } from '../../src/eval/compare.ts';
import type { Matrix } from '../../src/features/matrix.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { type LabRun, runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { splitFlows } from '../../src/pipeline/traffic/labels.ts';
import { largestError, readJsonFixture } from '../support.ts';

interface Areas {
  rocAuc: number | null;
  averagePrecision: number | null;
}

interface RecordedDetector extends Areas {
  offset: number;
  confusion: number[][];
  precision: number;
  recall: number;
  f1: number;
  /** From scores rounded to 11 digits. */
  rounded: Areas;
  scoreSum: number;
  shownScores: number[];
  /** A bit per flow, lowest first, in base64. */
  flagged: string;
}

interface RecordedRun {
  name: string;
  parameters: ParameterChanges;
  rows: number;
  trainedOn: number;
  center: number[];
  scale: number[];
  columnSums: number[];
  shownRows: number[];
  detectors: Record<string, RecordedDetector>;
}

const RUNS = readJsonFixture<RecordedRun[]>('pipeline/runs.json.gz');

function parametersOf({ parameters }: RecordedRun): LabParameters {
  const counts = { ...NOTEBOOK_PARAMETERS.counts, ...parameters.counts };
  return { ...NOTEBOOK_PARAMETERS, ...parameters, counts };
}

function predictionsOf({ flagged }: RecordedDetector, rows: number): number[] {
  const bytes = Buffer.from(flagged, 'base64');
  return Array.from({ length: rows }, (_, row) => ((bytes[row >> 3] >> (row & 7)) & 1 ? -1 : 1));
}

/** The sum of each column, and of its sizes, by which an error of the sum is to be judged. */
function columnSums({ data, columns }: Matrix) {
  const sums = new Float64Array(columns);
  const sizes = new Float64Array(columns);
  data.forEach((value, at) => {
    sums[at % columns] += value;
    sizes[at % columns] += Math.abs(value);
  });
  return { sums, sizes };
}

/** How the detector ranks the flows where scores that agree in 11 digits are ties. */
function roundedAreas({ traffic, detections, parameters }: LabRun, at: number): Areas {
  const { assessment } = detections[at];
  const { evaluate } = splitFlows(traffic.labels, parameters, Number(parameters.seed));
  return evaluateDetector({
    ...assessment,
    ...traffic.labels,
    scores: assessment.scores.map((score) => Number(score.toPrecision(11))),
    ...(evaluate && { rows: evaluate }),
  });
}

/** 0 where both are undefined, NaN where one is. */
function distance(a: number | null, b: number | null): number {
  if (a === null && b === null) return 0;
  return a === null || b === null ? Number.NaN : Math.abs(a - b);
}

describe.each(RUNS)('as NumPy and scikit-learn have it: $name', async (recorded) => {
  const parameters = parametersOf(recorded);
  const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
  const report = reportOf(run);

  test('the scaled flows', () => {
    const { matrix, scaler } = run.scaled;
    expect(matrix.rows).toBe(recorded.rows);
    expect(largestError(scaler.center, recorded.center)).toBeLessThan(1e-12);
    expect(largestError(scaler.scale, recorded.scale)).toBeLessThan(1e-12);
    const { sums, sizes } = columnSums(matrix);
    recorded.columnSums.forEach((sum, column) => {
      expect(Math.abs(sums[column] - sum)).toBeLessThanOrEqual(1e-12 * Math.max(1, sizes[column]));
    });
  });

  test.each([...NOTEBOOK_DETECTORS.entries()])('the verdicts of detector %i, %s', (at, name) => {
    const expected = recorded.detectors[name];
    const { assessment, trainedOn, offset } = run.detections[at];
    expect(trainedOn).toBe(recorded.trainedOn);
    expect([...assessment.predictions]).toEqual(predictionsOf(expected, recorded.rows));
    expect(largestError([offset], [expected.offset])).toBeLessThan(1e-9);
    const shown = recorded.shownRows.map((row) => assessment.scores[row]);
    expect(largestError(shown, expected.shownScores)).toBeLessThan(1e-9);
    const sum = assessment.scores.reduce((total, score) => total + score, 0);
    expect(largestError([sum], [expected.scoreSum])).toBeLessThan(1e-9);
  });

  test.each([...NOTEBOOK_DETECTORS.entries()])('the judgement of detector %i, %s', (at, name) => {
    const { confusion, rounded, ...expected } = recorded.detectors[name];
    const measured = report.detectors[name];
    expect(measured.confusion).toEqual(confusion);
    for (const metric of ['precision', 'recall', 'f1'] as const) {
      // scikit-learn writes 0 for what is undefined; the lab says so.
      expect(measured[metric] ?? 0, metric).toBe(expected[metric]);
    }
    const ownRounded = roundedAreas(run, at);
    for (const area of ['rocAuc', 'averagePrecision'] as const) {
      expect(distance(ownRounded[area], rounded[area]), area).toBeLessThan(1e-9);
      // Flows that tie but for the last bits: each library ranks them by its own rounding noise.
      const ownNoise = distance(measured[area], ownRounded[area]);
      const itsNoise = distance(expected[area], rounded[area]);
      expect(distance(measured[area], expected[area]), area).toBeLessThan(
        1e-9 + ownNoise + itsNoise,
      );
    }
  });
});
