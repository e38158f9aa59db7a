import type { CellId } from '../../notebook/cell-definition.ts';
import { expectedTime } from '../../notebook/long-runs.ts';
import type { StudyPlan } from '../../notebook/studies.ts';
import { detectorFacts, isDetector } from '../../pipeline/detecting/detector-table.ts';
import { mostLearnt } from '../../pipeline/detecting/sample-size.ts';
import type { DetectorName, LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { expectedFit } from '../../pipeline/run/learning-sample.ts';
import { FITS_OF_PITFALLS, planPitfalls } from '../../pipeline/studies/pitfalls/plan.ts';
import { POISONED_SHARES, planRedTeam } from '../../pipeline/studies/red-team/red-team.ts';
import { planTimeStudy } from '../../pipeline/studies/time-study.ts';
import { planUnknownAttack } from '../../pipeline/studies/unknown-attack.ts';
import { planVoting } from '../../pipeline/studies/voting.ts';
import { pageLab } from '../lab.ts';
import { type NetworkTraining, trainingTime } from './network-time.ts';

type PageLab = typeof pageLab;

/**
 * How long a study, or the training of a network, is likely to take: the fits that it plans, each as
 * long as those of the detectors in this run, and the trainings; where nothing is known of these, as
 * long as its last run. Reads signals.
 *
 * @returns milliseconds; `null` where nothing is known yet to go by
 */
export function estimateOf(id: CellId, lab = pageLab): number | null {
  const planned = plannedTime(id, lab);
  // One fit on a sample says nothing of one on more.
  if (planned !== null || isLargeFit(id, lab)) return planned;
  return lab.notebook.cell(id).result.value?.milliseconds ?? null;
}

/** How long the trials of a sweep, or of leaving one out, are likely to take. Reads signals. */
export function estimateOfPlan({ trials }: StudyPlan, lab = pageLab): number | null {
  let total = 0;
  for (const { detector, parameters } of trials) {
    const time = timeOfFit(detector, lab, parameters);
    if (time === null) return null;
    total += time;
  }
  return total / lanesOf(lab);
}

/** Whether it trains networks, which patience may end before: then the estimate is the most. */
export function mayEndEarly(id: CellId): boolean {
  return isNetwork(id) || id === 'attack-classifier' || id === 'unknown-attack';
}

/** Whether the cell is a detector that is trained as a network. */
export function isNetwork(id: CellId): boolean {
  return isDetector(id) && detectorFacts(id as DetectorName).isNetwork === true;
}

/**
 * Whether it is a detector that is to learn from more flows than it does unless asked, so that fitting
 * may take very long. Reads signals.
 */
export function isLargeFit(id: CellId, { notebook }: PageLab = pageLab): boolean {
  if (!isDetector(id) || notebook.lab.value !== null) return false;
  const { learnsFromAtMost } = detectorFacts(id as DetectorName);
  const flows = notebook.cell('generate').result.value?.value.summary.total ?? 0;
  const asked = Math.min(flows, mostLearnt(id as DetectorName, notebook.parameters.value));
  return learnsFromAtMost !== undefined && asked > learnsFromAtMost;
}

/** Fitting on as many flows as are asked for, by what was fitted on a sample of them. */
function timeOfLargeFit(name: DetectorName, { notebook }: PageLab): number | null {
  const before = notebook.cell(name).result.value?.value;
  if (before === undefined) return null;
  const { sampled, trainedOn, milliseconds } = before;
  const asked = Math.min(sampled?.of ?? trainedOn, mostLearnt(name, notebook.parameters.value));
  if (sampled?.growth) return expectedFit(sampled.growth, asked);
  return trainedOn === asked ? milliseconds.fit : null;
}

function plannedTime(id: CellId, lab: PageLab): number | null {
  const parameters = lab.notebook.parameters.value;
  if (isLargeFit(id, lab)) return timeOfLargeFit(id as DetectorName, lab);
  if (isNetwork(id)) return timeOfTraining('autoencoder', lab, parameters);
  if (id === 'attack-classifier') {
    return lab.notebook.lab.value === null ? timeOfTraining('classifier', lab, parameters) : null;
  }
  try {
    if (id === 'pitfalls') {
      const once = timeOfPitfalls(lab);
      return once && (once * planPitfalls(parameters).trials.length) / lanesOf(lab);
    }
    const fits = timeOfFits(lab);
    const training = id === 'unknown-attack' ? timeOfTraining('classifier', lab, parameters) : 0;
    const trials = trialsOf(id, lab);
    if (fits === null || training === null || trials === null) return null;
    return (trials * (fits + training)) / lanesOf(lab);
  } catch {
    // What is wrong with the seeds, or the labels, is said when the study is run.
    return null;
  }
}

/** How long the pitfalls of one seed are likely to take; `null` where nothing is known. Reads signals. */
export function timeOfPitfalls(lab = pageLab): number | null {
  const parameters = lab.notebook.parameters.value;
  const [detector] = parameters.detectors;
  const once = detector === undefined ? null : timeOfFit(detector, lab, parameters);
  return once && once * FITS_OF_PITFALLS;
}

/** How often a study fits all detectors; `null` where it is not made of that. @throws InputError */
function trialsOf(id: CellId, { notebook }: PageLab): number | null {
  const parameters = notebook.parameters.value;
  if (id === 'voting') return planVoting(parameters).trials.length;
  if (id === 'time') {
    const { trials } = planTimeStudy(parameters);
    return trials.reduce((sum, { variants }) => sum + variants.length, 0);
  }
  if (id === 'red-team') {
    const { trials } = planRedTeam(parameters);
    const fitsOf = { stealth: 1, poisoning: POISONED_SHARES.length };
    return trials.reduce((sum, { question }) => sum + fitsOf[question], 0);
  }
  const traffic = notebook.cell('generate').result.value?.value;
  if (id !== 'unknown-attack' || traffic === undefined) return null;
  return planUnknownAttack(traffic.labels, null, parameters).trials.length;
}

/** Fitting every chosen detector once and scoring by it; `null` before one has run. */
function timeOfFits(lab: PageLab): number | null {
  const parameters = lab.notebook.parameters.value;
  const times = lab.chosenDetectors.value.flatMap(
    ({ name }) => timeOfFit(name, lab, parameters) ?? [],
  );
  return times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0);
}

/** Fitting a detector once, and scoring by it; `null` where nothing is known of that. */
function timeOfFit(name: DetectorName, lab: PageLab, parameters: LabParameters): number | null {
  if (isNetwork(name)) return timeOfTraining('autoencoder', lab, parameters);
  const times = lab.notebook.cell(name).result.value?.value.milliseconds;
  return times === undefined ? null : times.fit + times.score;
}

/** Training a network, by what was trained here before if anything was. */
function timeOfTraining(
  kind: NetworkTraining['kind'],
  lab: PageLab,
  parameters: LabParameters,
): number | null {
  const training = trainingOf(kind, lab, parameters);
  return training === null ? null : trainingTime(training, parameters) * slownessOf(lab);
}

/** What a network would be trained on, by the flows that are there; `null` before they are. */
function trainingOf(
  kind: NetworkTraining['kind'],
  { notebook }: PageLab,
  { testShare, validationShare }: LabParameters,
): NetworkTraining | null {
  const scaled = notebook.cell('scale').result.value?.value;
  const types = notebook.cell('generate').result.value?.value.summary.types;
  if (scaled === undefined || types === undefined) return null;
  const { rows, columns } = scaled.matrix;
  const learnt = kind === 'classifier' ? rows * (1 - testShare - validationShare) : rows;
  return { kind, rows: learnt, columns, classes: types.length };
}

/** A shorter training is mostly the start of the library. Milliseconds. */
const MEASURABLE = 2000;

/** How much longer a training took here than is guessed of it; 1 before any. */
function slownessOf(lab: PageLab): number {
  const { notebook } = lab;
  const classified = notebook.cell('attack-classifier').result.value;
  const { training, milliseconds } = classified?.value ?? {};
  if (classified !== null && training != null && milliseconds !== undefined) {
    const { parameters } = classified.settings;
    return slowness('classifier', milliseconds.fit, training.history.length, lab, parameters);
  }
  const network = notebook.shown.value.find(({ id }) => isNetwork(id))?.id;
  const fitted = network === undefined ? null : notebook.cell<DetectorName>(network).result.value;
  const { curves } = fitted?.value ?? {};
  if (fitted === null || curves == null) return 1;
  const { parameters } = fitted.settings;
  const { fit } = fitted.value.milliseconds;
  return slowness('autoencoder', fit, curves.history.length, lab, parameters);
}

function slowness(
  kind: NetworkTraining['kind'],
  fit: number,
  epochs: number,
  lab: PageLab,
  parameters: LabParameters,
): number {
  const training = trainingOf(kind, lab, parameters);
  if (training === null) return 1;
  const guessed = trainingTime(training, parameters, epochs);
  return guessed < MEASURABLE ? 1 : fit / guessed;
}

function lanesOf({ tasks }: PageLab): number {
  return tasks.lanes ?? 1;
}

/** Milliseconds that are left of a run, by what of it is done; `null` as long as that says little. */
export function timeLeft(elapsed: number, progress: number): number | null {
  const expected = expectedTime(elapsed, progress);
  return expected === null ? null : expected - elapsed;
}
