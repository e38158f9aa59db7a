import { everyRow } from '../../eval/labelled.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from './generate.ts';
import { matrixColumns, scoredColumns, type TableColumn, trafficColumns } from './table-columns.ts';

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
  return csvLines(csvColumns(trafficColumns(traffic)), everyRow(traffic.summary.total));
}

export function matrixCsv(x: Matrix): Generator<string> {
  return csvLines(csvColumns(matrixColumns(x)), everyRow(x.rows));
}

/** A row per flow: its own columns, then each detector's score, decision and prediction. */
export function scoresCsv(
  traffic: Traffic,
  detections: readonly Detection[],
  options: CsvOptions = {},
): Generator<string> {
  const columns = csvColumns(scoredColumns(traffic, detections), options);
  return csvLines(columns, everyRow(traffic.summary.total), options);
}

/** Columns as text: numbers with all their digits, nothing where nothing is known. */
export function csvColumns(columns: readonly TableColumn[], options: CsvOptions = {}): CsvColumn[] {
  return columns.map(({ name, value }) => ({
    name,
    cell: (row) => {
      const one = value(row);
      return typeof one === 'number' ? exactNumber(one) : textCell(one ?? '', options);
    },
  }));
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
