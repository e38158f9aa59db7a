import { type ColumnMapping, MAPPED_COLUMNS } from '../data/import/column-mapping.ts';
import type { TrafficSource } from '../data/import/importer.ts';
import { inspectFile } from '../data/import/inspect.ts';
import type { LabelRead } from '../data/import/judge-labels.ts';
import { labelsOfRows } from '../data/import/mapping-labels.ts';
import { type MappingPreview, previewMapping } from '../data/import/mapping-preview.ts';
import { numericColumns } from '../data/import/numeric-table.ts';
import type { UnknownTable } from '../data/import/unknown-table.ts';
import { NO_LABEL_WORDS } from '../data/import/words-said.ts';
import {
  type ImportTable,
  LABEL_COLUMNS,
  labelRow,
  shownLabels,
} from '../pipeline/import-tables.ts';
import { many } from '../pipeline/words.ts';
import { printable, tableLines } from './import-text.ts';
import { section } from './layout.ts';
import type { MapChanges } from './mapping-options.ts';
import { changedMapping } from './table-readings.ts';

/** What `--inspect` tells of one file. */
interface Inspection {
  readonly name: string;
  /** `null`: nothing needs mapping. */
  readonly table: UnknownTable | null;
  readonly mapping: ColumnMapping | null;
  /** The columns that a reading as numbers would take. */
  readonly numeric: readonly string[];
  readonly preview: MappingPreview | null;
  /** How labels are read, as far as the rows that were looked at tell; `null`: there are none. */
  readonly labels: InspectedLabels | null;
}

interface InspectedLabels {
  readonly column: string;
  readonly rows: number;
  readonly words: readonly LabelRead[];
}

const PREVIEW_ROWS = 5;

/** Looks at a file as the page does before it asks how columns are mapped. */
export async function inspectSource(
  { name, chunks }: TrafficSource,
  changes: MapChanges | undefined,
  timeZone: string,
): Promise<Inspection> {
  const found = await inspectFile(name, chunks, changes?.cut ?? {});
  if (found === null) {
    return { name, table: null, mapping: null, numeric: [], preview: null, labels: null };
  }
  const { table } = found;
  const mapping = changedMapping(table, changes);
  const { label, attackType } = mapping.columns;
  const numeric = numericColumns(table, { label, attackType });
  const said = changes?.labelWords ?? NO_LABEL_WORDS;
  const preview = previewMapping(table, mapping, timeZone, PREVIEW_ROWS, said);
  const column = label ?? attackType;
  const words = labelsOfRows(table, column, said);
  return {
    name,
    table: { ...table, rows: table.rows.slice(0, PREVIEW_ROWS) },
    mapping,
    numeric,
    preview,
    labels: column === null ? null : { column, rows: table.rows.length, words },
  };
}

/** The same as text. */
export function inspectionText({
  name,
  table,
  mapping,
  numeric,
  preview,
  labels,
}: Inspection): string {
  if (table === null || mapping === null || preview === null) {
    return `${name}: nothing to map: a format that is known, or no table\n`;
  }
  const { cutAs, delimiter, names, hasHeader, remark } = table;
  const mapped = new Set(Object.values(mapping.columns));
  const unused = names.filter((column) => !mapped.has(column));
  const lines = [
    `${names.length} columns, ${cutAs}${delimiter === null ? '' : hasHeader ? ', under a header' : ', without a header'}: ${names.join(', ')}`,
    ...(remark === null ? [] : [remark]),
    `As numbers (--format table): ${listOf(numeric)}`,
    `Not used: ${listOf(unused)}`,
    `As flows, ${preview.format}:`,
    ...mapWords(mapping).map((word) => `  --map ${quoted(word)}`),
    ...preview.remarks,
  ];
  const first = {
    title: 'What the first rows become',
    columns: ['row', ...preview.columns.map((column) => column.name), 'remarks'],
    rows: preview.rows.map(({ flow, notes }, row) => [
      String(row + 1),
      ...preview.columns.map((_, j) => (flow === null ? '' : shown(flow[j]))),
      [...(flow === null ? ['refused'] : []), ...notes].join('; '),
    ]),
    words: [0, preview.columns.length + 1],
  };
  const tables = [first, ...(labels === null ? [] : [labelTable(labels)])];
  return section(name, [...lines.map(printable), ...tables.flatMap(tableLines)]);
}

function labelTable({ column, rows, words }: InspectedLabels): ImportTable {
  return {
    title: `Words that stand for labels, in the column ${column}, in the ${many(rows, 'row')} looked at`,
    columns: LABEL_COLUMNS,
    rows: shownLabels(words).map(labelRow),
    words: [0, 1],
  };
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** The mapping as the words of `--map` that give it. */
function mapWords(mapping: ColumnMapping): string[] {
  const { columns, durationUnit, byteUnit, dateOrder } = mapping;
  return [
    ...MAPPED_COLUMNS.map(({ key, name }) => `${name}=${columns[key] ?? ''}`),
    `duration-unit=${durationUnit}`,
    `byte-unit=${byteUnit}`,
    `dates=${dateOrder}`,
  ];
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function shown(cell: string | number): string {
  return typeof cell === 'number' ? String(Number(cell.toPrecision(12))) : cell.slice(0, 40);
}
