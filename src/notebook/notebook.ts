import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { LabParameters, ParameterKey } from '../pipeline/parameter-facts.ts';
import { NOTEBOOK_PARAMETERS } from '../pipeline/parameters.ts';
import { READING_PARAMETERS } from '../pipeline/read.ts';
import type { TaskRunner } from '../worker/bridge.ts';
import type { TaskProgress } from '../worker/protocol.ts';
import type { TrafficFiles } from '../worker/tasks.ts';
import {
  type Activity,
  type AnyResult,
  type Cell,
  type CellState,
  createCells,
  IDLE,
} from './cell-state.ts';
import { CELLS, type CellDefinition, type CellId, cellDefinition } from './cells.ts';
import { createHistory, type ParameterHistory } from './history.ts';
import { createResultCache } from './result-cache.ts';

interface Run {
  readonly key: string;
  readonly controller: AbortController;
  readonly promise: Promise<void>;
}

/** Results of earlier parameters are kept up to this size, so that going back is instant. */
const KEPT_BYTES = 256 * 2 ** 20;

/**
 * The cell graph. A cell's key is its parameters and the keys of what it reads; a result is current
 * while its key is the cell's. Nothing is marked stale by hand, a run of an old key is cancelled,
 * asking for what is current does nothing, and results of keys that come back come back with them.
 */
export class Notebook {
  readonly history: ParameterHistory;
  readonly parameters: ReadonlySignal<LabParameters>;
  /** The files that traffic comes from; `null`: it is generated. */
  readonly opened: ReadonlySignal<TrafficFiles | null>;
  readonly #opened = signal<TrafficFiles | null>(null);
  /** Files are told apart by when they were opened: others may share their names. */
  #timesOpened = 0;
  readonly #cells: ReadonlyMap<CellId, CellState>;
  readonly #runs = new Map<CellId, Run>();
  readonly #kept = createResultCache<AnyResult>(KEPT_BYTES);
  readonly #tasks: TaskRunner;
  readonly #now: () => number;

  constructor(tasks: TaskRunner, now: () => number, parameters = NOTEBOOK_PARAMETERS) {
    this.#tasks = tasks;
    this.#now = now;
    this.history = createHistory(parameters, now);
    this.parameters = this.history.now;
    this.opened = this.#opened;
    this.#cells = createCells(
      () => this.parameters.value,
      () => (this.#opened.value === null ? '' : `files ${this.#timesOpened}`),
    );
  }

  cell<Id extends CellId>(id: Id): Cell<Id> {
    return this.#cell(id) as unknown as Cell<Id>;
  }

  /** Whether the cell holds the result of what is set now. An effect that asks follows the answer. */
  isCurrent(id: CellId): boolean {
    return this.#cell(id).current.value;
  }

  /** Whether the cell's last run failed or was cancelled, and nothing has changed since. */
  hasEnded(id: CellId): boolean {
    const { activity, wantedKey } = this.#cell(id);
    const ending = activity.value;
    return 'key' in ending && ending.key === wantedKey.value;
  }

  setParameter<Key extends ParameterKey>(key: Key, value: LabParameters[Key]): void {
    this.setParameters({ [key]: value });
  }

  /** Sets some parameters, as one step that can be undone, and cancels the runs that it outdates. */
  setParameters(changed: Partial<LabParameters>): void {
    this.#changing(() => this.history.change(changed));
  }

  undo(): void {
    this.#changing(() => this.history.undo());
  }

  redo(): void {
    this.#changing(() => this.history.redo());
  }

  /** Goes back to generated traffic. */
  closeFiles(): void {
    this.#changing(() => {
      this.#opened.value = null;
    });
  }

  /**
   * Reads files and makes them the source of traffic. Until they have been read whole, and if one
   * cannot be, the notebook stays as it was.
   */
  async openFiles(
    files: TrafficFiles,
    signal: AbortSignal,
    onProgress: TaskProgress,
  ): Promise<void> {
    const started = this.#now();
    const parameters = this.parameters.peek();
    const value = await this.#tasks.run('read', { ...files, parameters }, { signal, onProgress });
    this.#changing(() => {
      this.#timesOpened++;
      // A new object, so that files opened once more are a change.
      this.#opened.value = { ...files };
      // What was set meanwhile asks for another reading.
      const isAsked = READING_PARAMETERS.every(
        (key) => this.parameters.peek()[key] === parameters[key],
      );
      if (!isAsked) return;
      const milliseconds = this.#now() - started;
      this.#finish('generate', { key: this.#cell('generate').key.peek(), value, milliseconds });
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

  /** Runs what is not current, but for cells that failed or were cancelled as things stand. */
  async runStale(): Promise<void> {
    const wanted = CELLS.filter(({ id }) => !this.hasEnded(id));
    await Promise.all(wanted.map(({ id }) => this.#ensure(id, false)));
  }

  cancel(id: CellId): void {
    this.#drop(id, { kind: 'cancelled', key: this.#cell(id).wantedKey.peek() });
  }

  /** Forgets every result, and ends every run. The parameters stay. */
  restart(): void {
    batch(() => {
      this.#kept.clear();
      for (const { id, result, activity } of this.#cells.values()) {
        this.#drop(id, IDLE);
        result.value = null;
        activity.value = IDLE;
      }
    });
  }

  #cell(id: CellId): CellState {
    const found = this.#cells.get(id);
    if (found === undefined) throw new Error(`There is no cell "${id}".`);
    return found;
  }

  /** Makes a change, then ends the runs that it outdates and brings back results that fit it. */
  #changing(change: () => void): void {
    batch(() => {
      change();
      for (const [id, run] of this.#runs) {
        // The result of an outdated run would be dropped.
        if (run.key !== this.#cell(id).wantedKey.peek()) this.#drop(id, IDLE);
      }
      for (const { id } of CELLS) {
        if (this.isCurrent(id) || this.#runs.has(id)) continue;
        const kept = this.#kept.get(this.#cell(id).key.peek());
        if (kept !== undefined) this.#finish(id, kept);
      }
    });
  }

  #finish(id: CellId, finished: AnyResult): void {
    const { result, activity } = this.#cell(id);
    batch(() => {
      result.value = finished;
      activity.value = IDLE;
      for (const reader of CELLS.filter(({ reads }) => reads.includes(id))) {
        // It failed for want of this, perhaps: now it may be tried again.
        const { activity: waiting } = this.#cell(reader.id);
        if (waiting.peek().kind === 'failed') waiting.value = IDLE;
      }
    });
    this.#kept.set(finished.key, finished);
  }

  #ensure(id: CellId, again: boolean): Promise<void> {
    const running = this.#runs.get(id);
    if (running !== undefined) return running.promise;
    if (!again && this.isCurrent(id)) return Promise.resolve();
    const controller = new AbortController();
    const key = this.#cell(id).wantedKey.peek();
    const promise = this.#perform(id, key, controller).finally(() => {
      if (this.#runs.get(id)?.controller === controller) this.#runs.delete(id);
    });
    this.#runs.set(id, { key, controller, promise });
    return promise;
  }

  /** One run from the queue to its end. Never rejects: how it ended is the cell's activity. */
  async #perform(id: CellId, key: string, controller: AbortController): Promise<void> {
    const { activity } = this.#cell(id);
    const superseded = () => this.#runs.get(id)?.controller !== controller;
    activity.value = { kind: 'queued' };
    try {
      await this.#prepare(cellDefinition(id), controller.signal);
      const result = await this.#compute(id, controller.signal);
      if (!superseded()) this.#finish(id, result);
    } catch (error) {
      if (superseded()) return;
      const reason = error instanceof Error ? error.message : String(error);
      activity.value = { kind: 'failed', key, reason };
    }
  }

  /** Brings everything that the cell reads up to date, but for detectors that were given up. */
  async #prepare({ reads, readsIfThere }: CellDefinition, signal: AbortSignal): Promise<void> {
    const wanted = readsIfThere.filter((read) => !this.hasEnded(read));
    await Promise.all([...reads, ...wanted].map((read) => this.#ensure(read, false)));
    signal.throwIfAborted();
    const missing = reads.find((read) => !this.isCurrent(read));
    if (missing !== undefined) {
      throw new Error(`Needs the result of “${cellDefinition(missing).title}”.`);
    }
    if (readsIfThere.length > 0 && !readsIfThere.some((read) => this.isCurrent(read))) {
      throw new Error('Needs the result of at least one detector.');
    }
  }

  async #compute(id: CellId, signal: AbortSignal): Promise<AnyResult> {
    const { reads, readsIfThere, run } = cellDefinition(id);
    const key = this.#cell(id).key.peek();
    const read = [...reads, ...readsIfThere.filter((other) => this.isCurrent(other))];
    const values = Object.fromEntries(
      read.map((other) => [other, this.#cell(other).result.peek()?.value]),
    );
    const { activity } = this.#cell(id);
    let started = this.#now();
    const options = {
      signal,
      onStart: () => {
        started = this.#now();
        activity.value = { kind: 'running', progress: 0 } as const;
      },
      onProgress: (progress: number) => {
        activity.value = { kind: 'running', progress };
      },
    };
    const input = { parameters: this.parameters.peek(), opened: this.#opened.peek(), values };
    const value = await run(input, this.#tasks, options);
    return { key, value, milliseconds: this.#now() - started };
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
