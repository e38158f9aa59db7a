import { ATTACK, type CategoryColumn, NORMAL } from '../data/flow-table.ts';
import { everyRow, isAttack } from './labelled.ts';
import { type Interval, wilsonInterval } from './wilson.ts';

/** How a detector did on one kind of traffic. */
export interface TypeDetection {
  readonly type: string;
  readonly label: typeof NORMAL | typeof ATTACK;
  readonly flows: number;
  readonly flagged: number;
  /** flagged / flows: an attack's detection rate, normal traffic's false positive rate. */
  readonly rate: number;
  /** 95 % interval of the rate. */
  readonly interval: Interval;
}

/** How hard an attack is to find: below 50 % found, below 80 %, or more. */
export type Difficulty = 'hard' | 'medium' | 'easy';

export interface RankedAttack extends TypeDetection {
  readonly difficulty: Difficulty;
}

/**
 * Flows and alerts per type, in the order in which the types first appear. A type whose flows carry
 * both labels gives one entry per label. `rows` limits the count; all of them must be labelled.
 * O(rows + types).
 */
export function detectionByType(
  attackType: CategoryColumn,
  label: Int8Array,
  predictions: Int8Array,
  rows: Uint32Array = everyRow(label.length),
): TypeDetection[] {
  const placeOf = new Int32Array(2 * attackType.names.length).fill(-1);
  const groups: { code: number; attack: boolean; flows: number; flagged: number }[] = [];
  for (const row of rows) {
    const code = attackType.codes[row];
    const attack = isAttack(label, row);
    const key = 2 * code + (attack ? 1 : 0);
    if (placeOf[key] === -1) {
      placeOf[key] = groups.length;
      groups.push({ code, attack, flows: 0, flagged: 0 });
    }
    const group = groups[placeOf[key]];
    group.flows++;
    if (predictions[row] === -1) group.flagged++;
  }
  return groups.map(({ code, attack, flows, flagged }) => ({
    type: attackType.names[code],
    label: attack ? ATTACK : NORMAL,
    flows,
    flagged,
    rate: flagged / flows,
    interval: wilsonInterval(flagged, flows),
  }));
}

/** The attacks among `types`, hardest to find first; of equal rates the one listed first. */
export function rankAttacks(types: readonly TypeDetection[]): RankedAttack[] {
  return types
    .filter((type) => type.label === ATTACK)
    .map((type) => ({ ...type, difficulty: difficultyOf(type.rate) }))
    .sort((a, b) => a.rate - b.rate);
}

export function difficultyOf(rate: number): Difficulty {
  if (rate < 0.5) return 'hard';
  return rate < 0.8 ? 'medium' : 'easy';
}
