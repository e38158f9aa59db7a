import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { columnOf, matrix } from '../../../src/features/matrix.ts';
import { transform } from '../../../src/features/scale.ts';
import { detectorMaker, restoreDetector } from '../../../src/pipeline/detecting/detector-makers.ts';
import { NOTEBOOK_DETECTORS } from '../../../src/pipeline/detecting/detector-table.ts';
import type { ParameterChanges } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { shareOf, valueAt, valueOfColumn } from '../../../src/pipeline/plane/axes.ts';
import { budgetPoint, fitPlane, planeField, rankOf } from '../../../src/pipeline/plane/field.ts';
import type { AttackFound } from '../../../src/pipeline/plane/hardest-attack.ts';
import {
  COARSE_GRID,
  evenRows,
  gridPoints,
  type PlaneFeatures,
  planeFlows,
  pointAt,
} from '../../../src/pipeline/plane/plane-flows.ts';
import { planeReport } from '../../../src/pipeline/plane/plane-report.ts';
import { nearestFlow, probePlane } from '../../../src/pipeline/plane/probe.ts';
import { fitDetector, judgeDetector } from '../../../src/pipeline/run/detect.ts';
import { engineerTraffic } from '../../../src/pipeline/run/engineer.ts';
import { trainingSplitOf } from '../../../src/pipeline/run/training-split.ts';
import { generateTraffic } from '../../../src/pipeline/traffic/generate.ts';
import { largestError, readJsonFixture } from '../../support.ts';

const CONTEXT = { now: () => 0 };
const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
const { labels } = traffic;
const engineered = engineerTraffic(traffic, NOTEBOOK_PARAMETERS);

function withParameters(changes: ParameterChanges) {
  return { ...NOTEBOOK_PARAMETERS, ...changes } as typeof NOTEBOOK_PARAMETERS;
}

/** The plane of a test, and its three detectors fitted. */
function planeOf(features: PlaneFeatures, changes: ParameterChanges = {}) {
  const parameters = withParameters(changes);
  const plane = planeFlows(engineered, labels, features, parameters);
  const fits = NOTEBOOK_DETECTORS.map((name) => fitPlane(name, plane, parameters, CONTEXT));
  return { parameters, plane, fits };
}

interface Recorded {
  readonly features: PlaneFeatures;
  readonly parameters: ParameterChanges;
  readonly points: readonly (readonly [number, number])[];
  readonly scores: Readonly<Record<string, readonly number[]>>;
  readonly flows: Readonly<Record<string, readonly number[]>>;
}

describe.each(readJsonFixture<Recorded[]>('plane/scores.json.gz'))(
  'scikit-learn on $features with $parameters',
  (recorded) => {
    const { plane, fits } = planeOf(recorded.features, recorded.parameters);
    const { scaler, matrix: seen } = plane.scaled;
    const points = transform(scaler, matrix(Float64Array.from(recorded.points.flat()), seen.names));

    test.each([...NOTEBOOK_DETECTORS.keys()])('scores points and flows alike (%i)', (at) => {
      const { estimator, fit } = fits[at];
      const name = NOTEBOOK_DETECTORS[at];
      expect(largestError(estimator.scoreSamples(points), recorded.scores[name])).toBeLessThan(
        1e-9,
      );
      const some = fit.scores.filter((_, row) => row % 50 === 0);
      expect(largestError(some, recorded.flows[name])).toBeLessThan(1e-9);
    });
  },
);

/** Twenty states as a hand might set them. */
const STATES = (() => {
  const draw = new MersenneTwister(12);
  const whole = (from: number, to: number) => from + Math.floor(draw.double() * (to - from));
  const names = ['log_packets', 'log_bytes', 'log_duration', 'bytes_ratio', 'bytes_per_packet'];
  return Array.from({ length: 20 }, () => {
    const across = whole(0, names.length);
    const up = (across + whole(1, names.length)) % names.length;
    return {
      features: [names[across], names[up]] as const,
      changes: {
        seed: String(whole(0, 1000)),
        trainOn: (['all', 'normal'] as const)[whole(0, 2)],
        logRatios: draw.double() < 0.5,
        contamination: whole(1, 50) / 100,
        nEstimators: whole(5, 60),
        nu: whole(1, 30) / 100,
        nNeighbors: whole(1, 60),
      },
    };
  });
})();

describe.each(STATES)('a plane of $features with $changes', ({ features, changes }) => {
  const { parameters, plane, fits } = planeOf(features, changes);

  test('has the scores of scoreSamples at its points', () => {
    const points = gridPoints(plane, COARSE_GRID);
    const { training } = trainingSplitOf(plane.scaled, labels, parameters);
    NOTEBOOK_DETECTORS.forEach((name, at) => {
      const alone = detectorMaker(name).create(parameters, true).fit(training);
      const field = planeField(fits[at].estimator, plane, fits[at].fit.sorted, COARSE_GRID);
      expect(largestError(field.scores, alone.scoreSamples(points))).toBe(0);
    });
  });

  test('has the same scores where the fitted detector crossed to another worker', () => {
    const size = { columns: 20, rows: 15 };
    for (const { estimator, fit } of fits) {
      const crossed = restoreDetector(fit.detector, structuredClone(fit.json));
      const [here, there] = [estimator, crossed].map((one) =>
        planeField(one, plane, fit.sorted, size),
      );
      expect(largestError(there.scores, here.scores)).toBe(0);
    }
  });

  test("gives the flows the table's own scores and counts", () => {
    NOTEBOOK_DETECTORS.forEach((name, at) => {
      const fitted = fitDetector(name, plane.scaled, labels, parameters, CONTEXT);
      const table = judgeDetector(fitted, labels, parameters);
      expect(largestError(fits[at].fit.scores, table.assessment.scores)).toBe(0);
      expect(fits[at].fit.own.alerts).toBe(table.evaluation.predictedAnomalies);
      expect(fits[at].fit.own.judged?.confusion).toEqual(table.evaluation.confusion);
    });
  });

  test('flags points of the grid by rank as by score', () => {
    for (const { estimator, fit } of fits) {
      const { scores, ranks, sorted } = planeField(estimator, plane, fit.sorted, COARSE_GRID);
      const { threshold } = budgetPoint(fit.sorted, 221);
      const rank = Math.fround(rankOf({ flows: fit.sorted.scores, grid: sorted }, threshold));
      scores.forEach((score, i) => {
        if (score < threshold !== ranks[i] > rank) expect.fail(`point ${i}: ${score}`);
      });
    }
  });
});

describe('the first plane', () => {
  const { plane, fits } = planeOf(['log_packets', 'log_bytes']);
  const models = fits.map(({ fit }) => {
    const json = JSON.parse(JSON.stringify(fit.json));
    return { detector: fit.detector, estimator: restoreDetector(fit.detector, json), fit };
  });

  test('spreads packets and bytes by their logarithm, and shares evenly', () => {
    const { axes } = planeFlows(
      engineered,
      labels,
      ['bytes_ratio', 'log_bytes'],
      NOTEBOOK_PARAMETERS,
    );
    expect(axes.map(({ title, unit, scale }) => [title, unit, scale])).toEqual([
      ['share of bytes sent', '', 'linear'],
      ['bytes', 'bytes', 'log'],
    ]);
    for (const axis of axes) expect(shareOf(axis, valueAt(axis, 0.3))).toBeCloseTo(0.3, 12);
  });

  test('puts every flow where its values are', () => {
    const { matrix: seen, scaler } = plane.scaled;
    plane.axes.forEach((axis, j) => {
      columnOf(seen, j).forEach((scaled, row) => {
        const column = scaled * scaler.scale[j] + scaler.center[j];
        const share = shareOf(axis, valueOfColumn(axis, column));
        expect(plane.places[2 * row + j]).toBeCloseTo(share, 9);
        if (share < 0 || share > 1) expect.fail(`flow ${row} is outside`);
      });
    });
  });

  test("answers with the table's score where a flow is, and with a new one's beside it", () => {
    const place = [plane.places[2 * 964], plane.places[2 * 964 + 1]] as const;
    const { nearest, scores } = probePlane(plane, models, place);
    expect(nearest).toEqual({ row: 964, distance: 0 });
    expect(scores).toEqual(fits.map(({ fit }) => fit.scores[964]));
    const beside = [place[0] + 1e-6, place[1]] as const;
    const near = probePlane(plane, models, beside);
    expect(near.nearest.row).toBe(964);
    expect(near.scores).toEqual(
      fits.map(({ estimator }) => estimator.scoreSamples(pointAt(plane, beside))[0]),
    );
  });

  test('names the nearest flow as a search of all flows does', () => {
    const draw = new MersenneTwister(3);
    for (let i = 0; i < 50; i++) {
      const place = [draw.double(), draw.double()] as const;
      const distances = Array.from({ length: labels.label.length }, (_, row) =>
        Math.hypot(plane.places[2 * row] - place[0], plane.places[2 * row + 1] - place[1]),
      );
      expect(nearestFlow(plane, place).distance).toBeCloseTo(Math.min(...distances), 12);
    }
  });

  test('gives every detector the alerts of the budget, and counts flows', () => {
    for (const { fit } of fits) {
      for (const alerts of [0, 1, 22, 221, 663]) {
        const { threshold, alerts: given, judged } = budgetPoint(fit.sorted, alerts);
        const flagged = [...fit.scores.keys()].filter((row) => fit.scores[row] < threshold);
        expect(given).toBe(flagged.length);
        expect(given).toBeLessThanOrEqual(alerts);
        // Fewer only where flows tie.
        const next = fit.sorted.scores[given];
        if (given < alerts) expect(fit.sorted.scores[alerts - 1]).toBe(next);
        expect(judged?.confusion.tp).toBe(flagged.filter((row) => labels.label[row] === 1).length);
      }
    }
  });
});

test('more dots than can be drawn are taken evenly', () => {
  expect([...evenRows(4, 5000)]).toEqual([0, 1, 2, 3]);
  const rows = evenRows(12_345, 5000);
  expect(rows.length).toBe(5000);
  for (let i = 1; i < rows.length; i++) expect([2, 3]).toContain(rows[i] - rows[i - 1]);
});

test('no detector finds crypto mining on packets × bytes; the forest does with all features', () => {
  const report = planeReport(
    { engineered, labels },
    ['log_packets', 'log_bytes'],
    221,
    NOTEBOOK_PARAMETERS,
    CONTEXT,
  );
  const found = (attacks: readonly AttackFound[], type: string) =>
    attacks.find((one) => one.type === type)?.found.map(({ flows }) => flows);
  expect(report.attacks.plane[0]).toMatchObject({ type: 'crypto_mining', best: 0 });
  expect(found(report.attacks.all, 'crypto_mining')).toEqual([30, 0, 2]);
  expect(report.attacks.all[0].type).toBe('c2_beacon');
  expect(
    report.stories.map(({ id, off, on }) => [
      id,
      off.judged?.confusion.tp,
      on.judged?.confusion.tp,
    ]),
  ).toEqual([
    ['log-tails', 49, 112],
    ['train-on-normal', 46, 213],
    ['more-neighbours', 46, 136],
  ]);
});

test('says which features there are where one is not', () => {
  const ask = (features: PlaneFeatures) => () =>
    planeFlows(engineered, labels, features, NOTEBOOK_PARAMETERS);
  expect(ask(['log_bytes', 'colour'])).toThrow('There is no feature "colour"');
  expect(ask(['log_bytes', 'log_bytes'])).toThrow('two different features');
});
