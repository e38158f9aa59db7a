import type { Assessment } from '../../models/detector.ts';
import { isAtThreshold } from '../detecting/at-threshold.ts';
import type { FittedJson } from '../inside/open-detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { changedRowsOf } from './changed-features.ts';
import { type MeasuredFlows, measuredFlows } from './measured-flows.ts';
import { limitsOf, type Refusal, refusalsOf } from './possible.ts';
import { rawColumns } from './raw-columns.ts';
import type { RawColumn, RawValues } from './raw-values.ts';
import { type FinishedRun, type Scorer, scorersOf, type TrainedBefore } from './scorers.ts';

/** What a detector says of a changed flow. */
export interface Answer {
  readonly detector: DetectorName;
  /** Higher = more anomalous. */
  readonly anomalyScore: number;
  /** The anomaly score above which a flow raises an alert. */
  readonly threshold: number;
  readonly alert: boolean;
  /** Below 0 = abnormal, as scikit-learn's decisions; its sign is the verdict. */
  readonly decision: number;
  /** Whether the decision lies within the solver's own error of 0: the verdict is noise. */
  readonly noise: boolean;
}

/** A changed flow, scored again. */
export interface Rescored {
  readonly row: number;
  readonly changes: RawValues;
  /** Values that no flow can have; where there are some, nothing is scored. */
  readonly refused: readonly Refusal[];
  /** In the order of the run's detectors; empty where a value was refused. */
  readonly answers: readonly Answer[];
}

/** Scores flows of a finished run again, with other values. */
export interface Rescorer {
  readonly run: FinishedRun;
  /** What can be changed. */
  readonly columns: readonly RawColumn[];
  /** In the order of the run. */
  readonly detectors: readonly DetectorName[];
  readonly measured: MeasuredFlows;
  /** Why a flow cannot be so; empty where it can. */
  readonly refusals: (row: number, changes: RawValues) => readonly Refusal[];
  /** One changed flow; without changes its scores are the table's. */
  readonly score: (row: number, changes: RawValues) => Rescored;
  /** One detector on many changes of a flow, which are not asked whether they are possible. */
  readonly answersOf: (
    row: number,
    changes: readonly RawValues[],
    detector: DetectorName,
  ) => readonly Answer[];
}

/**
 * What scores flows of a run again: their raw columns changed, features engineered anew, scaled, and
 * asked of the detectors as fitted. O(changes × what a detector takes for a row).
 *
 * @param trained what has scored the run; `null`: its detectors were fitted
 * @param models from `fittedModels`, or from `fittedJson` for each of the run's detectors and members
 */
export function createRescorer(
  run: FinishedRun,
  trained: TrainedBefore,
  models: readonly FittedJson[],
): Rescorer {
  const { traffic, parameters, detections } = run;
  const columns = rawColumns(traffic, parameters.timeFeatures);
  const scorers = scorersOf(run, trained, models);
  const flows = measuredFlows(run, columns);
  const changedRows = changedRowsOf(run, flows.startOf);
  const limits = limitsOf(traffic.flows);
  const detectors = detections.map(({ detector }) => detector);

  const assess = (row: number, changes: readonly RawValues[], names: readonly DetectorName[]) => {
    const values = flows.valuesOf(row);
    // What stays as it was measured is no change: an hour would move the start by rounding.
    const x = changedRows(
      row,
      changes.map((change) => realChanges(change, values)),
    );
    const found = new Map<DetectorName, Assessment>();
    for (const scorer of neededFor(names, scorers)) {
      found.set(scorer.name, scorer.assess(x, row, found));
    }
    return found;
  };
  const refusals = (row: number, changes: RawValues) => {
    return refusalsOf(flows.valuesOf(row), changes, columns, limits, flows.startOf(row));
  };
  return {
    run,
    columns,
    detectors,
    measured: flows,
    refusals,
    score(row, changes) {
      const refused = refusals(row, changes);
      if (refused.length > 0) return { row, changes, refused, answers: [] };
      const found = assess(row, [changes], detectors);
      return {
        row,
        changes,
        refused,
        answers: detectors.map((name) => answerOf(name, found, 0, scorers)),
      };
    },
    answersOf(row, changes, detector) {
      if (changes.length === 0) return [];
      const found = assess(row, changes, [detector]);
      return changes.map((_, at) => answerOf(detector, found, at, scorers));
    },
  };
}

function realChanges(changes: RawValues, measured: RawValues): RawValues {
  return Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => value !== measured[name]),
  );
}

/** The scorers of these detectors, and those whose answers they need. */
function neededFor(names: readonly DetectorName[], scorers: readonly Scorer[]): Scorer[] {
  const asked = scorers.filter(({ name }) => names.includes(name));
  const members = new Set(asked.flatMap((scorer) => scorer.members));
  return scorers.filter(({ name }) => names.includes(name) || members.has(name));
}

function answerOf(
  detector: DetectorName,
  found: ReadonlyMap<DetectorName, Assessment>,
  at: number,
  scorers: readonly Scorer[],
): Answer {
  const assessment = found.get(detector);
  const scorer = scorers.find(({ name }) => name === detector);
  if (assessment === undefined || scorer === undefined) {
    throw new Error(`The run has no detector ${detector}.`);
  }
  const { scores, decisions, predictions } = assessment;
  return {
    detector,
    anomalyScore: -scores[at],
    threshold: decisions[at] - scores[at],
    alert: predictions[at] === -1,
    decision: decisions[at],
    noise: isAtThreshold(decisions[at], scorer.tolerance),
  };
}
