/** Rows and cells of flow tables. */
import { FLOW_COLUMNS, type FlowColumn } from './flow-columns.ts';
import type { CategoryColumn, FlowTable, TextColumn } from './flow-table.ts';

/** The columns that this table holds, in the order of `FLOW_COLUMNS`. */
export function presentColumns(flows: Partial<FlowTable>): FlowColumn[] {
  return FLOW_COLUMNS.filter((column) => flows[column.key] !== undefined);
}

/** The word in row `row` of a category column. */
export function categoryAt(column: CategoryColumn, row: number): string {
  return column.names[column.codes[row]];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text in row `row` of a text column. */
export function textAt({ bytes, ends }: TextColumn, row: number): string {
  return decoder.decode(bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]));
}

const latin1 = new TextDecoder('latin1');

/** All texts end to end, a character for every byte: the texts themselves where they are ASCII. */
export function latin1Of({ bytes }: TextColumn): string {
  return latin1.decode(bytes);
}

/** One cell as a word or a number; `undefined` where the table has no such column. */
export function cellAt(
  flows: FlowTable,
  column: FlowColumn,
  row: number,
): string | number | undefined {
  const values = flows[column.key];
  if (values === undefined) return undefined;
  if ('codes' in values) return categoryAt(values, row);
  return 'ends' in values ? textAt(values, row) : values[row];
}

/** Encodes words as codes in order of first appearance. O(n). */
export function encodeCategories(words: Iterable<string>, length: number): CategoryColumn {
  const codes = new Uint32Array(length);
  const codeOf = new Map<string, number>();
  let row = 0;
  for (const word of words) {
    let code = codeOf.get(word);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(word, code);
    }
    codes[row++] = code;
  }
  return { codes, names: [...codeOf.keys()] };
}

/** Rows `order[0], order[1], …` of every column, as a new table. O(columns × rows). */
export function takeRows<Flows extends Partial<FlowTable>>(
  flows: Flows,
  order: Uint32Array,
): Flows {
  const taken: Record<string, unknown> = { length: order.length };
  for (const { key } of presentColumns(flows)) {
    const column = flows[key];
    if (column === undefined) continue;
    if ('codes' in column) taken[key] = { ...column, codes: gather(column.codes, order) };
    else taken[key] = 'ends' in column ? takeTexts(column, order) : gather(column, order);
  }
  return taken as unknown as Flows;
}

function takeTexts({ bytes, ends }: TextColumn, order: Uint32Array): TextColumn {
  const start = (row: number) => (row === 0 ? 0 : ends[row - 1]);
  const length = order.reduce((sum, row) => sum + ends[row] - start(row), 0);
  const taken = { bytes: new Uint8Array(length), ends: new Uint32Array(order.length) };
  let at = 0;
  order.forEach((row, i) => {
    taken.bytes.set(bytes.subarray(start(row), ends[row]), at);
    at += ends[row] - start(row);
    taken.ends[i] = at;
  });
  return taken;
}

/** The rows of `order` that the mask has as 1, in its order. O(rows). */
export function keptRows(order: Uint32Array, mask: Uint8Array): Uint32Array {
  const kept = new Uint32Array(order.length);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at];
    kept[count] = row;
    // No branch: of half the rows the machine would guess wrong every other time.
    count += mask[row];
  }
  return kept.slice(0, count);
}

/** `values[order[i]]` for every i, in an array of the same kind. */
export function gather<T extends Float64Array | Int32Array | Uint32Array | Int8Array>(
  values: T,
  order: Uint32Array,
): T {
  const Kind = values.constructor as new (length: number) => T;
  const taken = new Kind(order.length);
  for (let i = 0; i < order.length; i++) taken[i] = values[order[i]];
  return taken;
}
