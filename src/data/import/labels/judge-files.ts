import { ATTACK, NORMAL, UNLABELLED } from '../../flow-table.ts';
import { normalName } from '../text/header.ts';
import { judgeWords, type LabelCount, type LabelRead } from './judge-labels.ts';
import type { LabelColumns } from './label-columns.ts';
import { keyOfWord } from './label-words.ts';
import type { LabelWords } from './words-said.ts';

/** How the column of labels was read that one file has, or several under the same name. */
export interface JudgedColumn {
  /** As the first of the files spells it. */
  readonly column: string;
  readonly files: readonly string[];
  /** Rows kept, in the sample or not, by their class. */
  readonly rows: { readonly normal: number; readonly attack: number; readonly unlabelled: number };
  /** Every distinct word, in order of first appearance. */
  readonly words: readonly LabelRead[];
  readonly doubts: readonly LabelDoubt[];
}

/** What a person should look at, and may answer. */
export interface LabelDoubt {
  /**
   * `one value`: all labels are the same word. `open`: numbers that nobody has explained. `no normal`,
   * `no attack`: nothing in this file is. `unlabelled`: many rows have no label.
   */
  readonly kind: 'one value' | 'open' | 'no normal' | 'no attack' | 'unlabelled';
  /** The words that it is about, the first thousand, and the rows that have them. */
  readonly words: readonly string[];
  readonly rows: number;
  /** All rows that the column has. */
  readonly total: number;
  /** The file, where there are several. */
  readonly file?: string;
}

/** A file and its labels. */
interface LabelledFile {
  readonly name: string;
  readonly labels: LabelColumns;
}

/** The judgement of all files. */
interface JudgedFiles {
  readonly columns: readonly JudgedColumn[];
  /** The class of each of a file's words, by number. */
  readonly classesOf: (labels: LabelColumns) => number[];
  /** How the words that rows of a file have were read; none where it has no label at all. */
  readonly readOf: (labels: LabelColumns) => LabelRead[];
}

/**
 * Judges the labels of all files. Columns of one name are judged together, so that a word means the
 * same in each. O(words).
 */
export function judgeFiles(files: readonly LabelledFile[], said: LabelWords): JudgedFiles {
  const groups = new Map<string, LabelledFile[]>();
  for (const file of files) {
    const { column } = file.labels;
    if (column === null) continue;
    const key = normalName(column);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const columns = [...groups.values()].map((group) => judgeGroup(group, said));
  const classesOf = new Map(
    columns.map(({ column, words }) => [
      normalName(column),
      new Map(words.map((read) => [read.word, read])),
    ]),
  );
  const reads = ({ column, words }: LabelColumns): (LabelRead | undefined)[] => {
    const read = classesOf.get(normalName(column ?? ''));
    return words.map((count) => withRows(read?.get(count.word), count));
  };
  return {
    columns: columns.filter(({ words }) => words.length > 0),
    classesOf: (labels) => reads(labels).map((read) => read?.label ?? UNLABELLED),
    readOf: (labels) => usedWords(reads(labels).flatMap((read) => read ?? [])),
  };
}

function withRows(read: LabelRead | undefined, { rows }: LabelCount): LabelRead | undefined {
  return read && { ...read, rows };
}

/** The words that rows have; none where no row has any but the empty one. */
function usedWords(words: readonly LabelRead[]): LabelRead[] {
  const used = words.filter(({ rows }) => rows > 0);
  return used.some(({ word }) => word !== '') ? used : [];
}

function judgeGroup(files: readonly LabelledFile[], said: LabelWords): JudgedColumn {
  const counted = new Map<string, number>();
  for (const { word, rows } of files.flatMap(({ labels }) => labels.words)) {
    counted.set(word, (counted.get(word) ?? 0) + rows);
  }
  const column = files[0].labels.column ?? '';
  const counts = Array.from(counted, ([word, rows]) => ({ word, rows }));
  const judged = judgeWords(column, counts, said);
  const words = usedWords(judged);
  const byWord = new Map(judged.map((read) => [read.word, read]));
  const several = files.length > 1;
  const ofFiles = files.flatMap(({ name, labels }) => {
    const own = labels.words.flatMap((count) => withRows(byWord.get(count.word), count) ?? []);
    const doubts = doubtsOfFile(usedWords(own));
    return several ? doubts.map((doubt) => ({ ...doubt, file: name })) : doubts;
  });
  return {
    column,
    files: files.map(({ name }) => name),
    rows: {
      normal: rowsWith(words, NORMAL),
      attack: rowsWith(words, ATTACK),
      unlabelled: rowsWith(words, UNLABELLED),
    },
    words,
    doubts: [...doubtsOfColumn(words), ...ofFiles],
  };
}

/** Doubts about what words mean, all files together. */
function doubtsOfColumn(words: readonly LabelRead[]): LabelDoubt[] {
  const open = words.filter(({ basis }) => basis === 'open');
  if (open.length > 0) return [doubtAbout('open', open, words)];
  const labels = words.filter(({ label }) => label !== UNLABELLED);
  const areOne = new Set(labels.map(({ word }) => keyOfWord(word))).size === 1;
  const isSaid = labels.some(({ basis }) => basis === 'said');
  return areOne && !isSaid ? [doubtAbout('one value', labels, words)] : [];
}

/** A file may have as many words for labels as it has rows. */
const MOST_WORDS = 1000;
/** The share of rows without a label from which on that is worth a warning. */
const MANY = 0.1;

/** Doubts about what a file can be judged by. */
function doubtsOfFile(words: readonly LabelRead[]): LabelDoubt[] {
  const ofClass = (wanted: number) => words.filter(({ label }) => label === wanted);
  const normal = ofClass(NORMAL);
  const attack = ofClass(ATTACK);
  const unlabelled = ofClass(UNLABELLED).filter(({ basis }) => basis !== 'open');
  const many = MANY * rowsOf(words);
  return [
    ...(normal.length === 0 && attack.length > 0 ? [doubtAbout('no normal', attack, words)] : []),
    ...(attack.length === 0 && normal.length > 0 ? [doubtAbout('no attack', normal, words)] : []),
    ...(unlabelled.length > 0 && rowsOf(unlabelled) >= many
      ? [doubtAbout('unlabelled', unlabelled, words)]
      : []),
  ];
}

function doubtAbout(
  kind: LabelDoubt['kind'],
  about: readonly LabelRead[],
  all: readonly LabelRead[],
): LabelDoubt {
  const words = about.slice(0, MOST_WORDS).map(({ word }) => word);
  return { kind, words, rows: rowsOf(about), total: rowsOf(all) };
}

function rowsWith(words: readonly LabelRead[], wanted: number): number {
  return rowsOf(words.filter(({ label }) => label === wanted));
}

function rowsOf(words: readonly LabelRead[]): number {
  return words.reduce((sum, { rows }) => sum + rows, 0);
}
