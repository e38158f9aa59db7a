import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { LabParameters, ParameterKey } from '../pipeline/parameter-facts.ts';
import { NOTEBOOK_PARAMETERS } from '../pipeline/parameters.ts';
import type { TaskRunner } from '../worker/bridge.ts';
import type { TrafficFile } from '../worker/tasks.ts';
import {
  CELLS,
  type CellDefinition,
  type CellId,
  type CellValues,
  cellDefinition,
} from './cells.ts';

/** What a cell is doing or how its last run ended. Whether its result is current is told apart. */
export type Activity =
  | { readonly kind: 'idle' | 'queued' | 'cancelled' }
  | { readonly kind: 'running'; readonly progress: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** A result with the key that it was computed for. */
export interface Result<Value> {
  readonly key: string;
  readonly value: Value;
  readonly milliseconds: number;
}

/** One cell as the view sees it. */
export interface Cell<Id extends CellId = CellId> {
  readonly id: Id;
  readonly activity: ReadonlySignal<Activity>;
  /** The last result, current or not; `null` before the first. */
  readonly result: ReadonlySignal<Result<CellValues[Id]> | null>;
}

interface Run {
  readonly key: string;
  readonly controller: AbortController;
  readonly promise: Promise<void>;
}

type Writable = {
  readonly id: CellId;
  readonly activity: Signal<Activity>;
  readonly result: Signal<Result<CellValues[CellId]> | null>;
};

const IDLE: Activity = { kind: 'idle' };

/** Why a cell did not run: something that it reads has no result. */
class Blocked extends Error {}

/**
 * The cell graph. A cell's key is its parameters and the keys of what it reads; a result is current
 * while its key is the cell's. Nothing is marked stale by hand, a run of an old key is cancelled,
 * and asking for what is current does nothing.
 */
export class Notebook {
  readonly parameters: ReadonlySignal<LabParameters>;
  /** The file that traffic comes from; `null`: it is generated. */
  readonly file: ReadonlySignal<TrafficFile | null>;
  readonly #parameters: Signal<LabParameters>;
  readonly #file = signal<TrafficFile | null>(null);
  /** Files are told apart by when they were opened: two may share a name. */
  #filesOpened = 0;
  readonly #cells: ReadonlyMap<CellId, Writable>;
  readonly #runs = new Map<CellId, Run>();
  readonly #tasks: TaskRunner;
  readonly #now: () => number;

  constructor(tasks: TaskRunner, now: () => number, parameters = NOTEBOOK_PARAMETERS) {
    this.#tasks = tasks;
    this.#now = now;
    this.#parameters = signal(parameters);
    this.parameters = this.#parameters;
    this.file = this.#file;
    this.#cells = new Map(
      CELLS.map(({ id }) => [id, { id, activity: signal(IDLE), result: signal(null) }]),
    );
  }

  cell<Id extends CellId>(id: Id): Cell<Id> {
    return this.#cell(id) as unknown as Cell<Id>;
  }

  /** What the cell's result depends on, as text. Reading it in an effect subscribes to all of it. */
  keyOf(id: CellId): string {
    const { reads, readsIfThere } = cellDefinition(id);
    return this.#key(id, [...reads, ...readsIfThere.filter((read) => this.isCurrent(read))]);
  }

  /** The key once everything that the cell may read is there: what a run of it is after. */
  #wantedKey(id: CellId): string {
    const { reads, readsIfThere } = cellDefinition(id);
    return this.#key(id, [...reads, ...readsIfThere]);
  }

  #key(id: CellId, reads: readonly CellId[]): string {
    const values = this.#parameters.value;
    const fromFile = this.#file.value !== null;
    const own = cellDefinition(id)
      .parameters(fromFile)
      .map((key) => values[key]);
    const source = id === 'generate' && fromFile ? `file ${this.#filesOpened}` : '';
    const read = reads.map((other) => this.keyOf(other));
    return `${id}(${[source, JSON.stringify(own), ...read].join('; ')})`;
  }

  /** Whether the cell holds the result of what is set now. */
  isCurrent(id: CellId): boolean {
    return this.#cell(id).result.value?.key === this.keyOf(id);
  }

  /** Sets one parameter and cancels the runs that it outdates. */
  setParameter<Key extends ParameterKey>(key: Key, value: LabParameters[Key]): void {
    this.#parameters.value = { ...this.#parameters.peek(), [key]: value };
    this.#cancelOutdated();
  }

  /** Goes back to generated traffic. */
  closeFile(): void {
    this.#file.value = null;
    this.#cancelOutdated();
  }

  /**
   * Reads a file and makes it the source of traffic. Until it has been read whole, and if it cannot
   * be, the notebook stays as it was.
   */
  async openFile(
    file: TrafficFile,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<void> {
    const started = this.#now();
    const window = this.#parameters.peek().window;
    const value = await this.#tasks.run('read', { ...file, window }, { signal, onProgress });
    batch(() => {
      this.#filesOpened++;
      this.#file.value = file;
      this.#cancelOutdated();
      const { result, activity } = this.#cell('generate');
      result.value = { key: this.keyOf('generate'), value, milliseconds: this.#now() - started };
      activity.value = IDLE;
    });
  }

  /** Runs the cell, and before it what it reads and is not current. */
  run(id: CellId): Promise<void> {
    return this.#ensure(id, true);
  }

  /** Runs whatever is not current, side by side where nothing stands in the way. */
  async runAll(): Promise<void> {
    await Promise.all(CELLS.map(({ id }) => this.#ensure(id, false)));
  }

  cancel(id: CellId): void {
    this.#drop(id, { kind: 'cancelled' });
  }

  #cell(id: CellId): Writable {
    const found = this.#cells.get(id);
    if (found === undefined) throw new Error(`There is no cell "${id}".`);
    return found;
  }

  #ensure(id: CellId, again: boolean): Promise<void> {
    const running = this.#runs.get(id);
    if (running !== undefined) return running.promise;
    if (!again && this.isCurrent(id)) return Promise.resolve();
    const controller = new AbortController();
    const promise = this.#perform(id, controller).finally(() => {
      if (this.#runs.get(id)?.controller === controller) this.#runs.delete(id);
    });
    this.#runs.set(id, { key: this.#wantedKey(id), controller, promise });
    return promise;
  }

  /** One run from the queue to its end. Never rejects: how it ended is the cell's activity. */
  async #perform(id: CellId, controller: AbortController): Promise<void> {
    const { activity } = this.#cell(id);
    const superseded = () => this.#runs.get(id)?.controller !== controller;
    activity.value = { kind: 'queued' };
    try {
      await this.#prepare(cellDefinition(id), controller.signal);
      const result = await this.#compute(id, controller.signal);
      if (superseded()) return;
      batch(() => {
        this.#cell(id).result.value = result;
        activity.value = IDLE;
      });
    } catch (error) {
      if (superseded()) return;
      const reason = error instanceof Error ? error.message : String(error);
      activity.value = { kind: 'failed', reason };
    }
  }

  /** Brings everything that the cell reads up to date, but for a detector that was cancelled. */
  async #prepare({ reads, readsIfThere }: CellDefinition, signal: AbortSignal): Promise<void> {
    const wanted = readsIfThere.filter(
      (read) => this.#cell(read).activity.peek().kind !== 'cancelled',
    );
    await Promise.all([...reads, ...wanted].map((read) => this.#ensure(read, false)));
    signal.throwIfAborted();
    const missing = reads.find((read) => !this.isCurrent(read));
    if (missing !== undefined) {
      throw new Blocked(`Needs the result of “${cellDefinition(missing).title}”.`);
    }
    if (readsIfThere.length > 0 && !readsIfThere.some((read) => this.isCurrent(read))) {
      throw new Blocked('Needs the result of at least one detector.');
    }
  }

  async #compute(id: CellId, signal: AbortSignal): Promise<Result<CellValues[CellId]>> {
    const { reads, readsIfThere, run } = cellDefinition(id);
    const key = this.keyOf(id);
    const read = [...reads, ...readsIfThere.filter((other) => this.isCurrent(other))];
    const values = Object.fromEntries(
      read.map((other) => [other, this.#cell(other).result.peek()?.value]),
    );
    const { activity } = this.#cell(id);
    let started = this.#now();
    const value = await run(
      { parameters: this.#parameters.peek(), file: this.#file.peek(), values },
      this.#tasks,
      {
        signal,
        onStart: () => {
          started = this.#now();
          activity.value = { kind: 'running', progress: 0 };
        },
        onProgress: (progress) => {
          activity.value = { kind: 'running', progress };
        },
      },
    );
    return { key, value, milliseconds: this.#now() - started };
  }

  /** Ends the runs whose key is no longer their cell's: their results would be dropped. */
  #cancelOutdated(): void {
    for (const [id, run] of this.#runs) {
      if (run.key === this.#wantedKey(id)) continue;
      this.#drop(id, IDLE);
    }
  }

  /** Ends the cell's run, if there is one, and forgets it: whatever it still gives is dropped. */
  #drop(id: CellId, ending: Activity): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    this.#cell(id).activity.value = ending;
    run.controller.abort();
  }
}
