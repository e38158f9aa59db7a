import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import type { LabParameters, ParameterChanges } from '../pipeline/parameters/lab-parameters.ts';

/** Parameters with a way back. */
export interface ParameterHistory {
  readonly now: ReadonlySignal<LabParameters>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /**
   * Sets what is given and keeps the rest. Changes of the same parameters in quick succession, as
   * while a slider is dragged, are one step.
   */
  change(changed: ParameterChanges): void;
  undo(): void;
  redo(): void;
  /** What undoing, and doing again, would set; `undefined`: there is nothing to. */
  readonly before: () => LabParameters | undefined;
  readonly after: () => LabParameters | undefined;
  /** Tells whoever follows that all is as it was, so that a field shows again what is set. */
  restate(): void;
}

/** Changes closer together than this belong to one movement. Milliseconds. */
const ONE_MOVEMENT = 800;

/** Steps that can be taken back. */
const STEPS = 100;

export function createHistory(start: LabParameters, clock: () => number): ParameterHistory {
  const now = signal(start);
  const past = signal<readonly LabParameters[]>([]);
  const future = signal<readonly LabParameters[]>([]);
  let last = { names: '', at: Number.NEGATIVE_INFINITY };

  return {
    now,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    change(changed) {
      const names = Object.keys(changed).join();
      const at = clock();
      if (names !== last.names || at - last.at > ONE_MOVEMENT) {
        past.value = [...past.peek(), now.peek()].slice(-STEPS);
      }
      last = { names, at };
      future.value = [];
      now.value = { ...now.peek(), ...changed };
    },
    before: () => past.peek().at(-1),
    after: () => future.peek().at(0),
    restate() {
      now.value = { ...now.peek() };
    },
    undo() {
      const before = past.peek().at(-1);
      if (before === undefined) return;
      last.names = '';
      past.value = past.peek().slice(0, -1);
      future.value = [now.peek(), ...future.peek()];
      now.value = before;
    },
    redo() {
      const [after, ...later] = future.peek();
      if (after === undefined) return;
      last.names = '';
      past.value = [...past.peek(), now.peek()];
      future.value = later;
      now.value = after;
    },
  };
}
