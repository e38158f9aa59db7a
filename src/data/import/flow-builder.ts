import type { FlowColumn } from '../flow-columns.ts';
import type { FlowTable } from '../flow-table.ts';
import {
  missingColumns,
  type NumberColumn,
  numberColumns,
  type TextsColumn,
  textColumns,
  type WordColumn,
  wordColumns,
} from './builder-columns.ts';
import type { CellSource, FlowMapping } from './cell-source.ts';
import { parseIsoTime } from './cells.ts';
import { GrowingColumn } from './columns.ts';
import { complaintAbout, type FlowField } from './flow-fields.ts';
import type { FlowParts } from './flow-parts.ts';
import { type Endpoints, endpointsOf, GrowingCensus } from './growing-census.ts';
import { LabelColumns, type LabelRead } from './label-columns.ts';
import { LABEL_COMPLAINT } from './labels.ts';
import type { ProblemLog } from './problems.ts';
import { DIRECTION, unknownBits, unknownColumn, unknownOf } from './unknown.ts';

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
  readonly #texts: readonly TextsColumn[];
  readonly #labels: LabelColumns;
  readonly #missing: readonly FlowColumn[];
  readonly #endpoints: Endpoints | null;
  readonly #alwaysUnknown: number;

  /** The numbers of the row being read, what of it is not known, and the repairs that it took. */
  readonly #row: Float64Array;
  #rowUnknown = 0;
  readonly #repairs: string[] = [];

  readonly #unknown = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #keys = new GrowingColumn<Float64Array>(Float64Array);
  #length = 0;
  /** Rows taken, in this part and before it, in the sample or not. */
  #rows = 0;
  #census: GrowingCensus | null = null;

  constructor(mapping: FlowMapping, log: ProblemLog, parts: FlowParts) {
    this.#mapping = mapping;
    this.#log = log;
    this.#parts = parts;
    this.#numbers = numberColumns(mapping);
    this.#words = wordColumns(mapping);
    this.#texts = textColumns(mapping);
    this.#labels = new LabelColumns(mapping);
    this.#missing = missingColumns(mapping);
    this.#endpoints = endpointsOf(this.#numbers, this.#words);
    this.#row = new Float64Array(this.#numbers.length);
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
    const strangeLabel = this.#labels.read(cells);
    if (strangeLabel !== undefined) {
      this.#log.refuse(cells.line, 'label', LABEL_COMPLAINT, strangeLabel);
      return false;
    }
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
    if (this.#length > 0 || this.#census !== null) this.#handOver(cells);
  }

  /** How the words of the label column were read, in order of first appearance. */
  get labelsRead(): readonly LabelRead[] {
    return this.#labels.labelsRead;
  }

  #keep(cells: CellSource, key: number): void {
    this.#keys.push(key);
    for (let i = 0; i < this.#numbers.length; i++) this.#numbers[i].values.push(this.#row[i]);
    for (const { field, words, codes } of this.#words) {
      codes.push(cells.isUnset(field) ? words.internEmpty() : cells.intern(field, words));
    }
    for (const { field, texts } of this.#texts) {
      if (cells.isUnset(field)) texts.pushEmpty();
      else cells.append(field, texts);
    }
    if (this.#mapping.doubtsDirection?.(cells)) this.#rowUnknown |= DIRECTION;
    this.#unknown.push(this.#rowUnknown);
    this.#labels.push();
    this.#length++;
    if (this.#length >= this.#parts.partRows) this.#handOver(cells);
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
    const flows = this.#takeFlows(cells);
    this.#parts.add({ flows, keys: this.#keys.finish(), census, rows }, this.#addresses());
  }

  #addresses(): number {
    if (this.#endpoints === null) return 0;
    const { originator, responder } = this.#endpoints;
    return originator.words.words.length + responder.words.words.length;
  }

  /** The columns so far as a table; they are empty afterwards. */
  #takeFlows(cells: CellSource): FlowTable {
    const length = this.#length;
    this.#length = 0;
    const isThere = ({ field, facts }: { readonly field: number; readonly facts: FlowField }) =>
      !facts.optional || cells.isPresent(field);
    const columns: Record<string, unknown> = { length, ...this.#labels.finish() };
    for (const { key, kind, unit } of this.#missing) {
      if (kind === 'category') columns[key] = { codes: new Uint32Array(length), names: [''] };
      else columns[key] = unit === 'port' ? new Int32Array(length) : new Float64Array(length);
    }
    for (const column of this.#numbers) {
      const numbers = column.values.finish();
      if (isThere(column)) columns[column.key] = column.isPort ? Int32Array.from(numbers) : numbers;
    }
    for (const column of this.#words) {
      const codes = column.codes.finish();
      if (isThere(column)) columns[column.key] = { codes, names: column.words.words };
    }
    for (const column of this.#texts) {
      const texts = column.texts.finish();
      if (isThere(column)) columns[column.key] = texts;
    }
    const unknown = unknownColumn(this.#unknown.finish());
    columns.unknown ??= unknown;
    return columns as unknown as FlowTable;
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
      if (column.isTime && Number.isNaN(value)) value = parseIsoTime(cells.text(field));
      // Written so that NaN fails it.
      const isLawful = value >= column.least && value <= column.most;
      if (!isLawful || (column.whole && Math.floor(value) !== value)) {
        const complaint = complaintAbout(value, column);
        this.#log.refuse(cells.line, facts.names[0], complaint, cells.text(field));
        return false;
      }
      this.#row[i] = value;
    }
    return true;
  }

  #hasWords(cells: CellSource): boolean {
    for (const { field, facts } of this.#words) {
      if (facts.whenUnset === 'refuse' && cells.isUnset(field)) {
        return this.#refuseUnset(cells, facts);
      }
    }
    return true;
  }

  #refuseUnset(cells: CellSource, { names }: FlowField): false {
    this.#log.refuse(cells.line, names[0], 'is unset');
    return false;
  }
}
