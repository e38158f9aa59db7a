import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { SourceName } from '../pipeline/plan/plan-step.ts';
import type { CellId, CellValue } from './cell-definition.ts';
import { CELLS } from './cells.ts';
import { fitKeyOf, type KeySource, keyOf, wantedKeyOf } from './keys.ts';
import type { Settings } from './sources.ts';

/** What a cell is doing or how its last run ended. Whether its result is current is told apart. */
export type Activity =
  | { readonly kind: 'idle' | 'queued' }
  | { readonly kind: 'running'; readonly progress: number }
  /** It ended without a result; `key` is what it was after, and while it still is, this stands. */
  | { readonly kind: 'cancelled'; readonly key: string }
  | { readonly kind: 'failed'; readonly key: string; readonly reason: string };

/** A result with the key that it was computed for. */
export interface Result<Value> {
  readonly key: string;
  readonly value: Value;
  readonly milliseconds: number;
  /** What it was computed by. */
  readonly settings: Settings;
}

/** One cell as the view sees it. */
export interface Cell<Id extends CellId = CellId> {
  readonly id: Id;
  readonly activity: ReadonlySignal<Activity>;
  /** The last result, current or not; `null` before the first. */
  readonly result: ReadonlySignal<Result<CellValue<Id>> | null>;
}

/** A result of any cell. */
export type AnyResult = Result<unknown>;

/** One cell as the notebook keeps it. */
export interface CellState {
  readonly id: CellId;
  /** Computed once a change: every state that is shown asks for them. */
  readonly key: ReadonlySignal<string>;
  readonly wantedKey: ReadonlySignal<string>;
  /** What its fitting depends on; `undefined`: it fits nothing. */
  readonly fitKey: ReadonlySignal<string | undefined>;
  readonly current: ReadonlySignal<boolean>;
  readonly activity: Signal<Activity>;
  readonly result: Signal<AnyResult | null>;
}

export const IDLE: Activity = { kind: 'idle' };

/**
 * The cells, none of them run yet.
 *
 * @param sourceKey tells what is open from what was open before; empty: nothing is
 */
export function createCells(
  parameters: () => LabParameters,
  sourceKey: (source: SourceName) => string,
): ReadonlyMap<CellId, CellState> {
  const cells = new Map<CellId, CellState>();
  const cell = (id: CellId): CellState => {
    const found = cells.get(id);
    if (found === undefined) throw new Error(`There is no cell "${id}".`);
    return found;
  };
  const source: KeySource = {
    parameters,
    sourceKey,
    isCurrent: (id) => cell(id).current.value,
    keyOf: (id) => cell(id).key.value,
  };
  for (const { id } of CELLS) {
    const result = signal<AnyResult | null>(null);
    const key = computed(() => keyOf(id, source));
    cells.set(id, {
      id,
      key,
      wantedKey: computed(() => wantedKeyOf(id, source)),
      fitKey: computed(() => fitKeyOf(id, source)),
      current: computed(() => result.value?.key === key.value),
      activity: signal(IDLE),
      result,
    });
  }
  return cells;
}
