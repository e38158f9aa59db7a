import { describe, expect, it, test } from 'vitest';
import { DETECTOR_NAMES, DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { thresholdKey } from '../../src/pipeline/detecting/hand-threshold.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { planVoting } from '../../src/pipeline/studies/voting.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { FEW } from './baseline-runs.ts';

/** All but networks, whose training takes a library. */
const names = DETECTORS.flatMap(({ name, isNetwork }) => (isNetwork ? [] : [name]));
const PARAMETERS = { ...NOTEBOOK_PARAMETERS, counts: FEW, logRatios: true, detectors: names };
const traffic = generateTraffic(PARAMETERS);
const runWith = (changed: ParameterChanges = {}) =>
  runLab(traffic, { ...PARAMETERS, ...changed }, { now: () => 0 });
const usual = await runWith();

test('every detector has a parameter for its threshold, the detector’s own unless it is set', () => {
  for (const name of DETECTOR_NAMES) expect(NOTEBOOK_PARAMETERS[thresholdKey(name)]).toBe('own');
  expect(usual.detections.map(({ offset }) => offset)).toEqual(
    usual.detections.map(({ own }) => own.threshold),
  );
});

describe.each(names)('a threshold set for %s', (name) => {
  const at = names.indexOf(name);
  const before = usual.detections[at];
  const sorted = before.assessment.scores.toSorted();
  const threshold = (sorted[20] + sorted[21]) / 2;

  it.each(['all', 'normal'] as const)('flags what scores below, trained on %s', async (trainOn) => {
    const { detections } = await runWith({ trainOn, [thresholdKey(name)]: threshold });
    const { assessment, offset, evaluation } = detections[at];
    const below = assessment.scores.map((score) => (score < threshold ? -1 : 1));
    expect(offset).toBe(threshold);
    expect([...assessment.predictions]).toEqual([...below]);
    expect(evaluation.predictedAnomalies).toBe(below.filter((flag) => flag === -1).length);
  });

  it('leaves scores, ranking and its own threshold as they were', async () => {
    const { assessment, own, evaluation } = (await runWith({ [thresholdKey(name)]: threshold }))
      .detections[at];
    expect(assessment.scores).toEqual(before.assessment.scores);
    expect(own).toEqual(before.own);
    expect(evaluation).toMatchObject({
      rocAuc: before.evaluation.rocAuc,
      topAnomalies: before.evaluation.topAnomalies,
    });
  });

  it('is in the report: what is set, what is used and what would be its own', async () => {
    const run = await runWith({ [thresholdKey(name)]: threshold, detectors: [name] });
    const report = reportOf(run);
    expect(report.parameters[thresholdKey(name)]).toBe(threshold);
    const { offset, ownOffset, scores, monday } = report.detectors[name];
    expect([offset, ownOffset]).toEqual([threshold, before.own.threshold]);
    expect(scores.threshold).toBe(-threshold);
    const { confusion } = run.detections[0].evaluation;
    if (confusion === null) throw new Error('labelled flows');
    const { tp, fn } = confusion;
    expect(monday?.found).toBeCloseTo((1000 * tp) / (tp + fn), 9);
  });
});

it('is what members vote by', async () => {
  const any = { ensemble: 'any', ensembleMembers: ['isolation-forest', 'ecod'] } as const;
  const nothing = { isolationForestThreshold: -1, ecodThreshold: -1e12 };
  const flagged = async (changed: ParameterChanges) =>
    (await runWith({ ...any, ...changed })).detections.at(-1)?.evaluation.predictedAnomalies;
  expect(await flagged(nothing)).toBe(0);
  expect(await flagged({ ...nothing, isolationForestThreshold: 0 })).toBe(traffic.summary.total);
});

it('moves what members are compared by, but not how their ranks combine', async () => {
  const scores = async (changed: ParameterChanges) =>
    (await runWith({ ensemble: 'mean-rank', ...changed })).detections.at(-1)?.assessment.scores;
  expect(await scores({ isolationForestThreshold: -0.5 })).toEqual(await scores({}));
});

it('of the ensemble is no threshold of the other combinations that a study compares it with', async () => {
  const [trial] = planVoting(PARAMETERS, '1').trials;
  const tasks = inProcess({ now: () => 0 });
  const outcome = await tasks.run('vote', trial);
  const parameters = { ...trial.parameters, ensembleThreshold: -0.9 };
  expect(await tasks.run('vote', { ...trial, parameters })).toEqual(outcome);
});

test('a remark on what is flagged does not blame contamination for it', async () => {
  const sentences = async (changed: ParameterChanges) =>
    (await runWith(changed)).detections[0].remarks.map(({ sentence }) => sentence).join(' ');
  expect(await sentences({})).toContain('Contamination 0.1 gives alerts on');
  expect(await sentences({ isolationForestThreshold: -0.5 })).toContain(
    'The threshold set by hand gives alerts on',
  );
});
