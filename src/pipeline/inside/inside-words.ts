import { formatApart, formatScore } from '../../charts/format.ts';
import { kindOf, listOf, many } from '../run/words.ts';
import type { InsideFlow, KindCount, MentionedFlow } from './inside.ts';

/** `Its score 0.609 is above the threshold 0.577, so it raises an alert`; both are negated. */
export function verdictWords({ score, threshold, alert }: InsideFlow): string {
  const [own, least] = formatApart(0 - score, 0 - threshold).map(withMinus);
  const side = score === threshold ? 'at' : alert ? 'above' : 'not above';
  return `Its score ${own} is ${side} the threshold ${least}, so it raises ${alert ? 'an' : 'no'} alert`;
}

/** How many flows there are of each type, most first; of equal counts the first met. */
export function countKinds(flows: readonly MentionedFlow[]): KindCount[] {
  const counts = new Map<string | null, number>();
  for (const { type } of flows) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, number]) => ({ type, flows: number }))
    .sort((a, b) => b.flows - a.flows);
}

/** `Its 20 nearest flows (11 lateral movement and 9 normal)`; without types where none is known. */
export function nearestWords(kinds: readonly KindCount[]): string {
  const count = kinds.reduce((sum, { flows }) => sum + flows, 0);
  const nearest = `Its ${count === 1 ? 'nearest flow' : `${count} nearest flows`}`;
  if (kinds.every(({ type }) => type === null)) return nearest;
  const named = kinds.map(({ type, flows }) => `${flows} ${typeWords(type)}`);
  return `${nearest} (${count === 1 ? typeWords(kinds[0].type) : listOf(named)})`;
}

/** `flow 812`, or where it is not among the flows judged its place in training. */
export function flowName({ row }: MentionedFlow, trainingRow: number): string {
  return row === null ? `training row ${trainingRow}` : `flow ${row}`;
}

export function typeWords(type: string | null): string {
  return type === null ? 'not known' : kindOf(type);
}

/** A figure: three digits. */
export function figure(value: number): string {
  return value === 0 ? '0' : withMinus(formatScore(value));
}

/** Beside formulas a hyphen is no minus. */
function withMinus(text: string): string {
  return text.replace(/^-/, '−');
}

/** `1 cut`, `7.31 cuts`. */
export function cutsOf(value: number): string {
  return Number.isInteger(value) ? many(value, 'cut') : `${figure(value)} cuts`;
}
