import { computed, type Signal, signal } from '@preact/signals';
import { type LabelWords, NO_LABEL_WORDS } from '../data/import/labels/words-said.ts';
import type { KnownTable } from '../data/import/mapping/known-tables.ts';
import { MONDAY_BASE } from '../eval/thresholds/monday-base.ts';
import { keepLive } from '../notebook/live.ts';
import { Notebook } from '../notebook/notebook.ts';
import { decodeLink } from '../notebook/share-link.ts';
import { createStudies } from '../notebook/studies.ts';
import { DETECTORS } from '../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../pipeline/parameters/lab-parameters.ts';
import type { Marks } from '../pipeline/triage/marks.ts';
import type { AllowRule } from '../pipeline/triage/rules.ts';
import { createWorkerPool, type TaskRunner } from '../worker/bridge.ts';
import type { StreamResult } from '../worker/stream-protocol.ts';
import { mode } from './shell/preferences.ts';

/** Detectors fit side by side; where there are cores for it, one is left to the page. */
const WORKERS = Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1));

/** The parameters that the address sets, and what of it could not be used. */
export const openedLink = decodeLink(location.search);

const workers = createWorkerPool(WORKERS);

/** Files are read by workers of their own, so that a file never waits for a detector at work. */
const readers = createWorkerPool(2);

/** One stream at a time, in a worker of its own: while it pauses, it holds nobody up. */
const streams = createWorkerPool(1);

/** A stream under way, or over: through the port it is driven and tells how it stands. */
interface StreamRun {
  readonly port: MessagePort;
  readonly ending: Promise<StreamResult>;
}

/** The last stream that was begun; `null` before the first. */
export const streamRun = signal<StreamRun | null>(null);

const tasks: TaskRunner = {
  lanes: WORKERS,
  run: (task, input, options) => {
    if (task !== 'stream') {
      return (/^read|^inspect$/.test(task) ? readers : workers).run(task, input, options);
    }
    const { port1: port, port2 } = new MessageChannel();
    const ending = streams.run(task, { ...input, port: port2 }, options);
    streamRun.value = { port, ending: ending as Promise<unknown> as Promise<StreamResult> };
    return ending;
  },
};

/** The notebook on this page. */
export const notebook = new Notebook(tasks, () => performance.now(), openedLink.parameters);

export const live = computed(() => mode.value === 'live');

keepLive(notebook, live);

/** The detectors that a person chose, in the order of their cells. */
export const chosenDetectors = computed(() =>
  DETECTORS.filter(({ name }) => notebook.parameters.value.detectors.includes(name)),
);

/** The detector that a person asked to see; the notebook shows the forest. */
export const askedDetector = signal<DetectorName>('isolation-forest');

/** The detector whose scores and attacks are shown: another one while that is not chosen. */
export const shownDetector = computed((): DetectorName => {
  const names = chosenDetectors.value.map(({ name }) => name);
  return names.find((name) => name === askedDetector.value) ?? names[0] ?? 'isolation-forest';
});

/** The flow whose card is open and which charts mark, by row number. */
export const selectedFlow = signal<number | null>(null);

/** The type of traffic, as the traffic names it, that the table of flows is limited to. */
export const selectedType = signal<string | null>(null);

/** Sweeps and leave-one-out, which leave a worker for the cells. */
export const studies = createStudies(workers, WORKERS - 1, () => performance.now());

/** A threshold that a person set, in scikit-learn's sense: what scores below is flagged. */
interface HandThreshold {
  readonly threshold: number;
  /** The detector's result that it was set for; another one puts it aside, unless it is held. */
  readonly resultKey: string | undefined;
  readonly held: boolean;
}

/** Thresholds set by hand; `null`: the detector's own. */
const HAND_THRESHOLDS = new Map(
  DETECTORS.map(({ name }) => [name, signal<HandThreshold | null>(null)]),
);

/** The threshold that a person set for a detector; `null`: its own counts. */
export function handThreshold(name: DetectorName): Signal<HandThreshold | null> {
  return known(HAND_THRESHOLDS, name);
}

/** What a table by detectors has of this one. */
export function known<Value>(values: ReadonlyMap<DetectorName, Value>, name: DetectorName): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`There is no detector "${name}".`);
  return value;
}

/** The network that alerts a day are worked out for. */
export const mondayBase = signal(MONDAY_BASE);

/**
 * What a person knows to be fine. The rules stay for the visit, whatever the traffic; they are no
 * parameters, so they are never in the link.
 */
export const allowRules = signal<readonly AllowRule[]>([]);

/** How tables of unknown columns are read, as a person said on this visit; the last word holds. */
export const columnMappings = signal<readonly KnownTable[]>([]);

/** What words mean as labels, as a person said of the files that are open, or are being read. */
export const labelWords = signal<LabelWords>(NO_LABEL_WORDS);

/** What a person says flows are, by the fingerprint of the traffic that they are in. */
export const marks = signal<ReadonlyMap<string, Marks>>(new Map());
