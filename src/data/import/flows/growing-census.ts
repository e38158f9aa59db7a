import type { FlowColumn } from '../../flow-columns.ts';
import type { CategoryColumn } from '../../flow-table.ts';
import type { CellSource } from '../text/cell-source.ts';
import type { WordDictionary } from '../text/words.ts';
import { GrowingColumn } from './columns.ts';
import type { FlowPart } from './flow-parts.ts';

/** Where a builder finds a row's start and its two addresses. */
export interface Endpoints {
  /** The place of the start time among the row's numbers. */
  readonly time: number;
  readonly originator: { readonly field: number; readonly words: WordDictionary };
  readonly responder: { readonly field: number; readonly words: WordDictionary };
}

/** Endpoints among a builder's columns; `null` where one is missing or the file brings counts. */
export function endpointsOf(
  numbers: readonly { readonly key: FlowColumn['key'] }[],
  words: readonly {
    readonly key: FlowColumn['key'];
    readonly field: number;
    readonly words: WordDictionary;
  }[],
): Endpoints | null {
  const time = numbers.findIndex(({ key }) => key === 'startTime');
  const originator = words.find(({ key }) => key === 'originatorAddress');
  const responder = words.find(({ key }) => key === 'responderAddress');
  const counted = numbers.some(({ key }) => key === 'srcIpCount');
  if (counted || time < 0 || originator === undefined || responder === undefined) return null;
  return { time, originator, responder };
}

/** The census of a part as it grows: every row's endpoints, and which rows were kept. */
export class GrowingCensus {
  readonly #endpoints: Endpoints;
  readonly #times = new GrowingColumn<Float64Array>(Float64Array);
  readonly #originators = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #responders = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #kept = new GrowingColumn<Uint32Array>(Uint32Array);
  #length = 0;

  constructor(endpoints: Endpoints) {
    this.#endpoints = endpoints;
  }

  push(cells: CellSource, numbers: Float64Array, isKept: boolean): void {
    const { time, originator, responder } = this.#endpoints;
    this.#times.push(numbers[time]);
    this.#originators.push(cells.intern(originator.field, originator.words));
    this.#responders.push(cells.intern(responder.field, responder.words));
    if (isKept) this.#kept.push(this.#length);
    this.#length++;
  }

  finish(): Pick<FlowPart, 'census' | 'rows'> {
    const { originator, responder } = this.#endpoints;
    const column = (codes: Uint32Array, words: WordDictionary): CategoryColumn => ({
      codes,
      names: words.words,
    });
    return {
      census: {
        startTime: this.#times.finish(),
        originators: column(this.#originators.finish(), originator.words),
        responders: column(this.#responders.finish(), responder.words),
      },
      rows: this.#kept.finish(),
    };
  }
}
