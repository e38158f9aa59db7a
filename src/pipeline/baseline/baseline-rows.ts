import { InputError } from '../../data/errors.ts';
import { gather } from '../../data/flow-rows.ts';
import { ATTACK } from '../../data/flow-table.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { many } from '../run/words.ts';
import { type Labels, splitFlows } from '../traffic/labels.ts';
import { parseTime, spanOf, timeText } from './baseline-time.ts';

/** What scaler and detectors have learnt from, in figures: no word and no address of the traffic. */
export interface LearntFrom {
  readonly source: LabParameters['trainOn'];
  readonly rows: number;
  /** Labelled attacks among them. */
  readonly attacks: number;
  /** When the first and the last of them began, seconds since 1970 UTC; `null`: nobody knows. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Detectors that compare flows with each other cannot do with fewer. */
export const FEWEST_ROWS = 2;

/**
 * The flows that begin in the range `baselineFrom` ≤ t < `baselineTo`, ascending; an empty end is
 * open. O(flows).
 *
 * @throws InputError without times, for an empty range, and for one that leaves nothing to judge
 */
export function rowsInRange(
  startTime: Float64Array | undefined,
  { baselineFrom, baselineTo }: Pick<LabParameters, 'baselineFrom' | 'baselineTo'>,
): Uint32Array {
  const span = startTime === undefined ? null : spanOf(startTime);
  if (startTime === undefined || span === null) {
    throw new InputError(
      'A time range can be the baseline only of traffic that tells when its flows began; this does ' +
        'not. Learn from all flows, from normal ones, or from another file.',
    );
  }
  const from = baselineFrom === '' ? Number.NEGATIVE_INFINITY : parseTime(baselineFrom);
  const to = baselineTo === '' ? Number.POSITIVE_INFINITY : parseTime(baselineTo);
  const rows: number[] = [];
  startTime.forEach((time, row) => {
    if (time >= from && time < to) rows.push(row);
  });
  const has = `This traffic runs from ${timeText(span.first)} to ${timeText(span.last)}.`;
  if (from >= to) {
    throw new InputError(
      `The baseline would end (${baselineTo}) before it begins (${baselineFrom}). ${has}`,
    );
  }
  if (rows.length < FEWEST_ROWS) {
    throw new InputError(
      `A baseline needs at least ${many(FEWEST_ROWS, 'flow')}; the time range holds ${rows.length}. ${has}`,
    );
  }
  if (rows.length === startTime.length) {
    throw new InputError(
      `The time range holds all ${many(rows.length, 'flow')}: none is left to judge. ${has}`,
    );
  }
  return Uint32Array.from(rows);
}

/** The rows that are none of these, ascending. O(rows). */
export function rowsOutside(
  rows: Uint32Array,
  { rows: length }: Pick<Matrix, 'rows'>,
): Uint32Array {
  const others = new Uint32Array(length - rows.length);
  let next = 0;
  let at = 0;
  for (let row = 0; row < length; row++) {
    if (rows[next] === row) next++;
    else others[at++] = row;
  }
  return others;
}

/** What is learnt from where labels choose among these flows. O(flows). */
export function learntByLabels(
  labels: Labels,
  startTime: Float64Array | undefined,
  parameters: Pick<LabParameters, 'trainOn' | 'holdOut' | 'evaluateOn'>,
  randomState: number,
): LearntFrom {
  const { train } = splitFlows(labels, parameters, randomState);
  return learntFromRows(parameters.trainOn, train, labels.label, startTime);
}

/**
 * The figures of some rows of this traffic. O(rows).
 *
 * @param rows `null`: all of them, as many as `label` has
 */
export function learntFromRows(
  source: LearntFrom['source'],
  rows: Uint32Array | null,
  label: Int8Array | undefined,
  startTime: Float64Array | undefined,
): LearntFrom {
  const times = rows && startTime ? gather(startTime, rows) : startTime;
  const span = times === undefined ? null : spanOf(times);
  const told = rows && label ? gather(label, rows) : (label ?? new Int8Array());
  let attacks = 0;
  for (let at = 0; at < told.length; at++) attacks += told[at] === ATTACK ? 1 : 0;
  return {
    source,
    rows: rows?.length ?? told.length,
    attacks,
    first: span?.first ?? null,
    last: span?.last ?? null,
  };
}
