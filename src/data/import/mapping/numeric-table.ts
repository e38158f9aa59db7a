import { DialectCells } from '../kinds/dialect-cells.ts';
import { type AnswerColumns, answerColumns } from '../labels/answer-columns.ts';
import { LabelColumns } from '../labels/label-columns.ts';
import { attackName } from '../labels/labels.ts';
import { provenDecimal } from '../numbers/judge-marks.ts';
import { type NumberDialect, type NumberHints, numberDialect } from '../numbers/number-dialect.ts';
import { shortened } from '../problems.ts';
import { parseNumber } from '../text/cells.ts';
import { hasFields, ignoreColumns, listed, normalName } from '../text/header.ts';
import { RecordCells } from '../text/record-cells.ts';
import type { RecordContext, TrafficReader } from '../traffic-reader.ts';
import { UNSET_WORDS } from './column-content.ts';
import type { NumbersReading } from './known-tables.ts';
import { TableSample } from './table-sample.ts';
import type { UnknownTable } from './unknown-table.ts';

/**
 * The largest number that becomes a feature, whatever its sign: scaled by the smallest scale that a
 * scaler takes, it can still be squared and added up. Larger ones stand for nothing that was measured.
 */
const MOST = 1e100;

/** Which columns of delimited text hold numbers. */
export interface TableShape extends AnswerColumns {
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean;
  /** The name of every column of the file, no two alike. */
  readonly names: readonly string[];
  /** Columns that become features. */
  readonly numeric: readonly number[];
  /** How the numbers of each of them are written. */
  readonly dialects: readonly NumberDialect[];
  /** The columns of answers, which do not. */
  readonly answers: readonly number[];
}

/**
 * Judges columns by the records at the head of a file. A column is numeric if more than half of its
 * cells that are not empty are numbers of one dialect: so a few odd cells refuse their rows and do
 * not cost the column, and a column of words or of nothing is no feature. Columns that tell what rows really
 * are, as found or as said, are no features either.
 */
export function shapeOfTable(
  { hasHeader, names, rows, delimiter }: ShapedTable,
  said: Omit<NumbersReading, 'as'> = {},
): TableShape {
  const found = answerColumns(names, (at) => rows.map((row) => row[at] ?? ''));
  const columns = answersSaid(found, names, said);
  const answers = [columns.label, columns.attackType, ...columns.others].filter((at) => at >= 0);
  const ofFile = provenDecimal(rows.slice(0, ROWS_FOR_MARK), names.length);
  const hints = { units: 'any', ofFile, semicolons: delimiter === ';' } as const;
  const numeric = [...names.keys()].flatMap((column) => {
    const dialect = answers.includes(column) ? undefined : dialectOf(rows, column, hints);
    return dialect === undefined ? [] : [{ column, dialect }];
  });
  return {
    hasHeader,
    names,
    numeric: numeric.map(({ column }) => column),
    dialects: numeric.map(({ dialect }) => dialect),
    answers,
    ...columns,
  };
}

type ShapedTable = Pick<UnknownTable, 'hasHeader' | 'names' | 'rows' | 'delimiter'>;

/** Rows that are asked which decimal mark the file has. */
const ROWS_FOR_MARK = 200;

/** The columns that a reading as numbers takes as features, with the answers as they are said. */
export function numericColumns(
  table: UnknownTable,
  said: Omit<NumbersReading, 'as'> = {},
): string[] {
  return shapeOfTable(table, said).numeric.map((column) => table.names[column]);
}

/** The columns of answers as a person says, as far as they do; without a label there is none. */
function answersSaid(
  found: AnswerColumns,
  names: readonly string[],
  { label, attackType }: Omit<NumbersReading, 'as'>,
): AnswerColumns {
  const plain = names.map(normalName);
  const columnOf = (name: string | null | undefined, otherwise: number) =>
    name === undefined ? otherwise : name === null ? -1 : plain.indexOf(normalName(name));
  const labels = columnOf(label, found.label);
  const ofLabel = labels < 0 ? { ...found, attackType: -1, others: [] } : found;
  const types = columnOf(attackType, ofLabel.attackType === labels ? -1 : ofLabel.attackType);
  const others = [...ofLabel.others, ofLabel.attackType, found.label];
  const isOther = (at: number) => at >= 0 && at !== labels && at !== types;
  return {
    label: labels,
    attackType: types,
    doubtful: found.doubtful,
    others: labels < 0 ? [] : [...new Set(others)].filter(isOther),
  };
}

/** How the numbers of a column are written; `undefined`: most of its cells are none. */
function dialectOf(
  rows: readonly (readonly string[])[],
  column: number,
  hints: NumberHints,
): NumberDialect | undefined {
  const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  const dialect = numberDialect(cells, hints);
  const numbers = cells.filter((cell) => !Number.isNaN(dialect.readText(cell)));
  return 2 * numbers.length > cells.length ? dialect : undefined;
}

/** Reads delimited text into a table of the columns that its shape calls numeric. */
export function numericTableReader(
  shape: TableShape,
  cutAs: string,
  { reader, log, parts }: RecordContext,
): TrafficReader {
  const { hasHeader, names, numeric, dialects } = shape;
  const rows = new TableSample(numeric.length, parts);
  const { labels, cells } = answersOf(shape, reader);
  const row = new Float64Array(numeric.length);
  const reads = dialects.map(({ isPlain, read }) => (isPlain ? parseNumber : read));
  const readings = new Set(dialects.map(({ reading }) => reading).filter((words) => words !== ''));
  let atStart = true;

  function readNumbers(): boolean {
    for (let i = 0; i < numeric.length; i++) {
      const at = numeric[i];
      row[i] = reads[i](reader.bytes, reader.starts[at], reader.ends[at]);
      if (Math.abs(row[i]) <= MOST) continue;
      const text = reader.text(at);
      if (text === '') log.refuse(reader.line, names[at], 'is empty');
      else log.refuse(reader.line, names[at], complaintAbout(row[i], dialects[i]), text);
      return false;
    }
    return true;
  }

  function begin(): void {
    atStart = false;
    const used = new Set([...numeric, ...shape.answers]);
    ignoreColumns(
      names.filter((_, at) => !used.has(at)),
      reader.line,
      log,
    );
    for (const note of answerNotes(shape)) log.note(note);
  }

  return {
    format: `Numeric table (${[
      cutAs,
      ...Array.from(readings, (words) => `numbers with ${words}`),
    ].join('; ')})`,
    read() {
      if (atStart) {
        begin();
        if (hasHeader) return 'meta';
      }
      if (!hasFields(reader, names.length, log) || !readNumbers()) return 'refused';
      labels.read(cells);
      rows.push(row, labels.numberPair());
      return 'kept';
    },
    finish() {
      dialects.forEach((dialect, i) => {
        for (const doubt of dialect.doubts()) log.note(`${names[numeric[i]]}: ${doubt}`);
      });
      const { data, pairs } = rows.finish();
      const columns = numeric.length;
      const featureNames = numeric.map((at) => names[at]);
      const matrix = { data, rows: pairs.length, columns, names: featureNames };
      return { kind: 'table', labels, matrix, pairs };
    },
  };
}

/** The columns of answers, and the cells that they are read from. */
function answersOf(
  { names, label, attackType }: TableShape,
  reader: RecordContext['reader'],
): { labels: LabelColumns; cells: DialectCells } {
  const found = [
    { key: 'label', column: label },
    { key: 'attackType', column: attackType },
  ] as const;
  const there = found.filter(({ column }) => column >= 0);
  const fields = there.map(({ key, column }) => ({
    key,
    names: [names[column]],
    whenUnset: 'empty' as const,
  }));
  const row = new RecordCells(reader);
  row.setUnset(UNSET_WORDS);
  const bound = there.map((field) => ({ ...field, instead: -1, read: undefined }));
  const labels = new LabelColumns({ fields, nameAttack: attackName });
  return { labels, cells: new DialectCells(row, bound) };
}

/** Says which columns are taken for answers, unless only one that is called so, and which may be. */
function answerNotes({
  names,
  numeric,
  label,
  attackType,
  others,
  doubtful,
}: TableShape): string[] {
  const isPlain = label < 0 || normalName(names[label]) === 'label';
  const rest = [attackType, ...others].filter((at) => at >= 0).map((at) => names[at]);
  const features = doubtful.filter((at) => numeric.includes(at)).map((at) => names[at]);
  return [
    ...(features.length === 0
      ? []
      : [
          `features, though their names are those of answers, for they hold too many numbers: ${listed(features)}`,
        ]),
    ...(isPlain
      ? []
      : [
          `${shortened(names[label])} is read as the label: it is no feature; for none, --format table --map label=`,
        ]),
    ...(rest.length === 0 ? [] : [`no features, as they tell the answer too: ${listed(rest)}`]),
  ];
}

function complaintAbout(value: number, { reading }: NumberDialect): string {
  if (Number.isNaN(value)) {
    return reading === '' ? 'is not a number' : `is not a number with ${reading}`;
  }
  return Number.isFinite(value)
    ? 'is too large a number: 1e100 is the most'
    : 'is too large a number';
}
