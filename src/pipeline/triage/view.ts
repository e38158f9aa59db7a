import { keptRows } from '../../data/flow-rows.ts';
import { ATTACK } from '../../data/flow-table.ts';
import type { ViewColumn } from '../traffic/flow-view.ts';
import type { Marks } from './marks.ts';

/** Parts of the flows that a person may want to see alone. */
export const FLOW_PARTS = ['every flow', 'alerts', 'allowed', 'marked'] as const;

export type FlowPart = (typeof FLOW_PARTS)[number];

/** What the triage column says, by code: allowed or not, then the mark. */
const WORDS = ['', 'attack', 'fine', 'allowed', 'allowed, attack', 'allowed, fine'];
const ALLOWED = WORDS.indexOf('allowed');

/** A column of the table of flows: what rules and marks say of each. O(flows). */
export function triageColumn(allowed: Uint8Array, marks: Marks): ViewColumn {
  const values = new Uint32Array(allowed.length);
  for (let row = 0; row < values.length; row++) values[row] = ALLOWED * allowed[row];
  for (const [row, mark] of marks) values[row] += mark === ATTACK ? 1 : 2;
  return { id: 'triage', title: 'triage', kind: 'word', values, names: WORDS };
}

/** The rows in their order, but what is allowed after all others. O(rows). */
export function sinkAllowed(rows: Uint32Array, allowed: Uint8Array): Uint32Array {
  const sunk = new Uint32Array(rows.length);
  let next = 0;
  for (const kept of [0, 1]) {
    for (const row of rows) if (allowed[row] === kept) sunk[next++] = row;
  }
  return sunk;
}

/** Those of `rows` that are among `wanted`, in their order. O(rows + wanted). */
export function rowsAmong(rows: Uint32Array, wanted: Iterable<number>, total: number): Uint32Array {
  const mask = new Uint8Array(total);
  for (const row of wanted) mask[row] = 1;
  return keptRows(rows, mask);
}
