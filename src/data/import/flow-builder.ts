import type { FlowTable } from '../flow-table.ts';
import { parseIsoTime } from './cells.ts';
import { GrowingColumn } from './columns.ts';
import {
  columnOfKey,
  complaintAbout,
  type FlowField,
  type NumberRule,
  numberRule,
} from './flow-fields.ts';
import { LabelColumns } from './label-columns.ts';
import { LABEL_COMPLAINT } from './labels.ts';
import type { ProblemLog } from './problems.ts';
import { withWindowCounts } from './window-counts.ts';
import { WordDictionary } from './words.ts';

/** One row of a file, whatever its format; `field` is an index into the format's mapping. */
export interface CellSource {
  /** 1-based line number of the row. */
  readonly line: number;
  /** Whether the file has this field at all, as far as it was read. */
  isPresent(field: number): boolean;
  isUnset(field: number): boolean;
  /** NaN where the cell is no number. */
  number(field: number): number;
  text(field: number): string;
  /** The number of the cell's word in `words`. */
  intern(field: number, words: WordDictionary): number;
}

/** What a format says about its rows. */
export interface FlowMapping {
  readonly fields: readonly FlowField[];
  /** The attack type, from the class, the label's word and the attack's name ('' where unset). */
  readonly nameAttack: (label: number, labelWord: string, attackName: string) => string;
  /** The word that a cell of this field stands for; else the cell as it is. */
  readonly spell?: (field: FlowField, raw: string) => string;
}

interface NumberColumn extends NumberRule {
  readonly field: number;
  readonly isTime: boolean;
  /** What the log says where 0 takes the place of an unset cell. */
  readonly repair: string;
  readonly values: GrowingColumn<Float64Array>;
}

interface WordColumn {
  readonly field: number;
  readonly words: WordDictionary;
  readonly codes: GrowingColumn<Uint32Array>;
}

/** Gathers rows into the columns of a flow table; a row goes in whole or not at all. */
export class FlowBuilder {
  readonly #fields: readonly FlowField[];
  readonly #log: ProblemLog;
  readonly #numbers: readonly NumberColumn[];
  readonly #words: readonly WordColumn[];
  readonly #labels: LabelColumns;
  /** The numbers of the row being read, and the repairs that it took. */
  readonly #row: Float64Array;
  readonly #repairs: string[] = [];
  #length = 0;

  constructor(mapping: FlowMapping, log: ProblemLog) {
    this.#fields = mapping.fields;
    this.#log = log;
    this.#numbers = numberColumns(mapping);
    this.#words = wordColumns(mapping);
    this.#labels = new LabelColumns(mapping);
    this.#row = new Float64Array(this.#numbers.length);
  }

  /** Takes a row, or refuses it and says why in the log. */
  add(cells: CellSource): boolean {
    this.#repairs.length = 0;
    if (!this.#readNumbers(cells) || !this.#hasWords(cells)) return false;
    const strangeLabel = this.#labels.read(cells);
    if (strangeLabel !== undefined) {
      this.#log.refuse(cells.line, 'label', LABEL_COMPLAINT, strangeLabel);
      return false;
    }
    for (let i = 0; i < this.#numbers.length; i++) this.#numbers[i].values.push(this.#row[i]);
    for (const { field, words, codes } of this.#words) {
      codes.push(cells.isUnset(field) ? words.internEmpty() : cells.intern(field, words));
    }
    this.#labels.push();
    for (const reason of this.#repairs) this.#log.repair(cells.line, reason);
    this.#length++;
    return true;
  }

  /**
   * The table of all rows taken. The two counts of distinct addresses, where the format has none,
   * are taken over the `windowSeconds` up to the start of each flow.
   */
  finish(cells: CellSource, windowSeconds: number): FlowTable {
    const columns: Record<string, unknown> = { length: this.#length, ...this.#labels.finish() };
    for (const { field, values } of this.#numbers) {
      const { key } = this.#fields[field];
      const isPort = columnOfKey(key).unit === 'port';
      columns[key] = isPort ? Int32Array.from(values.finish()) : values.finish();
    }
    for (const { field, words, codes } of this.#words) {
      if (!cells.isPresent(field)) continue;
      columns[this.#fields[field].key] = { codes: codes.finish(), names: words.words };
    }
    const flows = columns as unknown as FlowTable;
    return 'srcIpCount' in columns ? flows : withWindowCounts(flows, windowSeconds);
  }

  #readNumbers(cells: CellSource): boolean {
    for (let i = 0; i < this.#numbers.length; i++) {
      const column = this.#numbers[i];
      const { field } = column;
      if (cells.isUnset(field)) {
        if (this.#fields[field].whenUnset === 'refuse') return this.#refuseUnset(cells, field);
        this.#repairs.push(column.repair);
        this.#row[i] = 0;
        continue;
      }
      let value = cells.number(field);
      if (column.isTime && Number.isNaN(value)) value = parseIsoTime(cells.text(field));
      // Written so that NaN fails it.
      const isLawful = value >= column.least && value <= column.most;
      if (!isLawful || (column.whole && value % 1 !== 0)) {
        const complaint = complaintAbout(value, column);
        this.#log.refuse(cells.line, this.#fields[field].names[0], complaint, cells.text(field));
        return false;
      }
      this.#row[i] = value;
    }
    return true;
  }

  #hasWords(cells: CellSource): boolean {
    for (const { field } of this.#words) {
      if (this.#fields[field].whenUnset === 'refuse' && cells.isUnset(field)) {
        return this.#refuseUnset(cells, field);
      }
    }
    return true;
  }

  #refuseUnset(cells: CellSource, field: number): false {
    this.#log.refuse(cells.line, this.#fields[field].names[0], 'is unset');
    return false;
  }
}

function numberColumns({ fields }: FlowMapping): NumberColumn[] {
  return fields.flatMap(({ key, names }, field) => {
    const column = columnOfKey(key);
    if (column.kind !== 'number' && column.kind !== 'integer') return [];
    const values = new GrowingColumn<Float64Array>(Float64Array);
    const repair = `${names[0]} is unset: 0 used`;
    return [{ field, isTime: key === 'startTime', repair, values, ...numberRule(column) }];
  });
}

function wordColumns({ fields, spell }: FlowMapping): WordColumn[] {
  return fields.flatMap(({ key }, field) => {
    if (columnOfKey(key).kind !== 'category' || key === 'attackType') return [];
    const words = new WordDictionary(spell && ((raw) => spell(fields[field], raw)));
    return [{ field, words, codes: new GrowingColumn<Uint32Array>(Uint32Array) }];
  });
}
