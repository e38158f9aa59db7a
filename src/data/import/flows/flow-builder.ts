import type { FlowColumn } from '../../flow-columns.ts';
import { LabelColumns } from '../labels/label-columns.ts';
import type { ProblemLog } from '../problems.ts';
import type { CellSource, FlowMapping } from '../text/cell-source.ts';
import { parseIsoTime } from '../text/text-cells.ts';
import {
  missingColumns,
  type NumberColumn,
  numberColumns,
  type TextsColumn,
  textColumns,
  type WordColumn,
  wordColumns,
} from './builder-columns.ts';
import { complaintAbout, type FlowField } from './flow-fields.ts';
import type { FlowParts, UnjudgedFlows } from './flow-parts.ts';
import { type Endpoints, endpointsOf, GrowingCensus } from './growing-census.ts';
import { type ColumnKind, type ColumnValues, GrowingRows } from './growing-rows.ts';
import { DIRECTION, unknownBits, unknownColumn, unknownOf } from './unknown.ts';

/**
 * What a row holds after its numbers and words: the number of its pair of label and attack's name,
 * what is not known of it, and the key that it drew.
 */
const OWN_KINDS: readonly ColumnKind[] = [Uint32Array, Uint32Array, Float64Array];

/**
 * Gathers a file's rows into parts of a flow table. A row goes in whole or not at all; rows that a
 * sample leaves out are judged like the others and then forgotten, but for their endpoints.
 */
export class FlowBuilder {
  readonly #mapping: FlowMapping;
  readonly #log: ProblemLog;
  readonly #parts: FlowParts;
  readonly #numbers: readonly NumberColumn[];
  readonly #words: readonly WordColumn[];
  readonly #neededWords: readonly WordColumn[];
  readonly #texts: readonly TextsColumn[];
  /** The words of labels, which nobody has judged yet. */
  readonly labels: LabelColumns;
  readonly #missing: readonly FlowColumn[];
  readonly #endpoints: Endpoints | null;
  readonly #alwaysUnknown: number;

  /**
   * The row being read: its numbers, the numbers of its words, and what `OWN_KINDS` lists; what of
   * it is not known, and the repairs that it took.
   */
  readonly #row: Float64Array;
  readonly #kept: GrowingRows;
  #rowUnknown = 0;
  readonly #repairs: string[] = [];

  /** Rows taken, in this part and before it, in the sample or not. */
  #rows = 0;
  #census: GrowingCensus | null = null;

  constructor(mapping: FlowMapping, log: ProblemLog, parts: FlowParts) {
    this.#mapping = mapping;
    this.#log = log;
    this.#parts = parts;
    this.#numbers = numberColumns(mapping);
    this.#words = wordColumns(mapping);
    this.#neededWords = this.#words.filter(({ facts }) => facts.whenUnset === 'refuse');
    this.#texts = textColumns(mapping);
    this.labels = new LabelColumns(mapping);
    this.#missing = missingColumns(mapping);
    this.#endpoints = endpointsOf(this.#numbers, this.#words);
    const kinds = [
      ...this.#numbers.map(({ isPort }) => (isPort ? Int32Array : Float64Array)),
      ...this.#words.map(() => Uint32Array),
      ...OWN_KINDS,
    ];
    this.#row = new Float64Array(kinds.length);
    this.#kept = new GrowingRows(kinds);
    this.#alwaysUnknown = this.#missing.reduce(
      (bits, { key }) => bits | unknownOf(key),
      unknownBits(mapping.neverKnown ?? []),
    );
  }

  /** Takes a row, or refuses it and says why in the log. */
  add(cells: CellSource): boolean {
    this.#repairs.length = 0;
    this.#rowUnknown = this.#alwaysUnknown;
    if (!this.#readNumbers(cells) || !this.#hasWords(cells)) return false;
    this.labels.read(cells);
    for (const reason of this.#repairs) this.#log.repair(cells.line, reason);
    this.#rows++;
    const key = this.#parts.drawKey();
    const isKept = this.#parts.admits(key);
    if (this.#parts.isSampling) this.#remember(cells, isKept);
    if (isKept) this.#keep(cells, key);
    return true;
  }

  /** Hands over the rows that were not yet. Called once, after the last row. */
  finish(cells: CellSource): void {
    for (const { name, kind } of this.#missing) {
      const filling = kind === 'category' ? 'left empty' : '0 used';
      this.#log.repairAll(`${name} is not in the file: ${filling}`, this.#rows);
    }
    if (this.#kept.length > 0 || this.#census !== null) this.#handOver(cells);
  }

  #keep(cells: CellSource, key: number): void {
    const row = this.#row;
    let at = this.#numbers.length;
    for (const { field, words } of this.#words) {
      row[at++] = cells.isUnset(field) ? words.internEmpty() : cells.intern(field, words);
    }
    for (const { field, texts } of this.#texts) {
      if (cells.isUnset(field)) texts.pushEmpty();
      else cells.append(field, texts);
    }
    if (this.#mapping.doubtsDirection?.(cells)) this.#rowUnknown |= DIRECTION;
    row[at] = this.labels.numberPair();
    row[at + 1] = this.#rowUnknown;
    row[at + 2] = key;
    this.#kept.push(row);
    if (this.#kept.length >= this.#parts.partRows) this.#handOver(cells);
  }

  /** Notes where a flow went and when, for counts over all rows. */
  #remember(cells: CellSource, isKept: boolean): void {
    if (this.#endpoints === null || !this.#parts.remembers) return;
    this.#census ??= new GrowingCensus(this.#endpoints);
    this.#census.push(cells, this.#row, isKept);
  }

  #handOver(cells: CellSource): void {
    const { census, rows } = this.#census?.finish() ?? { census: null, rows: null };
    this.#census = null;
    const { length } = this.#kept;
    const kept = this.#kept.finish();
    const keys = kept[kept.length - 1] as Float64Array;
    const labels = { pairs: kept[kept.length - 3] as Uint32Array, of: this.labels };
    this.#parts.add(
      { flows: this.#flowsOf(cells, kept, length), labels, keys, census, rows },
      this.#addresses(),
    );
  }

  #addresses(): number {
    if (this.#endpoints === null) return 0;
    const { originator, responder } = this.#endpoints;
    return originator.words.words.length + responder.words.words.length;
  }

  /** The rows kept as a table; there are no texts left afterwards. */
  #flowsOf(cells: CellSource, kept: readonly ColumnValues[], length: number): UnjudgedFlows {
    const isThere = ({ field, facts }: { readonly field: number; readonly facts: FlowField }) =>
      !facts.optional || cells.isPresent(field);
    const own = this.#numbers.length + this.#words.length;
    const columns: Record<string, unknown> = { length };
    for (const { key, kind, unit } of this.#missing) {
      if (kind === 'category') columns[key] = { codes: new Uint32Array(length), names: [''] };
      else columns[key] = unit === 'port' ? new Int32Array(length) : new Float64Array(length);
    }
    this.#numbers.forEach((column, i) => {
      if (isThere(column)) columns[column.key] = kept[i];
    });
    this.#words.forEach((column, i) => {
      const codes = kept[this.#numbers.length + i];
      if (isThere(column)) columns[column.key] = { codes, names: column.words.words };
    });
    for (const column of this.#texts) {
      const texts = column.texts.finish();
      if (isThere(column)) columns[column.key] = texts;
    }
    const unknown = unknownColumn(kept[own + 1] as Uint32Array);
    columns.unknown ??= unknown;
    return columns as unknown as UnjudgedFlows;
  }

  #readNumbers(cells: CellSource): boolean {
    for (let i = 0; i < this.#numbers.length; i++) {
      const column = this.#numbers[i];
      const { field, facts } = column;
      if (cells.isUnset(field)) {
        if (facts.whenUnset === 'refuse') return this.#refuseUnset(cells, facts);
        if (!facts.optional || cells.isPresent(field)) this.#repairs.push(column.repair);
        this.#rowUnknown |= column.unknown;
        this.#row[i] = 0;
        continue;
      }
      let value = cells.number(field);
      if (Number.isNaN(value)) value = this.#readOdd(cells.text(field), column);
      // Written so that NaN fails it.
      const isLawful = value >= column.least && value <= column.most;
      if (!isLawful || (column.whole && Math.floor(value) !== value)) {
        const text = cells.text(field);
        const known = Number.isNaN(value) ? facts.complain?.(text) : undefined;
        const complaint = known ?? complaintAbout(value, column, facts.negative);
        this.#log.refuse(cells.line, facts.names[0], complaint, text);
        return false;
      }
      this.#row[i] = value;
    }
    return true;
  }

  #readOdd(text: string, { isTime, facts }: NumberColumn): number {
    return isTime ? this.#readDate(text, facts) : (facts.readOdd?.(text) ?? Number.NaN);
  }

  /** A date where counts of seconds are usual. Without a zone it is taken for UTC, and told. */
  #readDate(text: string, { names }: FlowField): number {
    const time = parseIsoTime(text);
    const namesZone = /(?:Z|[+-]\d\d:?\d\d)\s*$/.test(text);
    if (!Number.isNaN(time) && !namesZone) {
      this.#repairs.push(`${names[0]} names no zone: read in UTC`);
    }
    return time;
  }

  #hasWords(cells: CellSource): boolean {
    for (const { field, facts } of this.#neededWords) {
      if (cells.isUnset(field)) return this.#refuseUnset(cells, facts);
    }
    return true;
  }

  #refuseUnset(cells: CellSource, { names }: FlowField): false {
    this.#log.refuse(cells.line, names[0], 'is unset');
    return false;
  }
}
