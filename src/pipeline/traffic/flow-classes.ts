import { InputError } from '../../data/errors.ts';
import { NORMAL, UNLABELLED } from '../../data/flow-table.ts';
import { FEWEST_OF_A_CLASS, NO_CLASS } from '../../eval/stratified-split.ts';
import { countOf, listOf, many } from '../run/words.ts';
import type { Labels } from './labels.ts';

/** What normal flows are called. */
export const NORMAL_CLASS = 'normal';

/** Kinds of attack at most: a matrix of more says nothing to anybody. */
const MOST_CLASSES = 100;

/** Flows by what a classifier shall call them. */
export interface FlowClasses {
  /** `normal` first if it is there, then the attacks by name. */
  readonly names: readonly string[];
  /** Per flow its place among the names, or `NO_CLASS`. */
  readonly truth: Int32Array;
  /** Flows of each class, in the order of the names. */
  readonly flows: readonly number[];
  /** Attacks with too few flows to learn and to judge them by; their flows have no class. */
  readonly tooSmall: readonly { readonly name: string; readonly flows: number }[];
  readonly unlabelled: number;
}

/**
 * The classes that the labels tell apart: normal flows, whatever they are called, and each kind of
 * attack. O(flows).
 *
 * @param fewest flows that make a class
 * @throws InputError with more kinds of attack than can be shown
 */
export function flowClasses(
  { label, attackType }: Labels,
  fewest: number = FEWEST_OF_A_CLASS,
): FlowClasses {
  const nameOf = (row: number) =>
    label[row] === NORMAL ? NORMAL_CLASS : attackName(attackType.names[attackType.codes[row]]);
  const counts = new Map<string, number>();
  let unlabelled = 0;
  for (let row = 0; row < label.length; row++) {
    if (label[row] === UNLABELLED) unlabelled++;
    else counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  }
  const all = Array.from(counts, ([name, flows]) => ({ name, flows })).sort(byName);
  const kept = all.filter(({ flows }) => flows >= fewest);
  if (kept.length > MOST_CLASSES) {
    throw new InputError(
      `The labels name ${countOf(kept.length)} classes; a classifier here takes ${MOST_CLASSES} at most. Give the attacks names of fewer kinds.`,
    );
  }
  const places = new Map(kept.map(({ name }, at) => [name, at]));
  return {
    names: kept.map(({ name }) => name),
    truth: Int32Array.from(label, (value, row) =>
      value === UNLABELLED ? NO_CLASS : (places.get(nameOf(row)) ?? NO_CLASS),
    ),
    flows: kept.map(({ flows }) => flows),
    tooSmall: all.filter(({ flows }) => flows < fewest),
    unlabelled,
  };
}

/** The classes, if they are enough to learn from. @throws InputError that says what is missing */
export function classesToLearn(labels: Labels): FlowClasses {
  const classes = flowClasses(labels);
  const { names, flows, tooSmall } = classes;
  if (names.length === 0 && tooSmall.length === 0) {
    throw new InputError(
      'A classifier learns from labels, and none of these flows has one. Open traffic that tells its attacks, or go back to generated flows.',
    );
  }
  if (names.length < 2) {
    const counted = names.map((name, at) => `${name} (${many(flows[at], 'flow')})`);
    const small = tooSmall.map(({ name, flows: few }) => `${name} (${many(few, 'flow')})`);
    throw new InputError(
      `A classifier tells at least 2 classes apart, each of at least ${FEWEST_OF_A_CLASS} flows; here is ` +
        `${listOf([...counted, ...small])}. Take traffic with normal flows and attacks.`,
    );
  }
  return classes;
}

/** An attack that somebody named after normal traffic stays an attack. */
function attackName(type: string): string {
  return type === NORMAL_CLASS ? `${type} (attack)` : type;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === NORMAL_CLASS) return -1;
  if (b.name === NORMAL_CLASS) return 1;
  return a.name < b.name ? -1 : 1;
}
