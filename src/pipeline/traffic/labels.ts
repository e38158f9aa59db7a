import { permutation } from '../../data/distributions.ts';
import { InputError } from '../../data/errors.ts';
import { ATTACK, type CategoryColumn, NORMAL, UNLABELLED } from '../../data/flow-table.ts';
import { defaultAttackType } from '../../data/import/labels/labels.ts';
import { MersenneTwister } from '../../data/random.ts';
import { everyRow } from '../../eval/labelled.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';

/** What each flow really is, as far as the traffic says. Both columns are as long as it has flows. */
export interface Labels {
  /** `NORMAL`, `ATTACK` or `UNLABELLED`. */
  readonly label: Int8Array;
  readonly attackType: CategoryColumn;
}

/** Whether types say more than the classes do. */
export function namesAttacks({ attackType }: Labels): boolean {
  const plain = [NORMAL, ATTACK, UNLABELLED].map(defaultAttackType);
  return attackType.names.some((name) => !plain.includes(name));
}

/** Which flows a detector learns from, and which it is judged on. Row numbers ascend. */
export interface Split {
  /** `null`: all of them. */
  readonly train: Uint32Array | null;
  /** `null`: all of them. */
  readonly evaluate: Uint32Array | null;
  /** Normal flows kept out of training. */
  readonly heldOut: number;
}

type SplitParameters = Pick<LabParameters, 'trainOn' | 'holdOut' | 'evaluateOn'>;

/**
 * Splits the flows as the parameters ask. The flows held out are drawn by NumPy's generator with
 * `randomState`: the first of a permutation of the normal flows.
 *
 * Labels alone: a time range or another file is no matter of theirs.
 *
 * @throws InputError where labels are needed and there are none, or nothing is left to train on
 */
export function splitFlows(
  labels: Labels,
  parameters: SplitParameters,
  randomState: number,
): Split {
  const { trainOn, holdOut, evaluateOn } = parameters;
  if (trainOn === 'time' || trainOn === 'file') {
    throw new Error(`Labels do not tell what to learn from where that is a ${trainOn}.`);
  }
  const wantsNormal = trainOn === 'normal' || holdOut > 0;
  const normal = wantsNormal
    ? rowsWhere(labels.label, (label) => label === NORMAL)
    : new Uint32Array();
  if (wantsNormal && normal.length === 0) {
    throw new InputError(
      trainOn === 'normal'
        ? 'Training on normal flows needs flows labelled normal; this traffic has none. Train on all.'
        : 'Holding normal flows out needs flows labelled normal; this traffic has none. Set hold out to 0.',
    );
  }
  const heldOut = drawHeldOut(normal, Math.round(holdOut * normal.length), randomState);
  if (evaluateOn === 'held-out' && heldOut.size === 0) {
    throw new InputError(
      holdOut === 0
        ? 'Evaluating on held-out flows needs some: set hold out above 0.'
        : `Evaluating on held-out flows needs some: ${holdOut} of ${normal.length} normal flows rounds to none. Raise hold out.`,
    );
  }
  const every = trainOn === 'all' && heldOut.size === 0;
  const from = () => (trainOn === 'normal' ? normal : everyRow(labels.label.length));
  const train = every ? null : from().filter((row) => !heldOut.has(row));
  if (train?.length === 0) {
    // Then these are all that there were.
    throw new InputError(
      `Holding out ${heldOut.size} of ${heldOut.size} flows leaves none to train on. Lower hold out.`,
    );
  }
  return {
    train,
    evaluate:
      evaluateOn === 'all'
        ? null
        : rowsWhere(labels.label, (label, row) => label === ATTACK || heldOut.has(row)),
    heldOut: heldOut.size,
  };
}

function drawHeldOut(normal: Uint32Array, count: number, randomState: number): Set<number> {
  if (count === 0) return new Set();
  const order = permutation(new MersenneTwister(randomState), normal.length);
  return new Set(Array.from(order.subarray(0, count), (at) => normal[at]));
}

/** The rows whose label is accepted, ascending. O(rows). */
export function rowsWhere(
  label: Int8Array,
  accepted: (label: number, row: number) => boolean,
): Uint32Array {
  const rows = new Uint32Array(label.length);
  let count = 0;
  for (let row = 0; row < label.length; row++) {
    if (accepted(label[row], row)) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** Classes to compare in charts and tables: normal and anomaly, or all flows where none is labelled. */
export function labelClasses({ label }: Labels): { name: string; rows: Uint32Array }[] {
  const classes = [
    { name: 'Normal', rows: rowsWhere(label, (value) => value === NORMAL) },
    { name: 'Anomaly', rows: rowsWhere(label, (value) => value === ATTACK) },
    { name: 'Unlabelled', rows: rowsWhere(label, (value) => value === UNLABELLED) },
  ];
  return classes.filter(({ rows }) => rows.length > 0);
}
