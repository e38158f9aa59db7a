import { gather, takeRows } from '../../flow-rows.ts';
import type { CategoryColumn, FlowTable } from '../../flow-table.ts';
import type { RandomSource } from '../../random.ts';
import type { LabelColumns } from '../labels/label-columns.ts';

/** Flows whose labels are words that nobody has judged yet. */
export type UnjudgedFlows = Omit<FlowTable, 'label' | 'attackType'>;

/** Start and endpoints of every row that was read, also of those that no sample kept. */
export interface Census {
  readonly startTime: Float64Array;
  readonly originators: CategoryColumn;
  readonly responders: CategoryColumn;
}

/** Some consecutive rows of a file, or what a sample left of them. */
export interface FlowPart {
  /** Flows with or without the two counts of addresses; all parts of a file have the same columns. */
  readonly flows: UnjudgedFlows;
  /** Each flow's number of a pair of words, and where those are. */
  readonly labels: { readonly pairs: Uint32Array; readonly of: LabelColumns };
  /** The random key that each flow drew. */
  readonly keys: Float64Array;
  /** `null`: the flows are all that were read, or all that is remembered. */
  readonly census: Census | null;
  /** Which row of the census each flow is. */
  readonly rows: Uint32Array | null;
}

/** Rows of a part, unless the sample is larger. */
const PART_ROWS = 1 << 16;

/** Most rows whose endpoints are remembered: a quarter of a gibibyte. */
const CENSUS_ROWS = 1 << 24;
/** Most distinct addresses that are remembered for a census. */
const CENSUS_WORDS = 1 << 22;

/**
 * The flows of all files as they are read, and a uniform sample once there are more than `most`:
 * each row draws a random key, and the rows of the `most` smallest keys stay. So which rows stay
 * depends on the seed and on the number of rows before, never on how the bytes were cut. Rows keep
 * their order. Holds `most` rows and a part, and 16 bytes of each row read: of a log of 1.1 GB with
 * 8.5 million flows, the whole import with a sample of 100,000 takes 0.6 GB at most, window counts
 * included (`npm run bench -- --import 8500000`).
 */
export class FlowParts {
  readonly most: number;
  /** Rows offered so far, in all files. */
  rowsSeen = 0;
  /** Whether endpoints of rows outside the sample are still being remembered. */
  remembers = true;
  /** A row whose key is not below stays out. */
  #threshold = Number.POSITIVE_INFINITY;
  readonly #random: RandomSource;
  #parts: FlowPart[] = [];
  #kept = 0;

  constructor(most: number, random: RandomSource) {
    this.most = most;
    this.#random = random;
  }

  /** Rows after which a builder hands its part over. */
  get partRows(): number {
    return Math.max(this.most, PART_ROWS);
  }

  /** Whether rows are left out from here on. */
  get isSampling(): boolean {
    return this.#threshold !== Number.POSITIVE_INFINITY;
  }

  /** The parts so far, in the order of the files. */
  get parts(): readonly FlowPart[] {
    return this.#parts;
  }

  /** Draws the next row's key. */
  drawKey(): number {
    this.rowsSeen++;
    return this.#random.double();
  }

  /** Whether a row of this key belongs to the sample as far as is known. */
  admits(key: number): boolean {
    return key < this.#threshold;
  }

  /** From here on only rows of keys below belong to the sample. */
  lower(threshold: number): void {
    this.#threshold = threshold;
  }

  /** @param words distinct addresses that the part's file has had so far */
  add(part: FlowPart, words: number): void {
    this.#parts.push(part);
    this.#kept += part.flows.length;
    if (this.#kept > this.most) this.#trim();
    if (this.isSampling && (this.rowsSeen > CENSUS_ROWS || words > CENSUS_WORDS)) this.#forget();
  }

  /** Says which file the parts from number `first` on come from, unless they say so themselves. */
  nameFile(first: number, name: string): void {
    this.#parts = this.#parts.map((part, at) => {
      if (at < first || part.flows.sourceFile !== undefined) return part;
      const sourceFile = { codes: new Uint32Array(part.flows.length), names: [name] };
      return { ...part, flows: { ...part.flows, sourceFile } };
    });
  }

  #trim(): void {
    const keys = new Float64Array(this.#kept);
    let at = 0;
    for (const part of this.#parts) {
      keys.set(part.keys, at);
      at += part.keys.length;
    }
    this.lower(keys.sort()[this.most]);
    this.#parts = this.#parts.map((part) => this.#trimmed(part));
    this.#kept = this.#parts.reduce((sum, { flows }) => sum + flows.length, 0);
  }

  #trimmed(part: FlowPart): FlowPart {
    const kept = rowsBelow(part.keys, this.#threshold);
    if (kept.length === part.keys.length && part.rows !== null) return part;
    const census = part.census ?? (this.remembers ? censusOf(part.flows) : null);
    return {
      flows: takeRows(part.flows, kept),
      labels: { ...part.labels, pairs: gather(part.labels.pairs, kept) },
      keys: gather(part.keys, kept),
      census,
      rows: census === null ? null : part.rows === null ? kept : gather(part.rows, kept),
    };
  }

  #forget(): void {
    this.remembers = false;
    this.#parts = this.#parts.map((part) => ({ ...part, census: null, rows: null }));
  }
}

/** The places of the keys below `threshold`, ascending. */
function rowsBelow(keys: Float64Array, threshold: number): Uint32Array {
  const rows = new Uint32Array(keys.length);
  let count = 0;
  for (let row = 0; row < keys.length; row++) if (keys[row] < threshold) rows[count++] = row;
  return rows.slice(0, count);
}

/** The endpoints of these flows; `null` where they have no start and addresses. */
export function censusOf({
  startTime,
  originatorAddress,
  responderAddress,
}: UnjudgedFlows): Census | null {
  if (!startTime || !originatorAddress || !responderAddress) return null;
  return { startTime, originators: originatorAddress, responders: responderAddress };
}
