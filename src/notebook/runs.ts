import { batch } from '@preact/signals-core';
import { messageOf } from '../data/errors.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { OpenSources } from '../pipeline/plan/plan-step.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { CellDefinition, CellId } from './cell-definition.ts';
import { type Activity, type AnyResult, type CellState, createCells, IDLE } from './cell-state.ts';
import { CELLS, cellDefinition } from './cells.ts';
import { type AskedRun, expectedTime, isLong } from './long-runs.ts';
import { planRunner } from './plan-runner.ts';
import { createResultCache } from './result-cache.ts';
import type { Settings } from './sources.ts';

interface Run {
  readonly key: string;
  readonly controller: AbortController;
  readonly promise: Promise<void>;
  readonly since: number;
  /** A person has asked for it. */
  readonly asked: boolean;
}

/** What runs are made with. */
interface RunContext {
  readonly tasks: TaskRunner;
  readonly now: () => number;
  readonly parameters: () => LabParameters;
  readonly settings: () => Settings;
  readonly open: (tasks: TaskRunner, options: TaskOptions) => OpenSources;
}

/** Results of earlier parameters are kept up to this size, so that going back is instant. */
const KEPT_BYTES = 256 * 2 ** 20;

/** The runs of cells that are under way, and the results that have come of them. */
export class CellRuns {
  readonly #cells: ReadonlyMap<CellId, CellState>;
  readonly #context: RunContext;
  readonly #runs = new Map<CellId, Run>();
  readonly #kept = createResultCache<AnyResult>(KEPT_BYTES);
  /** What was fitted, by the keys of fitting; and what cells are fitting now, by theirs. */
  readonly #fits = createResultCache<unknown>(KEPT_BYTES);
  readonly #fitting = new Map<CellId, string>();

  constructor(cells: ReadonlyMap<CellId, CellState>, context: RunContext) {
    this.#cells = cells;
    this.#context = context;
  }

  cell(id: CellId): CellState {
    const found = this.#cells.get(id);
    if (found === undefined) throw new Error(`There is no cell "${id}".`);
    return found;
  }

  isCurrent(id: CellId): boolean {
    return this.cell(id).current.value;
  }

  /** Whether the cell's last run failed or was cancelled, and nothing has changed since. */
  hasEnded(id: CellId): boolean {
    const { activity, wantedKey } = this.cell(id);
    const ending = activity.value;
    return 'key' in ending && ending.key === wantedKey.value;
  }

  /**
   * Makes a change, then ends the runs that it outdates and brings back results that fit it.
   *
   * @param takenOnBy a cell whose run takes the change on by itself: it goes on, by its new key
   */
  changing(change: () => void, takenOnBy?: CellId): void {
    batch(() => {
      change();
      for (const [id, run] of this.#runs) {
        const key = this.cell(id).wantedKey.peek();
        if (run.key === key) continue;
        // What is being fitted does not depend on the change: it is judged as is set then.
        const goesOn = this.#fitting.has(id) && this.#fitting.get(id) === this.#fitKey(id);
        if (id === takenOnBy || goesOn) this.#runs.set(id, { ...run, key });
        // The result of an outdated run would be dropped.
        else this.drop(id, IDLE);
      }
      for (const { id } of CELLS) {
        if (this.isCurrent(id) || this.#runs.has(id)) continue;
        const kept = this.#kept.get(this.cell(id).key.peek());
        if (kept !== undefined) this.finish(id, kept);
      }
    });
  }

  /**
   * The long runs that a person has asked for and that would end.
   *
   * @param by what would be set and open; without, all runs would end
   */
  longRuns(by?: Settings): AskedRun[] {
    const long = [...this.#runs].flatMap(([id, run]) => {
      const told = this.longRun(id);
      return told === null ? [] : [{ id, run, told }];
    });
    if (by === undefined || long.length === 0) return long.map(({ told }) => told);
    const then = createCells(
      () => by.parameters,
      (source) => by.open[source],
    );
    for (const [id, { result }] of then) result.value = this.cell(id).result.peek();
    const goesOn = (id: CellId, { key }: Run) => {
      const { wantedKey, fitKey } = then.get(id) ?? this.cell(id);
      const isFitting = this.#fitting.has(id) && this.#fitting.get(id) === fitKey.peek();
      return isFitting || wantedKey.peek() === key;
    };
    return long.filter(({ id, run }) => !goesOn(id, run)).map(({ told }) => told);
  }

  /** The cell's run, if a person has asked for it and it is long. */
  longRun(id: CellId): AskedRun | null {
    const run = this.#runs.get(id);
    if (run === undefined || !run.asked) return null;
    const { title, onDemand } = cellDefinition(id);
    const activity = this.cell(id).activity.peek();
    const elapsed = this.#context.now() - run.since;
    const progress = activity.kind === 'running' ? activity.progress : 0;
    const before = this.cell(id).result.peek()?.milliseconds;
    // Of a study it is known before; of all else only what has been waited for counts.
    const expected = onDemand ? (expectedTime(elapsed, progress) ?? before ?? null) : null;
    const told = { title, elapsed, expected };
    return isLong(told) ? told : null;
  }

  finish(id: CellId, finished: AnyResult): void {
    const { result, activity } = this.cell(id);
    batch(() => {
      result.value = finished;
      activity.value = IDLE;
      for (const reader of CELLS.filter(({ reads }) => reads.includes(id))) {
        // It failed for want of this, perhaps: now it may be tried again.
        const { activity: waiting } = this.cell(reader.id);
        if (waiting.peek().kind === 'failed') waiting.value = IDLE;
      }
    });
    this.#kept.set(finished.key, finished);
  }

  /** Forgets every result, and ends every run. */
  forget(): void {
    batch(() => {
      this.#kept.clear();
      this.#fits.clear();
      for (const { id, result, activity } of this.#cells.values()) {
        this.drop(id, IDLE);
        result.value = null;
        activity.value = IDLE;
      }
    });
  }

  /**
   * Brings the cell up to date.
   *
   * @param again even if it is
   * @param asked a person asks for it
   */
  ensure(id: CellId, again: boolean, asked = false): Promise<void> {
    const running = this.#runs.get(id);
    if (running !== undefined) {
      if (asked) this.#runs.set(id, { ...running, asked });
      return running.promise;
    }
    if (!again && this.isCurrent(id) && !this.#mayGain(id)) return Promise.resolve();
    const controller = new AbortController();
    const key = this.cell(id).wantedKey.peek();
    const promise = this.#perform(id, key, controller).finally(() => {
      if (this.#runs.get(id)?.controller === controller) this.#runs.delete(id);
    });
    const since = this.#context.now();
    this.#runs.set(id, { key, controller, promise, since, asked });
    return promise;
  }

  /** Whether something that the cell takes if it is there can still come. */
  #mayGain(id: CellId): boolean {
    const optional = cellDefinition(id).readsIfThere(this.#context.parameters());
    return optional.some((read) => !this.isCurrent(read) && !this.hasEnded(read));
  }

  /** Ends the cell's run, if there is one, and forgets it: whatever it still gives is dropped. */
  drop(id: CellId, ending: Activity): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    this.cell(id).activity.value = ending;
    run.controller.abort();
  }

  /** One run from the queue to its end. Never rejects: how it ended is the cell's activity. */
  async #perform(id: CellId, key: string, controller: AbortController): Promise<void> {
    const { activity } = this.cell(id);
    const superseded = () => this.#runs.get(id)?.controller !== controller;
    activity.value = { kind: 'queued' };
    try {
      await this.#prepare(cellDefinition(id), controller.signal);
      const result = await this.#compute(id, controller.signal);
      const taken = this.#runs.get(id)?.key;
      const isTaken = taken !== undefined && taken !== key;
      // What it has taken on is set now.
      const settings = this.#context.settings();
      if (!superseded()) this.finish(id, isTaken ? { ...result, key: taken, settings } : result);
    } catch (error) {
      if (superseded()) return;
      const reason = messageOf(error);
      batch(() => {
        activity.value = { kind: 'failed', key: this.#runs.get(id)?.key ?? key, reason };
        // As things stand there are no figures: those of before would be taken for them, but for
        // those of studies, which say of which settings they are.
        const isDated = cellDefinition(id).step === 'beyond';
        if (!isDated && !this.isCurrent(id)) this.cell(id).result.value = null;
      });
    }
  }

  /** Brings everything that the cell reads up to date, but for detectors that were given up. */
  async #prepare({ reads, readsIfThere }: CellDefinition, signal: AbortSignal): Promise<void> {
    const optional = readsIfThere(this.#context.parameters());
    const wanted = optional.filter((read) => !this.hasEnded(read));
    await Promise.all([...reads, ...wanted].map((read) => this.ensure(read, false)));
    signal.throwIfAborted();
    const missing = reads.find((read) => !this.isCurrent(read));
    if (missing !== undefined) {
      throw new Error(`Needs the result of “${cellDefinition(missing).title}”.`);
    }
    if (optional.length > 0 && !optional.some((read) => this.isCurrent(read))) {
      throw new Error('Needs the result of at least one detector.');
    }
  }

  async #compute(id: CellId, signal: AbortSignal): Promise<AnyResult> {
    const { reads, readsIfThere, fit: fitting, run } = cellDefinition(id);
    const { tasks, now, parameters, open } = this.#context;
    const optional = readsIfThere(this.#context.parameters());
    const read = [...reads, ...optional.filter((other) => this.isCurrent(other))];
    const values = new Map(read.map((other) => [other, this.cell(other).result.peek()?.value]));
    const { activity } = this.cell(id);
    let started = now();
    const options = {
      signal,
      onStart: () => {
        started = now();
        activity.value = { kind: 'running', progress: 0 } as const;
      },
      onProgress: (progress: number) => {
        activity.value = { kind: 'running', progress };
      },
    };
    const input = () => ({ parameters: parameters(), open: open(tasks, options), values });
    const runner = planRunner(tasks, options);
    const fitted = fitting && (await this.#fitted(id, () => fitting.run(input(), runner)));
    const key = this.cell(id).key.peek();
    const settings = this.#context.settings();
    // What was fitted is judged in no time: the clock and the progress are those of the fit.
    const last = fitting === undefined ? runner : planRunner(tasks, { signal });
    const value = await run({ ...input(), fitted }, last);
    return { key, value, milliseconds: now() - started, settings };
  }

  /** What the cell has fitted by what is set now, from before if it has. */
  async #fitted(id: CellId, start: () => Promise<unknown>): Promise<unknown> {
    const key = this.#fitKey(id) ?? '';
    const before = this.#fits.get(key);
    if (before !== undefined) return before;
    this.#fitting.set(id, key);
    try {
      const fitted = await start();
      this.#fits.set(key, fitted);
      return fitted;
    } finally {
      if (this.#fitting.get(id) === key) this.#fitting.delete(id);
    }
  }

  #fitKey(id: CellId): string | undefined {
    return this.cell(id).fitKey.peek();
  }
}
