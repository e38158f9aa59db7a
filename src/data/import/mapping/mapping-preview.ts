import type { FlowColumn } from '../../flow-columns.ts';
import { cellAt, presentColumns } from '../../flow-rows.ts';
import { type FlowTable, UNLABELLED } from '../../flow-table.ts';
import { createRandomSource } from '../../random.ts';
import { FlowParts } from '../flows/flow-parts.ts';
import { joinParts, judgedParts } from '../flows/join-parts.ts';
import { labelsOfRows } from '../labels/mapping-labels.ts';
import { type LabelWords, NO_LABEL_WORDS } from '../labels/words-said.ts';
import { ProblemLog } from '../problems.ts';
import { QUOTE, RecordReader } from '../text/record-reader.ts';
import type { TrafficReader } from '../traffic-reader.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { mappedFlowReader } from './mapped-flows.ts';
import type { UnknownTable } from './unknown-table.ts';

/** What the first rows of a table become by a mapping. */
export interface MappingPreview {
  /** The columns that the flows have. */
  readonly columns: readonly FlowColumn[];
  readonly rows: readonly PreviewRow[];
  /** How times and the rest are read, in the format's name. */
  readonly format: string;
  /** What there is to say about all rows. */
  readonly remarks: readonly string[];
}

export interface PreviewRow {
  /** One for each column; `null`: the row is refused, or none of a flow. */
  readonly flow: readonly (string | number)[] | null;
  /** Why it is refused, or what was repaired. */
  readonly notes: readonly string[];
}

/** Says nothing of rows but remembers it for one row. */
class RowLog extends ProblemLog {
  notes: string[] = [];

  override refuse(_line: number, subject: string, complaint: string, text?: string): void {
    this.notes.push(`${subject}${text === undefined ? '' : ` “${text}”`} ${complaint}`);
  }

  override repair(_line: number, reason: string): void {
    this.notes.push(reason);
  }

  override ignore(line: number, reason: string, count?: number, text?: string): void {
    // Before the first row: columns that nothing reads.
    if (text === undefined) this.notes.push(reason);
    else super.ignore(line, reason, count, text);
  }
}

/**
 * Reads the first rows of a table just as the whole file is read; labels as far as all rows that are
 * at hand tell. O(rows × columns).
 * @param most rows
 * @throws InputError when the mapping does not fit the table, or the zone is not known
 */
export function previewMapping(
  table: UnknownTable,
  mapping: ColumnMapping,
  timeZone: string,
  most: number,
  said: LabelWords = NO_LABEL_WORDS,
): MappingPreview {
  const log = new RowLog('the table');
  const parts = new FlowParts(most, createRandomSource('preview'));
  const reader = new RecordReader();
  reader.delimiter = mapping.delimiter.charCodeAt(0);
  reader.quote = QUOTE;
  const context = {
    reader,
    log,
    parts,
    times: { timeZone, zoneless: false, latest: table.modified },
  };
  const traffic = mappedFlowReader({ ...table, hasHeader: false }, mapping, context);
  reader.feed(new TextEncoder().encode(asText(table.rows.slice(0, most), mapping.delimiter)));
  reader.end();
  const outcomes: { isKept: boolean; notes: string[] }[] = [];
  while (reader.next()) {
    log.notes = [];
    outcomes.push({ isKept: traffic.read() === 'kept', notes: log.notes });
  }
  const isAny = outcomes.some(({ isKept }) => isKept);
  const label = mapping.columns.label ?? mapping.columns.attackType;
  const judged = new Map(labelsOfRows(table, label, said).map((read) => [read.word, read.label]));
  const flows = isAny ? finished(traffic, parts, judged) : null;
  const columns = flows === null ? [] : filledColumns(flows, mapping);
  let flow = 0;
  return {
    columns,
    rows: outcomes.map(({ isKept, notes }) => ({
      flow: isKept && flows !== null ? cellsOf(flows, columns, flow++) : null,
      notes,
    })),
    format: traffic.format,
    remarks: log
      .report()
      .map(({ reason, example }) => (example === undefined ? reason : `${reason}: ${example}`)),
  };
}

function finished(
  traffic: TrafficReader,
  parts: FlowParts,
  judged: ReadonlyMap<string, number>,
): FlowTable {
  traffic.finish();
  const labelled = judgedParts(parts.parts, ({ words }) =>
    words.map(({ word }) => judged.get(word) ?? UNLABELLED),
  );
  // Counts over a window of the first rows mean nothing, and are not shown.
  return joinParts(labelled, 1).flows;
}

/** The columns of flows that columns of the table fill. */
function filledColumns(flows: FlowTable, { columns }: ColumnMapping): FlowColumn[] {
  const isFilled = ({ key }: FlowColumn) => {
    if (key === 'unknown' || key === 'sourceFile') return false;
    if (key === 'attackType') return columns.label !== null;
    if (key === 'duration' && columns.endTime !== null) return true;
    if (key === 'startTime' && columns.endTime !== null && columns.duration !== null) return true;
    return columns[key] !== null;
  };
  return presentColumns(flows).filter(isFilled);
}

function cellsOf(
  flows: FlowTable,
  columns: readonly FlowColumn[],
  row: number,
): (string | number)[] {
  return columns.map((column) => cellAt(flows, column, row) ?? '');
}

/** Records as delimited text: fields in quotes, which may hold anything. */
function asText(rows: readonly (readonly string[])[], delimiter: string): string {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(quoted).join(delimiter)}\n`).join('');
}
