import { InputError } from '../../data/errors.ts';
import { NORMAL } from '../../data/flow-table.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type {
  DetectorName,
  LabParameters,
  ParameterChanges,
} from '../parameters/lab-parameters.ts';
import { executePlan } from '../plan/execute-plan.ts';
import { resultOf } from '../plan/plan-step.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import { listOf } from '../run/words.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { FinishedRun } from './scorers.ts';

/** Settings of the lab other than a run's, and what detectors find with them. */
export interface OtherSettings {
  readonly changes: ParameterChanges;
  /** `with time features and learning from normal flows`. */
  readonly words: string;
  readonly detectors: readonly FoundWith[];
}

interface FoundWith {
  readonly detector: DetectorName;
  /** Flows of the attack that raise an alert. */
  readonly found: number;
  readonly alerts: number;
  /** Alerts of flows labelled normal. */
  readonly falseAlerts: number;
}

interface Choice {
  readonly changes: ParameterChanges;
  readonly words: string;
}

/** What is tried: each by itself, and together. */
const CHOICES: readonly Choice[] = [
  { changes: { logRatios: true }, words: 'logged tails' },
  { changes: { trainOn: 'normal' }, words: 'learning from normal flows' },
  { changes: { timeFeatures: true }, words: 'time features' },
];

/**
 * What detectors find of an attack with other settings, each at its own threshold: a run each, of the
 * detectors that are no networks. The costs of so many runs.
 *
 * @param rows the attack's flows
 */
export async function otherSettings(
  { parameters, traffic, detections }: FinishedRun,
  rows: Uint32Array,
  tasks: PlanRunner,
): Promise<OtherSettings[]> {
  const names = detections
    .map(({ detector }) => detector)
    .filter(
      (name) => detectorFacts(name).isNetwork !== true && detectorFacts(name).combines !== true,
    );
  const found: OtherSettings[] = [];
  for (const { changes, words } of settingsToTry(parameters, traffic)) {
    const asked = { ...parameters, ...changes };
    const detectors = await foundWith(asked, traffic, names, rows, tasks);
    if (detectors !== null) found.push({ changes, words, detectors });
  }
  return found;
}

function settingsToTry(parameters: LabParameters, { flows }: Traffic): Choice[] {
  const possible = CHOICES.filter(({ changes: { logRatios, trainOn, timeFeatures } }) => {
    if (logRatios && (parameters.logRatios || flows === null)) return false;
    if (trainOn !== undefined && parameters.trainOn !== 'all') return false;
    return !timeFeatures || (!parameters.timeFeatures && flows?.startTime !== undefined);
  });
  const subsets = Array.from({ length: 2 ** possible.length - 1 }, (_, i) =>
    possible.filter((_one, at) => ((i + 1) >> at) & 1),
  ).sort((a, b) => a.length - b.length);
  return subsets.map((some) => ({
    changes: Object.assign({}, ...some.map(({ changes }) => changes)),
    words: `with ${listOf(some.map(({ words }) => words))}`,
  }));
}

/** `null` where this traffic does not allow the settings. */
async function foundWith(
  parameters: LabParameters,
  traffic: Traffic,
  names: readonly DetectorName[],
  rows: Uint32Array,
  tasks: PlanRunner,
): Promise<FoundWith[] | null> {
  try {
    const given = { parameters, values: new Map([['generate', traffic] as const]) };
    const values = await executePlan(names, given, tasks);
    return names.map((detector) => {
      const { predictions } = resultOf(values, detector).assessment;
      const { label } = traffic.labels;
      const flagged = [...predictions.keys()].filter((row) => predictions[row] === -1);
      return {
        detector,
        found: rows.filter((row) => predictions[row] === -1).length,
        alerts: flagged.length,
        falseAlerts: flagged.filter((row) => label[row] === NORMAL).length,
      };
    });
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
