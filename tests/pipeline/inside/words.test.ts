import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { fitScaler, transform } from '../../../src/features/scale.ts';
import { selectFeatures } from '../../../src/features/select.ts';
import { decodedFeatures } from '../../../src/pipeline/inside/decoded.ts';
import { estimatorOf, insideOf, insideSource } from '../../../src/pipeline/inside/estimator-of.ts';
import type { Inside } from '../../../src/pipeline/inside/inside.ts';
import { openDetector } from '../../../src/pipeline/inside/open-detector.ts';
import { cutText, ownFeatures, ownUnits } from '../../../src/pipeline/inside/own-units.ts';
import type { DetectorName } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../../src/pipeline/traffic/generate.ts';
import { parametersWith } from '../baseline-runs.ts';

const parameters = parametersWith({
  detectors: ['isolation-forest', 'one-class-svm', 'local-outlier-factor', 'autoencoder'],
  epochs: 5,
});
const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
const source = insideSource(run, null);

function inside<Kind extends Inside['kind']>(kind: Kind & DetectorName, row: number) {
  const found = insideOf(source, kind, row);
  if (found.kind !== kind) throw new Error(`${found.kind} is not ${kind}`);
  return found as Extract<Inside, { kind: Kind }>;
}

describe.each(['robust', 'minmax', 'standard', 'none'] as const)('scaled by %s', (kind) => {
  const names = ['log_bytes', 'send_recv_ratio', 'is_tcp', 'log_duration'];
  const selected = selectFeatures(run.engineered.features, names, true);
  const scaler = fitScaler(kind, selected);
  const units = ownUnits(selected.names, scaler);
  const { data } = transform(scaler, selected);

  test('a flow comes back in its own units', () => {
    const { flows } = run.traffic;
    if (flows === null) throw new Error('Generated traffic holds flows.');
    for (const row of [0, 5, 1900, 2209]) {
      const told = ownFeatures(units, data.subarray(4 * row, 4 * row + 4));
      const bytes = flows.bytesSent[row] + flows.bytesRecv[row];
      expect(told.map(({ title }) => title)).toEqual([
        'bytes',
        'sent ÷ received',
        'tcp',
        'duration',
      ]);
      const duration = Math.max(0.001, flows.duration[row]);
      const ratio = (flows.bytesSent[row] + 1) / (flows.bytesRecv[row] + 1);
      const isTcp = Number(flows.protocol.names[flows.protocol.codes[row]] === 'TCP');
      [bytes, ratio, isTcp, duration].forEach((value, j) => {
        expect(Math.abs(told[j].value / value - 1) < 1e-9 || told[j].value === value).toBe(true);
      });
      expect(told[2].text).toBe(isTcp === 1 ? 'yes' : 'no');
    }
  });

  test('a cut reads in bytes, not in logarithms of them', () => {
    const { data: scaled } = transform(scaler, {
      ...selected,
      data: Float64Array.of(Math.log1p(115_000), Math.log1p(0.5), 0.4, Math.log1p(90)),
      rows: 1,
    });
    const cut = (column: number, side: 'left' | 'right') =>
      cutText(units, { column, threshold: scaled[column], side });
    expect(cut(0, 'right')).toBe('bytes > 115 kB');
    expect(cut(1, 'left')).toBe('sent ÷ received ≤ 0.5');
    expect([cut(2, 'left'), cut(2, 'right')]).toEqual(['tcp: no', 'tcp: yes']);
    expect(cut(3, 'left')).toBe('duration ≤ 1.5 min');
  });
});

describe('the Isolation Forest', () => {
  const { path, typical, mean, sentence, formula } = inside('isolation-forest', 964);

  test('shows a tree that is about as long as the mean, and any other that is asked for', () => {
    const { lengths } = inside('isolation-forest', 964);
    const off = lengths.map((length) => Math.abs(length - mean));
    expect(off[path.tree]).toBe(Math.min(...off));
    const look = openDetector('isolation-forest', source, estimatorOf('isolation-forest', source));
    expect(look(964, { tree: 7 })).toMatchObject({ path: { tree: 7, length: lengths[7] } });
    expect(() => look(964, { tree: 100 })).toThrow(InputError);
    expect(() => look(2210)).toThrow(InputError);
  });

  test('sets a typical normal flow beside: as many normal flows score lower as higher', () => {
    const { scores } = run.detections[0].assessment;
    const normal = scores.filter((_, row) => run.traffic.labels.label[row] === 0);
    const own = scores[typical?.row ?? 0];
    expect(typical?.type).toBe('normal');
    expect(normal.filter((score) => score < own)).toHaveLength(normal.length / 2);
    expect(insideOf(source, 'isolation-forest', typical?.row ?? 0)).toMatchObject({
      lengths: typical?.lengths,
    });
  });

  test('says so in words, with the numbers in the formula', () => {
    expect(sentence).toMatch(
      /^Over 100 trees it takes [\d.]+ cuts on average to set this flow apart, and [\d.]+ for a typical normal flow \(flow \d+\)\. Its score [\d.]+ is above the threshold [\d.]+, so it raises an alert\.$/,
    );
    expect(formula).toMatch(
      /^2\^\(−[\d.]+ \/ 10\.245\) = 0\.\d+; 10\.245 cuts is the average for 256 flows$/,
    );
  });
});

test('most verdicts of the One-Class SVM lie within the tolerance, and it says that chance decides', () => {
  const look = openDetector('one-class-svm', source, estimatorOf('one-class-svm', source));
  const told = [0, 500, 1000, 1500, 2000].map((row) => look(row));
  for (const one of told) {
    if (one.kind !== 'one-class-svm') throw new Error(one.kind);
    expect(one.sentence.includes('at the threshold, and chance decides')).toBe(one.isNoise);
    expect(one.columnShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(one.curve[0].similarity).toBe(1);
    // With the usual gamma flows of any kind look alike: the largest parts are as good as equal.
    const [largest] = one.supports;
    expect(one.supports[9].contribution / largest.contribution).toBeGreaterThan(0.99);
  }
  expect(told.filter((one) => one.kind === 'one-class-svm' && one.isNoise).length).toBeGreaterThan(
    3,
  );
});

test('the neighbours of a flow are named, and counted by type', () => {
  const { neighbours, kinds, sentence } = inside('local-outlier-factor', 964);
  const { codes, names } = run.traffic.labels.attackType;
  for (const { row, trainingRow, type } of neighbours) {
    expect(row).toBe(trainingRow);
    expect(row).not.toBe(964);
    expect(type).toBe(names[codes[trainingRow]]);
  }
  expect(kinds.reduce((sum, { flows }) => sum + flows, 0)).toBe(20);
  expect(sentence).toContain(`${kinds[0].flows} ${kinds[0].type?.replaceAll('_', ' ')}`);
});

test("the autoencoder's own code gives back what it gives back, another code something else", () => {
  const { code, columns } = inside('autoencoder', 5);
  const [detection] = run.detections.filter(({ detector }) => detector === 'autoencoder');
  if (detection.reconstruction === null) throw new Error('An autoencoder has a network.');
  expect(code).toHaveLength(4);
  const given = decodedFeatures(detection.reconstruction, code, run.scaled);
  expect(given.map(({ value }) => value)).toEqual(columns.map(({ givenValue }) => givenValue));
  const other = decodedFeatures(detection.reconstruction, [0.9, ...code.slice(1)], run.scaled);
  expect(other.map(({ value }) => value)).not.toEqual(given.map(({ value }) => value));
});

test('a detector that has not run is refused', () => {
  expect(() => insideOf(source, 'ecod', 0)).toThrow('The ECOD has no result to look into');
});
