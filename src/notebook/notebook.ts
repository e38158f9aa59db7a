import { computed, type ReadonlySignal, untracked } from '@preact/signals-core';
import type { InspectedTable } from '../data/import/inspect.ts';
import type { TableCut } from '../data/import/mapping/unknown-table.ts';
import { DETECTOR_NAMES, OWN_THRESHOLDS } from '../pipeline/detecting/detector-table.ts';
import { isFixed, parametersInForce } from '../pipeline/parameters/fixed-parameters.ts';
import type { LabParameters, ParameterChanges } from '../pipeline/parameters/lab-parameters.ts';
import type { ParameterKey } from '../pipeline/parameters/parameter-types.ts';
import { NOTEBOOK_PARAMETERS } from '../pipeline/parameters/parameters.ts';
import { READING_PARAMETERS } from '../pipeline/parameters/reading-parameters.ts';
import type { SourceName } from '../pipeline/plan/plan-step.ts';
import type { TaskRunner } from '../worker/bridge.ts';
import type { TrafficFiles } from '../worker/opened-files.ts';
import type { TaskProgress } from '../worker/protocol.ts';
import type { CellDefinition, CellId } from './cell-definition.ts';
import { type Cell, createCells } from './cell-state.ts';
import { CELLS, isShown } from './cells.ts';
import { createHistory, type ParameterHistory } from './history.ts';
import { type AskedRun, type MayEnd, RUN_GOES_ON } from './long-runs.ts';
import { CellRuns } from './runs.ts';
import {
  type BaselineFiles,
  createSources,
  keyOfSource,
  type LoadedLab,
  openNow,
  readBaseline,
  type Settings,
} from './sources.ts';

/** What a change would set and open; what is not given stays. */
interface Prospect {
  readonly parameters?: LabParameters | undefined;
  readonly open?: Partial<Record<SourceName, string>>;
}

/** The key of what is not open yet. */
const TO_COME = 'to come';

/**
 * The cell graph. A cell's key is its parameters, the keys of what is open where it depends on that,
 * and the keys of what it reads; a result is current while its key is the cell's. Nothing is marked
 * stale by hand, a run of an old key is cancelled, asking for what is current does nothing, and
 * results of keys that come back come back with them.
 */
export class Notebook {
  readonly history: ParameterHistory;
  /** Those in force: a trained lab that is open settles some. */
  readonly parameters: ReadonlySignal<LabParameters>;
  /** The cells that are there as things are set, in their order. */
  readonly shown: ReadonlySignal<readonly CellDefinition[]>;
  /** Those of them that run with all. */
  readonly routine: ReadonlySignal<readonly CellDefinition[]>;
  /** The files that traffic comes from; `null`: it is generated. */
  readonly opened: ReadonlySignal<TrafficFiles | null>;
  /** The files that may be learnt from instead of the traffic. */
  readonly baseline: ReadonlySignal<BaselineFiles | null>;
  /** The trained lab that scores instead of detectors that are fitted. */
  readonly lab: ReadonlySignal<LoadedLab | null>;
  readonly #sources = createSources();
  readonly #runs: CellRuns;
  readonly #tasks: TaskRunner;
  readonly #now: () => number;
  readonly #mayEnd: MayEnd;

  /** @param mayEnd is asked before a change ends long runs that a person has asked for */
  constructor(
    tasks: TaskRunner,
    now: () => number,
    parameters = NOTEBOOK_PARAMETERS,
    mayEnd: MayEnd = async () => true,
  ) {
    this.#mayEnd = mayEnd;
    this.#tasks = tasks;
    this.#now = now;
    this.history = createHistory(parameters, now);
    this.opened = this.#sources.files;
    this.baseline = this.#sources.baseline;
    this.lab = this.#sources.lab;
    const inForce = computed(() =>
      inOrder(parametersInForce(this.history.now.value, this.lab.value?.lab ?? null)),
    );
    this.parameters = inForce;
    this.shown = computed(() => CELLS.filter(({ id }) => isShown(id, inForce.value)));
    this.routine = computed(() => this.shown.value.filter(({ onDemand }) => !onDemand));
    const cells = createCells(
      () => inForce.value,
      (source) => keyOfSource(this.#sources, source),
    );
    this.#runs = new CellRuns(cells, {
      tasks,
      now,
      parameters: () => inForce.peek(),
      settings: () => untracked(() => this.settings()),
      open: (...given) => openNow(this.#sources, ...given),
    });
  }

  cell<Id extends CellId>(id: Id): Cell<Id> {
    return this.#runs.cell(id) as unknown as Cell<Id>;
  }

  /** Whether the cell holds the result of what is set now. An effect that asks follows the answer. */
  isCurrent(id: CellId): boolean {
    return this.#runs.isCurrent(id);
  }

  /** Whether the cell's last run failed or was cancelled, and nothing has changed since. */
  hasEnded(id: CellId): boolean {
    return this.#runs.hasEnded(id);
  }

  /** What is set and open now. */
  settings(): Settings {
    const keyOf = (name: SourceName) => keyOfSource(this.#sources, name);
    const open = { files: keyOf('files'), baseline: keyOf('baseline'), lab: keyOf('lab') };
    return { parameters: this.parameters.value, open };
  }

  /** The long runs that a person has asked for. */
  longRuns(): AskedRun[] {
    return this.#runs.longRuns();
  }

  /** Whether long runs that the prospect would end may be ended; the person is asked. */
  async mayEnd(prospect?: Prospect): Promise<boolean> {
    const runs = this.#longRuns(prospect);
    return runs.length === 0 || this.#mayEnd(runs);
  }

  /** Whether the run of this cell may be ended, where it is long; the person is asked. */
  async mayEndRun(id: CellId): Promise<boolean> {
    const run = this.#runs.longRun(id);
    return run === null || this.#mayEnd([run]);
  }

  #longRuns(prospect?: Prospect) {
    if (prospect === undefined) return this.#runs.longRuns();
    const { open } = untracked(() => this.settings());
    // What a lab that is still to be read would set is not known.
    const lab = prospect.open?.lab === undefined ? this.lab.peek() : null;
    const set = prospect.parameters ?? this.history.now.peek();
    const parameters = inOrder(parametersInForce(set, lab?.lab ?? null));
    return this.#runs.longRuns({ parameters, open: { ...open, ...prospect.open } });
  }

  /** Makes a change; where it would end long runs, once the person has agreed to that. */
  #changing(prospect: Prospect, change: () => void): void {
    const runs = this.#longRuns(prospect);
    if (runs.length === 0) {
      this.#runs.changing(change);
      return;
    }
    this.#mayEnd(runs).then((isAgreed) => {
      if (isAgreed) this.#runs.changing(change);
      else this.history.restate();
    });
  }

  setParameter<Key extends ParameterKey>(key: Key, value: LabParameters[Key]): void {
    this.setParameters({ [key]: value });
  }

  /**
   * Sets some parameters, as one step that can be undone, and cancels the runs that it outdates.
   * What a trained lab settles stays as that has it.
   */
  setParameters(changed: ParameterChanges): void {
    const free = Object.entries(changed).filter(
      ([key]) => this.lab.peek() === null || !isFixed(key as ParameterKey),
    );
    if (free.length === 0) return;
    const set = Object.fromEntries(free);
    const parameters = { ...this.history.now.peek(), ...set };
    this.#changing({ parameters }, () => this.history.change(set));
  }

  /** Sets those that are set otherwise; without any there is no step to take back. */
  #change(changed: ParameterChanges): void {
    const now = this.history.now.peek();
    const others = Object.entries(changed).filter(([key, value]) => now[key] !== value);
    if (others.length > 0) this.history.change(Object.fromEntries(others));
  }

  /**
   * Sets parameters that a cell's run has taken on by itself: it goes on, and its result is that of
   * these parameters. Without a run of that cell they are set as any others.
   */
  takeOn(id: CellId, changed: ParameterChanges): void {
    this.#runs.changing(() => this.history.change(changed), id);
  }

  undo(): void {
    this.#changing({ parameters: this.history.before() }, () => this.history.undo());
  }

  redo(): void {
    this.#changing({ parameters: this.history.after() }, () => this.history.redo());
  }

  /** Goes back to generated traffic. */
  closeFiles(): void {
    this.#changing({ open: { files: '' } }, () => {
      this.#sources.files.value = null;
    });
  }

  /** What a file has that a person must say the meaning of; `null`: nothing. */
  inspect(file: File, cut: TableCut, signal: AbortSignal): Promise<InspectedTable | null> {
    return this.#tasks.run('inspect', { file, cut }, { signal });
  }

  /**
   * Reads files and makes them the source of traffic. Until they have been read whole, and if one
   * cannot be, or a long run is to go on, the notebook stays as it was.
   */
  async openFiles(
    files: TrafficFiles,
    signal: AbortSignal,
    onProgress: TaskProgress,
  ): Promise<void> {
    if (!(await this.mayEnd({ open: { files: TO_COME } }))) throw new Error(RUN_GOES_ON);
    const started = this.#now();
    const parameters = this.parameters.peek();
    const value = await this.#tasks.run('read', { ...files, parameters }, { signal, onProgress });
    this.#runs.changing(() => {
      // A new object, so that files opened once more are a change.
      this.#sources.files.value = { ...files };
      // What was set meanwhile asks for another reading.
      const isAsked = READING_PARAMETERS.every(
        (key) => this.parameters.peek()[key] === parameters[key],
      );
      if (!isAsked) return;
      const milliseconds = this.#now() - started;
      const key = this.#runs.cell('generate').key.peek();
      const settings = untracked(() => this.settings());
      this.#runs.finish('generate', { key, value, milliseconds, settings });
    });
  }

  /**
   * Reads files and learns from them instead of the traffic, as one step. Until they have been read
   * whole, and if one cannot be, the notebook stays as it was.
   */
  async openBaseline(
    files: TrafficFiles,
    signal: AbortSignal,
    onProgress: TaskProgress,
  ): Promise<void> {
    const set = { trainOn: 'file', holdOut: 0, evaluateOn: 'all' } as const;
    const prospect = {
      parameters: { ...this.history.now.peek(), ...set },
      open: { baseline: TO_COME },
    };
    if (!(await this.mayEnd(prospect))) throw new Error(RUN_GOES_ON);
    const parameters = this.parameters.peek();
    const baseline = await readBaseline(files, parameters, this.#tasks, { signal, onProgress });
    this.#runs.changing(() => {
      this.#sources.baseline.value = baseline;
      this.history.change(set);
    });
  }

  /** Forgets the baseline's files, and learns from the traffic again where they were learnt from. */
  closeBaseline(): void {
    this.#changing({ open: { baseline: '' } }, () => {
      this.#sources.baseline.value = null;
      if (this.history.now.peek().trainOn === 'file') this.history.change({ trainOn: 'all' });
    });
  }

  /**
   * Reads a trained lab, which scores from then on; its settings hold, and its thresholds until others
   * are set. If detectors are chosen that it was saved without, its own are from then on. If it cannot
   * be read, the notebook stays as it was.
   */
  async openLab(file: File, signal: AbortSignal): Promise<void> {
    if (!(await this.mayEnd({ open: { lab: TO_COME } }))) throw new Error(RUN_GOES_ON);
    const lab = await this.#tasks.run('readLab', file, { signal });
    this.#runs.changing(() => {
      const names = lab.detectors.map(({ name }) => name);
      const hasAll = this.parameters.peek().detectors.every((name) => names.includes(name));
      this.#change({ ...OWN_THRESHOLDS, ...(!hasAll && { detectors: names }) });
      this.#sources.lab.value = { name: file.name, lab };
    });
  }

  /**
   * Goes back to detectors that are fitted, by the parameters as they were set; thresholds that were
   * set for the trained ones are put aside.
   */
  closeLab(): void {
    this.#changing({ open: { lab: '' } }, () => {
      this.#change(OWN_THRESHOLDS);
      this.#sources.lab.value = null;
    });
  }

  /** Runs the cell, and before it what it reads and is not current. */
  run(id: CellId): Promise<void> {
    return this.#runs.ensure(id, true, true);
  }

  /** Runs what is not current, side by side where nothing stands in the way; not what is on demand. */
  async runAll(): Promise<void> {
    await Promise.all(this.routine.peek().map(({ id }) => this.#runs.ensure(id, false, true)));
  }

  /** Runs what is not current, but for cells that failed or were cancelled as things stand. */
  async runStale(): Promise<void> {
    const wanted = this.routine.peek().filter(({ id }) => !this.hasEnded(id));
    await Promise.all(wanted.map(({ id }) => this.#runs.ensure(id, false)));
  }

  cancel(id: CellId): void {
    this.#runs.drop(id, { kind: 'cancelled', key: this.#runs.cell(id).wantedKey.peek() });
  }

  /** Forgets every result, and ends every run. Parameters and what is open stay. */
  restart(): void {
    this.#runs.forget();
  }
}

/** Detectors in the order of the cells, whatever that of choosing. */
function inOrder(parameters: LabParameters): LabParameters {
  const { detectors } = parameters;
  return { ...parameters, detectors: DETECTOR_NAMES.filter((name) => detectors.includes(name)) };
}
