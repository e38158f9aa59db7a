import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { baselineSources } from '../../../src/pipeline/baseline/baseline.ts';
import { DETECTOR_NAMES } from '../../../src/pipeline/detecting/detector-table.ts';
import { certificateText } from '../../../src/pipeline/onnx/certificate.ts';
import { heldInWords, onnxLab } from '../../../src/pipeline/onnx/save-onnx.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../../src/pipeline/parameters/lab-parameters.ts';
import { inProcess } from '../../../src/pipeline/plan/in-process.ts';
import { engineerTraffic } from '../../../src/pipeline/run/engineer.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import type { TrainedLab } from '../../../src/pipeline/trained-lab/trained-lab.ts';
import { FEW, parametersWith, tableTraffic } from '../baseline-runs.ts';
import { readOnnx } from './read-onnx.ts';
import { numbersOf, runOnnx } from './run-onnx.ts';

const CONTEXT = { now: () => 0 };
const QUICK = { counts: FEW, epochs: 2, nEstimators: 20 };

async function trained(given: ParameterChanges, own?: Traffic): Promise<TrainedLab> {
  const parameters = parametersWith({ ...QUICK, ...given });
  const traffic = own ?? generateTraffic(parameters);
  const engineered = engineerTraffic(traffic, parameters);
  return inProcess(CONTEXT).run('trainLab', {
    training: { engineered, parameters, sources: baselineSources(traffic, null) },
    saving: { created: null, belongings: { allow: ['from:10.9.8.7'], mappings: null } },
  });
}

/** So many flows of a certificate are tried. */
const TRIED = 100;

function firstFlows<C extends { inputs: object; expected: object }>(certificate: C): C {
  const first = (columns: object) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, cells]) => [name, cells.slice(0, TRIED)]),
    );
  const { inputs, expected } = certificate;
  return { ...certificate, inputs: first(inputs), expected: first(expected) };
}

/** What a file answers to the certificate's flows, beside what the certificate expects. */
async function answered(lab: TrainedLab) {
  const onnx = onnxLab(lab);
  const certificate = firstFlows(JSON.parse(await certificateText(lab, onnx)));
  const values = runOnnx(readOnnx(onnx.bytes), certificate.inputs);
  return { onnx, certificate, values };
}

const ALL = { detectors: DETECTOR_NAMES };

describe.each<[string, ParameterChanges]>([
  ['the defaults', ALL],
  [
    'normal flows, logarithms and votes',
    {
      ...ALL,
      trainOn: 'normal',
      logRatios: true,
      scaler: 'standard',
      metric: 'manhattan',
      knnMethod: 'mean',
      hbosBins: 'auto',
      ensemble: 'majority',
    },
  ],
  [
    'features of time and Gaussian scores',
    {
      ...ALL,
      timeFeatures: true,
      scaler: 'minmax',
      knnMethod: 'median',
      ensemble: 'max-gaussian',
      isolationForestThreshold: -0.5,
      oneClassSvmThreshold: 3,
    },
  ],
  [
    'few features, unscaled, and trees of one flow',
    {
      ...ALL,
      features: ['log_bps', 'is_tcp', 'bytes_ratio', 'is_well_known_port'],
      scaler: 'none',
      maxSamples: 1,
      ensemble: 'all',
    },
  ],
])('an ONNX file of a lab trained with %s', (_, given) => {
  test('answers what the lab does, within the tolerance of its certificate', async () => {
    const { certificate, values } = await answered(await trained(given));
    expect(certificate.flows).toBe(1000);
    expect(certificate.detectors.map(({ name }: { name: string }) => name)).toEqual(DETECTOR_NAMES);
    for (const { name, outputs, threshold, tolerance } of certificate.detectors) {
      const wanted = certificate.expected[outputs.score] as number[];
      const got = numbersOf(values, outputs.score);
      const decisions = numbersOf(values, outputs.decision);
      const verdicts = numbersOf(values, outputs.prediction);
      const far = wanted.filter((score, row) => {
        return (
          Math.abs(score - got[row]) > tolerance * Math.max(Math.abs(score), Math.abs(threshold))
        );
      });
      expect(far, name).toEqual([]);
      const turned = (certificate.expected[outputs.prediction] as number[]).filter(
        (verdict, row) => {
          const room = tolerance * Math.max(Math.abs(wanted[row]), Math.abs(threshold));
          return verdict !== verdicts[row] && Math.abs(decisions[row]) > room;
        },
      );
      expect(turned, name).toEqual([]);
      expect(new Set(verdicts).size, `${name} tells flows apart`).toBeLessThanOrEqual(2);
    }
  });
});

test('only ranks and an error function are given more room than the last digits', async () => {
  const detectors = ['isolation-forest', 'hbos', 'ensemble'];
  const tolerances = async (ensemble: LabParameters['ensemble']) => {
    const lab = await trained({
      detectors,
      ensembleMembers: ['isolation-forest', 'hbos'],
      ensemble,
    });
    return onnxLab(lab).detectors.map(({ tolerance }) => tolerance * lab.learntFrom.rows);
  };
  const [usual] = await tolerances('majority');
  expect(await tolerances('majority')).toEqual([usual, usual, usual]);
  expect((await tolerances('mean-gaussian'))[2]).toBeCloseTo(1000 * usual, 9);
  expect(await tolerances('mean-rank')).toEqual([usual, usual, 1]);
});

test('hostile numbers are scored as the lab scores them', async () => {
  const lab = await trained({ detectors: ['isolation-forest', 'hbos'] });
  const { onnx, certificate, values: usual } = await answered(lab);
  const hostile = {
    bytes_sent: [0, 1e15, 0],
    bytes_recv: [0, 0, 1e15],
    packets_sent: [0, 1e12, 1],
    packets_recv: [0, 0, 0],
    duration: [0, 0, 1e9],
    dst_port: [0, 65535, 443],
    src_ip_count: [0, 1, 1e6],
    dst_ip_count: [0, 1e6, 1],
    protocol: ['', 'ICMP', 'TCP'],
  };
  expect(Object.keys(certificate.inputs).sort()).toEqual(Object.keys(hostile).sort());
  const values = runOnnx(readOnnx(onnx.bytes), hostile);
  for (const { outputs } of certificate.detectors) {
    expect(numbersOf(values, outputs.score).every(Number.isFinite)).toBe(true);
    const least = Math.min(...numbersOf(usual, outputs.score));
    expect(numbersOf(values, outputs.score)[1]).toBeLessThan(least / 2);
  }
});

test('a table of numbers goes in by its own columns', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), i % 7, i * i]);
  const lab = await trained(
    { detectors: ['isolation-forest', 'local-outlier-factor'] },
    tableTraffic(['a', 'b b', 'c'], rows),
  );
  const { certificate, values } = await answered(lab);
  expect(Object.keys(certificate.inputs)).toEqual(['a', 'b b', 'c']);
  const { outputs } = certificate.detectors[1];
  certificate.expected[outputs.score].forEach((score: number, row: number) => {
    expect(numbersOf(values, outputs.score)[row]).toBeCloseTo(score, 8);
  });
});

test('it says which training flows it holds, and carries no rule', async () => {
  const lab = await trained(ALL);
  const onnx = onnxLab(lab);
  const { rows } = lab.learntFrom;
  expect(heldInWords(onnx).join('\n')).toContain(
    `holds ${rows} training flows, for the Local Outlier Factor`,
  );
  expect(heldInWords(onnx).filter((line) => line.includes('Isolation Forest'))).toEqual([]);
  expect(Buffer.from(onnx.bytes).includes('10.9.8.7')).toBe(false);
});

test('its metadata tells classes, thresholds and settings', async () => {
  const lab = await trained({ detectors: ['isolation-forest'], isolationForestThreshold: -0.45 });
  const { metadata, operatorSets, nodes } = readOnnx(onnxLab(lab).bytes);
  expect(JSON.parse(metadata.get('classes') ?? '')).toEqual({ '-1': 'alert', 1: 'no alert' });
  const [forest] = JSON.parse(metadata.get('detectors') ?? '');
  expect(forest).toMatchObject({ name: 'isolation-forest', threshold: -0.45, holds: null });
  expect(JSON.parse(metadata.get('settings') ?? '')).toMatchObject({ 'n-estimators': '20' });
  expect([...operatorSets]).toEqual([
    ['', 21],
    ['ai.onnx.ml', 5],
  ]);
  expect(new Set(nodes.map(({ domain }) => domain))).toEqual(new Set(['', 'ai.onnx.ml']));
});

test('the same lab gives the same bytes, which its certificate names', async () => {
  const lab = await trained({ detectors: ['hbos'] });
  const { onnx, certificate } = await answered(lab);
  expect(onnxLab(lab).bytes).toEqual(onnx.bytes);
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(onnx.bytes));
  expect(certificate.model).toEqual({
    sha256: Buffer.from(hash).toString('hex'),
    bytes: onnx.bytes.length,
  });
});

test('what ONNX would hold too much of is refused by name', async () => {
  const rows = Array.from({ length: 20_001 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
  const lab = await trained(
    { detectors: ['local-outlier-factor'] },
    tableTraffic(['a', 'b'], rows),
  );
  expect(() => onnxLab(lab)).toThrow(InputError);
  expect(() => onnxLab(lab)).toThrow(/Local Outlier Factor would write 20,001 training flows/);
});
