import type { FittedJson } from '../inside/open-detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { type Ordinary, type OrdinaryColumn, ordinaryOf, rangeValues } from './ordinary.ts';
import type { RawValue, RawValues } from './raw-values.ts';
import { createRescorer, type Rescorer } from './rescorer.ts';
import type { FinishedRun, TrainedBefore } from './scorers.ts';

/** All that questions about the flows of a finished run are answered from. */
export interface WhatIf {
  readonly rescorer: Rescorer;
  readonly ordinary: Ordinary;
}

/**
 * What answers questions about the flows of a run. O(flows × columns), and restoring the detectors.
 *
 * @param trained what has scored the run; `null`: its detectors were fitted
 * @param models from `fittedModels`, or from `fittedJson` for each of the run's detectors and members
 */
export function createWhatIf(
  run: FinishedRun,
  trained: TrainedBefore,
  models: readonly FittedJson[],
): WhatIf {
  const rescorer = createRescorer(run, trained, models);
  return { rescorer, ordinary: ordinaryOf(rescorer) };
}

/** A detector's verdicts on a flow along all that one of its columns may be. */
export interface Track {
  readonly row: number;
  readonly column: string;
  readonly detector: DetectorName;
  /** Ascending; of even steps, logarithmic where the column counts something. The measured one is among them. */
  readonly values: readonly RawValue[];
  readonly measured: RawValue | undefined;
  /** `null` where no flow can be so. */
  readonly alerts: readonly (boolean | null)[];
}

/** Values along a track. */
const TRACK_VALUES = 60;

/** Verdicts along the range that the traffic has of a column; one batch. @param others changed besides */
export function trackOf(
  { rescorer, ordinary }: WhatIf,
  row: number,
  name: string,
  detector: DetectorName,
  others: RawValues = {},
  count = TRACK_VALUES,
): Track {
  const measured = rescorer.measured.cellOf(row, name);
  const values = rangeValues(columnOf(ordinary, name), measured, count);
  const possible = values.filter((value) =>
    isPossible(rescorer, row, { ...others, [name]: value }),
  );
  const changes = possible.map((value) => ({ ...others, [name]: value }));
  const answers = rescorer.answersOf(row, changes, detector);
  const alerts = values.map((value) => answers[possible.indexOf(value)]?.alert ?? null);
  return { row, column: name, detector, values, measured, alerts };
}

/** Whether a flow can be so. */
export function isPossible({ refusals }: Rescorer, row: number, changes: RawValues): boolean {
  return refusals(row, changes).length === 0;
}

/** What a column is like. @throws Error for another name */
export function columnOf({ columns }: Ordinary, name: string): OrdinaryColumn {
  const found = columns.find(({ column }) => column.name === name);
  if (found === undefined) throw new Error(`There is no column ${name} to change.`);
  return found;
}
