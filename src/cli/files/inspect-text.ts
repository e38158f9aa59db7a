import type { TrafficSource } from '../../data/import/importer.ts';
import { inspectFile } from '../../data/import/inspect.ts';
import type { LabelRead } from '../../data/import/labels/judge-labels.ts';
import { labelsOfRows } from '../../data/import/labels/mapping-labels.ts';
import { NO_LABEL_WORDS } from '../../data/import/labels/words-said.ts';
import { type ColumnMapping, MAPPED_COLUMNS } from '../../data/import/mapping/column-mapping.ts';
import {
  type ColumnGuess,
  type Ground,
  groundInWords,
  isSure,
  isSureOfFlows,
} from '../../data/import/mapping/guess-grounds.ts';
import { type MappingPreview, previewMapping } from '../../data/import/mapping/mapping-preview.ts';
import { numericColumns } from '../../data/import/mapping/numeric-table.ts';
import type { UnknownTable } from '../../data/import/mapping/unknown-table.ts';
import { shortened } from '../../data/import/problems.ts';
import { visibleLine } from '../../data/visible-text.ts';
import { many } from '../../pipeline/run/words.ts';
import {
  type ImportTable,
  LABEL_COLUMNS,
  labelRow,
  shownLabels,
} from '../../pipeline/traffic/import-tables.ts';
import { section } from '../layout.ts';
import { tableLines } from './import-text.ts';
import type { MapChanges } from './mapping-options.ts';
import { changedMapping } from './table-readings.ts';

/** What `--inspect` tells of one file. */
interface Inspection {
  readonly name: string;
  /** `null`: nothing needs mapping. */
  readonly table: UnknownTable | null;
  readonly mapping: ColumnMapping | null;
  /** Why each column is mapped as it is, guessed or said. */
  readonly grounds: ColumnGuess['grounds'];
  /** Whether the guess is so sure that nobody needs to be asked. */
  readonly isSureOfFlows: boolean;
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
/** What `--map` says needs no other ground. */
const SAID: Ground = { confidence: 1, because: 'said by --map' };

/** Looks at a file as the page does before it asks how columns are mapped. */
export async function inspectSource(
  source: TrafficSource,
  changes: MapChanges | undefined,
  timeZone: string,
): Promise<Inspection> {
  const { name } = source;
  const found = await inspectFile(source, changes?.cut ?? {});
  if (found === null) {
    const nothing = { table: null, mapping: null, numeric: [], preview: null, labels: null };
    return { name, ...nothing, grounds: {}, isSureOfFlows: false };
  }
  const { table } = found;
  const mapping = changedMapping(table, changes);
  const { label, attackType } = mapping.columns;
  const numeric = numericColumns(table, { label, attackType });
  const said = changes?.labelWords ?? NO_LABEL_WORDS;
  const preview = previewMapping(table, mapping, timeZone, PREVIEW_ROWS, said);
  const column = label ?? attackType;
  const words = labelsOfRows(table, column, said);
  const grounds = groundsOf(mapping, found.grounds, changes);
  return {
    name,
    table: { ...table, rows: table.rows.slice(0, PREVIEW_ROWS) },
    mapping,
    numeric,
    preview,
    grounds,
    isSureOfFlows: isSureOfFlows({ mapping, grounds }),
    labels: column === null ? null : { column, rows: table.rows.length, words },
  };
}

/** Why each column is mapped as it is: guessed, or said. */
function groundsOf(
  { columns }: ColumnMapping,
  guessed: ColumnGuess['grounds'],
  changes: MapChanges | undefined,
): ColumnGuess['grounds'] {
  const said = changes?.columns ?? {};
  const mapped = MAPPED_COLUMNS.filter(({ key }) => columns[key] !== null);
  return Object.fromEntries(mapped.map(({ key }) => [key, key in said ? SAID : guessed[key]]));
}

/** The same as text. */
export function inspectionText(inspection: Inspection): string {
  const { name, table, mapping, numeric, preview, labels, grounds } = inspection;
  if (table === null || mapping === null || preview === null) {
    return `${visibleLine(name)}: nothing to map: a format that is known, or no table\n`;
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
    inspection.isSureOfFlows
      ? 'It is surely a table of flows.'
      : 'It is not surely a table of flows: look at how its columns were guessed.',
  ];
  const first = {
    title: 'What the first rows become',
    columns: ['row', ...preview.columns.map((column) => column.name), 'remarks'],
    rows: preview.rows.map(({ flow, notes }, row) => [
      String(row + 1),
      ...(flow?.map(shown) ?? preview.columns.map(() => '')),
      [...(flow === null ? ['refused'] : []), ...notes].join('; '),
    ]),
    words: [0, preview.columns.length + 1],
  };
  const reasons = groundTable(mapping, grounds);
  const tables = [
    ...(reasons.rows.length === 0 ? [] : [reasons]),
    first,
    ...(labels === null ? [] : [labelTable(labels)]),
  ];
  return section(name, [...lines, ...tables.flatMap(tableLines)]);
}

/** What each column was guessed by; what is unsure stands first. */
function groundTable(mapping: ColumnMapping, grounds: ColumnGuess['grounds']): ImportTable {
  const rows = MAPPED_COLUMNS.flatMap(({ key, name }) => {
    const column = mapping.columns[key];
    if (column === null) return [];
    const ground = grounds[key];
    if (ground === undefined) return [];
    const how = isSure(ground) ? 'sure' : 'unsure';
    return [[how, name, shortened(column), groundInWords(ground)]];
  });
  const isUnsure = ([how]: readonly string[]) => how === 'unsure';
  return {
    title: 'How the columns were guessed',
    columns: ['guess', 'of flows', 'in the file', 'because'],
    rows: [...rows.filter(isUnsure), ...rows.filter((row) => !isUnsure(row))],
    words: [0, 1, 2, 3],
  };
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
  const { columns, durationUnit, byteUnit, dateOrder, decimalMark } = mapping;
  return [
    ...MAPPED_COLUMNS.map(({ key, name }) => `${name}=${columns[key] ?? ''}`),
    `duration-unit=${durationUnit}`,
    `byte-unit=${byteUnit}`,
    `dates=${dateOrder}`,
    `decimal=${decimalMark}`,
  ];
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function shown(cell: string | number): string {
  return typeof cell === 'number' ? String(Number(cell.toPrecision(12))) : cell.slice(0, 40);
}
