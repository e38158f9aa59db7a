import { categoryAt, cellAt, presentColumns } from '../../data/flow-rows.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import { everyRow } from '../../eval/labelled.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from './generate.ts';
import { namesAttacks } from './labels.ts';

/** A column of a CSV file: its name and the text of each cell. */
export interface CsvColumn {
  readonly name: string;
  readonly cell: (row: number) => string;
}

/** For whom a file is written. */
interface CsvOptions {
  /**
   * On unless said otherwise: text that a spreadsheet would take for a formula gets an apostrophe in
   * front: what begins with = + - @, narrow or wide, a tab or a carriage return. Numbers stay as they
   * are.
   * Source: OWASP, "CSV Injection".
   */
  readonly forSpreadsheets?: boolean;
}

/** The flows as generated or read, in the notebook's columns and then those that the traffic brought. */
export function trafficCsv(traffic: Traffic): Generator<string> {
  return csvLines(trafficColumns(traffic), everyRow(traffic.summary.total));
}

export function matrixCsv(x: Matrix): Generator<string> {
  return csvLines(matrixColumns(x), everyRow(x.rows));
}

/** A row per flow: its own columns, then each detector's score, decision and prediction. */
export function scoresCsv(
  traffic: Traffic,
  detections: readonly Detection[],
  options: CsvOptions = {},
): Generator<string> {
  const scored = detections.flatMap(({ detector, assessment }) => {
    const name = detector.replaceAll('-', '_');
    const { scores, decisions, predictions } = assessment;
    return [
      { name: `${name}_score`, cell: (row: number) => exactNumber(scores[row]) },
      { name: `${name}_decision`, cell: (row: number) => exactNumber(decisions[row]) },
      { name: `${name}_prediction`, cell: (row: number) => String(predictions[row]) },
    ];
  });
  const columns = [...trafficColumns(traffic, options), ...scored];
  return csvLines(columns, everyRow(traffic.summary.total), options);
}

/**
 * A heading, then a line per row of `rows`, one by one, so that a file of millions of rows never is
 * one string.
 */
export function* csvLines(
  columns: readonly CsvColumn[],
  rows: Iterable<number>,
  options: CsvOptions = {},
): Generator<string> {
  yield `${columns.map(({ name }) => textCell(name, options)).join(',')}\n`;
  for (const row of rows) {
    yield `${columns.map(({ cell }) => cell(row)).join(',')}\n`;
  }
}

/** The flows' own columns, or those of a table of numbers with its label, and the names of attacks. */
export function trafficColumns(
  { flows, table, labels }: Traffic,
  options: CsvOptions = {},
): CsvColumn[] {
  if (flows !== null) return flowColumns(flows, options);
  if (table === null) return [];
  const { label, attackType } = labels;
  const type = { name: 'attack_type', cell: (row: number) => typeCell(attackType, row, options) };
  return [
    ...matrixColumns(table),
    ...(namesAttacks(labels) ? [type] : []),
    { name: 'label', cell: (row: number) => labelCell(label[row]) },
  ];
}

function flowColumns(flows: FlowTable, options: CsvOptions): CsvColumn[] {
  return presentColumns(flows).map((column) => ({
    name: column.name,
    cell: (row) => {
      const value = cellAt(flows, column, row);
      if (column.kind === 'label') return labelCell(Number(value));
      return typeof value === 'number' ? exactNumber(value) : textCell(value ?? '', options);
    },
  }));
}

function matrixColumns(x: Matrix): CsvColumn[] {
  return x.names.map((name, column) => ({
    name,
    cell: (row) => exactNumber(x.data[row * x.columns + column]),
  }));
}

function typeCell(types: CategoryColumn, row: number, options: CsvOptions): string {
  return textCell(categoryAt(types, row), options);
}

function labelCell(label: number): string {
  return label < 0 ? '' : String(label);
}

/** Seventeen significant digits, which read back as the same double; no trailing zeros. */
export function exactNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  const [digits, exponent] = value.toPrecision(17).split('e');
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return exponent === undefined ? trimmed : `${trimmed}e${exponent}`;
}

/** A word as a cell. */
export function textCell(text: string, { forSpreadsheets = true }: CsvOptions = {}): string {
  return quoted(forSpreadsheets && /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text);
}

/** RFC 4180: quoted where the text holds a comma, a quote or a line break. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
