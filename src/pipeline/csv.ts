import { cellAt, type FlowTable, presentColumns } from '../data/flow-table.ts';
import type { Matrix } from '../features/matrix.ts';
import type { Detection } from './detect.ts';
import type { Traffic } from './generate.ts';

/** A column of a CSV file: its name and the text of each cell. */
interface CsvColumn {
  readonly name: string;
  readonly cell: (row: number) => string;
}

/** For whom a file is written. */
interface CsvOptions {
  /**
   * Text that a spreadsheet would take for a formula gets an apostrophe in front: what begins with
   * = + - @, a tab or a carriage return. Numbers stay as they are.
   * Source: OWASP, "CSV Injection".
   */
  readonly forSpreadsheets?: boolean;
}

/** The flows as generated or read, in the notebook's columns and then those that the traffic brought. */
export function trafficCsv(traffic: Traffic): Generator<string> {
  return csv(trafficColumns(traffic, {}), traffic.summary.total, {});
}

export function matrixCsv(x: Matrix): Generator<string> {
  return csv(matrixColumns(x), x.rows, {});
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
  return csv([...trafficColumns(traffic, options), ...scored], traffic.summary.total, options);
}

/** Line by line, so that a file of millions of rows never is one string. */
function* csv(columns: readonly CsvColumn[], rows: number, options: CsvOptions): Generator<string> {
  yield `${columns.map(({ name }) => textCell(name, options)).join(',')}\n`;
  for (let row = 0; row < rows; row++) {
    yield `${columns.map(({ cell }) => cell(row)).join(',')}\n`;
  }
}

function trafficColumns({ flows, table, labels }: Traffic, options: CsvOptions): CsvColumn[] {
  if (flows !== null) return flowColumns(flows, options);
  if (table === null) return [];
  const label = { name: 'label', cell: (row: number) => labelCell(labels.label[row]) };
  return [...matrixColumns(table), label];
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

function labelCell(label: number): string {
  return label < 0 ? '' : String(label);
}

/** Seventeen significant digits, which read back as the same double; no trailing zeros. */
function exactNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  const [digits, exponent] = value.toPrecision(17).split('e');
  const trimmed = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return exponent === undefined ? trimmed : `${trimmed}e${exponent}`;
}

function textCell(text: string, { forSpreadsheets = false }: CsvOptions): string {
  return quoted(forSpreadsheets && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

/** RFC 4180: quoted where the text holds a comma, a quote or a line break. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
