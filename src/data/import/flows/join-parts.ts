import { FLOW_COLUMNS, type FlowColumn } from '../../flow-columns.ts';
import { gather } from '../../flow-rows.ts';
import type { CategoryColumn, FlowTable, TextColumn } from '../../flow-table.ts';
import { type LabelColumns, labelsOfPairs } from '../labels/label-columns.ts';
import { type Census, censusOf, type FlowPart } from './flow-parts.ts';
import { countsInWindow, type WindowCounts } from './window-counts.ts';

type Numbers = Float64Array | Int32Array | Int8Array;
type Column = Numbers | CategoryColumn | TextColumn;

/** All flows, and how their counts of addresses came about. */
export interface JoinedFlows {
  readonly flows: FlowTable;
  /** The file's own, counted over the window, or 1 throughout for want of addresses and times. */
  readonly counts: 'own' | 'counted' | 'none';
}

/** A part whose labels are judged. */
interface JudgedPart extends FlowPart {
  readonly flows: FlowTable;
}

/**
 * Gives the flows their labels and attack types.
 * @param classesOf the classes of a file's words, by number
 */
export function judgedParts(
  parts: readonly FlowPart[],
  classesOf: (labels: LabelColumns) => readonly number[],
): JudgedPart[] {
  // Parts of one file share their words.
  const judged = new Map<LabelColumns, ReturnType<LabelColumns['judged']>>();
  return parts.map((part) => {
    const { pairs, of } = part.labels;
    const found = judged.get(of) ?? of.judged(classesOf(of));
    judged.set(of, found);
    return { ...part, flows: { ...part.flows, ...labelsOfPairs(pairs, found) } };
  });
}

/**
 * All parts as one table. A column is there where any part has it; what the others lack is 0 or
 * empty. Distinct addresses are counted over all rows read, also those outside the sample.
 * O(columns × rows), and O(rows log rows) for the counts.
 */
export function joinParts(parts: readonly JudgedPart[], windowSeconds: number): JoinedFlows {
  const length = parts.reduce((sum, { flows }) => sum + flows.length, 0);
  const columns: Record<string, unknown> = { length };
  for (const { key, kind } of FLOW_COLUMNS) {
    const present = parts.map(({ flows }) => flows[key] as Column | undefined);
    if (present.every((column) => column === undefined)) continue;
    columns[key] = joinColumn(present, kind, parts);
  }
  if (isEmpty(columns.unknown as CategoryColumn | undefined)) delete columns.unknown;
  const flows = columns as unknown as FlowTable;
  if (flows.srcIpCount !== undefined) return { flows, counts: 'own' };
  const counted = countedOver(parts, windowSeconds);
  if (counted !== null) return { flows: { ...flows, ...counted }, counts: 'counted' };
  const ones = () => new Float64Array(length).fill(1);
  return { flows: { ...flows, srcIpCount: ones(), dstIpCount: ones() }, counts: 'none' };
}

function joinColumn(
  columns: readonly (Column | undefined)[],
  kind: FlowColumn['kind'],
  parts: readonly JudgedPart[],
): Column {
  const isWhole = columns.length === 1 && parts[0].rows === null;
  if (isWhole && columns[0] !== undefined) return columns[0];
  const lengths = parts.map(({ flows }) => flows.length);
  if (kind === 'category') {
    return joinCategories(
      (columns as readonly (CategoryColumn | undefined)[]).map(
        (column, i) => column ?? { codes: new Uint32Array(lengths[i]), names: [''] },
      ),
    );
  }
  if (kind === 'text') return joinTexts(columns as readonly (TextColumn | undefined)[], lengths);
  return joinNumbers(columns as readonly (Numbers | undefined)[], lengths);
}

function joinNumbers(columns: readonly (Numbers | undefined)[], lengths: readonly number[]) {
  const Kind = columns.find((column) => column !== undefined)?.constructor as new (
    length: number,
  ) => Numbers;
  const joined = new Kind(sum(lengths));
  let at = 0;
  columns.forEach((column, i) => {
    if (column !== undefined) joined.set(column, at);
    at += lengths[i];
  });
  return joined;
}

/** Words that no row uses any more are left out; the rest are numbered by first appearance. */
function joinCategories(columns: readonly CategoryColumn[]): CategoryColumn {
  const joined = new Uint32Array(sum(columns.map(({ codes }) => codes.length)));
  const codeOf = new Map<string, number>();
  /** Parts of one file share their words: each is looked up once. 0: not yet. */
  const known = new Map<readonly string[], Uint32Array>();
  let at = 0;
  for (const { codes, names } of columns) {
    const places = known.get(names) ?? new Uint32Array(names.length);
    known.set(names, places);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row];
      if (places[code] === 0) {
        const place = codeOf.get(names[code]) ?? codeOf.size;
        codeOf.set(names[code], place);
        places[code] = place + 1;
      }
      joined[at++] = places[code] - 1;
    }
  }
  return { codes: joined, names: [...codeOf.keys()] };
}

function joinTexts(
  columns: readonly (TextColumn | undefined)[],
  lengths: readonly number[],
): TextColumn {
  const bytes = new Uint8Array(sum(columns.map((column) => column?.bytes.length ?? 0)));
  const ends = new Uint32Array(sum(lengths));
  let row = 0;
  let at = 0;
  columns.forEach((column, i) => {
    if (column !== undefined) bytes.set(column.bytes, at);
    for (let j = 0; j < lengths[i]; j++) ends[row++] = at + (column?.ends[j] ?? 0);
    at += column?.bytes.length ?? 0;
  });
  return { bytes, ends };
}

function isEmpty(column: CategoryColumn | undefined): boolean {
  return column?.names.every((name) => name === '') ?? false;
}

/** The counts of the flows kept, taken among all rows remembered; `null` without endpoints. */
function countedOver(parts: readonly FlowPart[], windowSeconds: number): WindowCounts | null {
  const each = parts.map(({ census, flows }) => census ?? censusOf(flows));
  const found = each.filter((census) => census !== null);
  if (found.length < parts.length) return null;
  const counts = countsInWindow(...joinCensus(found), windowSeconds);
  if (parts.every(({ rows }) => rows === null)) return counts;
  const kept = new Uint32Array(sum(parts.map(({ flows }) => flows.length)));
  let at = 0;
  let first = 0;
  parts.forEach(({ rows, flows }, i) => {
    for (let j = 0; j < flows.length; j++) kept[at++] = first + (rows?.[j] ?? j);
    first += found[i].startTime.length;
  });
  return {
    srcIpCount: gather(counts.srcIpCount, kept),
    dstIpCount: gather(counts.dstIpCount, kept),
  };
}

function joinCensus(all: readonly Census[]): [Float64Array, CategoryColumn, CategoryColumn] {
  if (all.length === 1) return [all[0].startTime, all[0].originators, all[0].responders];
  const lengths = all.map(({ startTime }) => startTime.length);
  return [
    joinNumbers(
      all.map(({ startTime }) => startTime),
      lengths,
    ) as Float64Array,
    joinCategories(all.map(({ originators }) => originators)),
    joinCategories(all.map(({ responders }) => responders)),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
