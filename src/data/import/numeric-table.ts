import { type AnswerColumns, answerColumns } from './answer-columns.ts';
import { parseNumber } from './cells.ts';
import { UNSET_WORDS } from './column-content.ts';
import { DialectCells } from './dialect-cells.ts';
import { hasFields, ignoreColumns, listed, normalName } from './header.ts';
import type { NumbersReading } from './known-tables.ts';
import { LabelColumns } from './label-columns.ts';
import { attackName } from './labels.ts';
import { shortened } from './problems.ts';
import { RecordCells } from './record-cells.ts';
import { TableSample } from './table-sample.ts';
import { parseDecimal } from './text-cells.ts';
import type { RecordContext, TrafficReader } from './traffic-reader.ts';
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
  /** The columns of answers, which do not. */
  readonly answers: readonly number[];
}

/**
 * Judges columns by the records at the head of a file. A column is numeric if more than half of its
 * cells that are not empty are decimal numbers: so a few odd cells refuse their rows and do not cost
 * the column, and a column of words or of nothing is no feature. Columns that tell what rows really
 * are, as found or as said, are no features either.
 */
export function shapeOfTable(
  { hasHeader, names, rows }: Pick<UnknownTable, 'hasHeader' | 'names' | 'rows'>,
  said: Omit<NumbersReading, 'as'> = {},
): TableShape {
  const found = answerColumns(names, (at) => rows.map((row) => row[at] ?? ''));
  const columns = answersSaid(found, names, said);
  const answers = [columns.label, columns.attackType, ...columns.others].filter((at) => at >= 0);
  const numeric = [...names.keys()].filter(
    (at) => !answers.includes(at) && isMostlyNumbers(rows, at),
  );
  return { hasHeader, names, numeric, answers, ...columns };
}

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

function isMostlyNumbers(rows: readonly (readonly string[])[], column: number): boolean {
  let filled = 0;
  let numbers = 0;
  for (const row of rows) {
    const cell = row[column] ?? '';
    if (cell === '') continue;
    filled++;
    if (!Number.isNaN(parseDecimal(cell))) numbers++;
  }
  return 2 * numbers > filled;
}

/** Reads delimited text into a table of the columns that its shape calls numeric. */
export function numericTableReader(
  shape: TableShape,
  cutAs: string,
  { reader, log, parts }: RecordContext,
): TrafficReader {
  const { hasHeader, names, numeric } = shape;
  const rows = new TableSample(numeric.length, parts);
  const { labels, cells } = answersOf(shape, reader);
  const row = new Float64Array(numeric.length);
  let atStart = true;

  function readNumbers(): boolean {
    for (let i = 0; i < numeric.length; i++) {
      const at = numeric[i];
      row[i] = parseNumber(reader.bytes, reader.starts[at], reader.ends[at]);
      if (Math.abs(row[i]) <= MOST) continue;
      const text = reader.text(at);
      const complaint = Number.isNaN(row[i])
        ? 'is not a number'
        : Number.isFinite(row[i])
          ? 'is too large a number: 1e100 is the most'
          : 'is too large a number';
      if (text === '') log.refuse(reader.line, names[at], 'is empty');
      else log.refuse(reader.line, names[at], complaint, text);
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
    format: `Numeric table (${cutAs})`,
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
