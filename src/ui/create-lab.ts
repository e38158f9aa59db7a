import { computed, type Signal, signal } from '@preact/signals';
import { type LabelWords, NO_LABEL_WORDS } from '../data/import/labels/words-said.ts';
import type { KnownTable } from '../data/import/mapping/known-tables.ts';
import { DAILY_BASE } from '../eval/thresholds/daily-base.ts';
import { keepLive } from '../notebook/live.ts';
import { Notebook } from '../notebook/notebook.ts';
import type { PinnedRun } from '../notebook/pins.ts';
import type { OpenedLink } from '../notebook/share-link.ts';
import { DETECTORS } from '../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../pipeline/parameters/lab-parameters.ts';
import type { Verdict } from '../pipeline/traffic/verdicts.ts';
import type { Marks } from '../pipeline/triage/marks.ts';
import type { AllowRule } from '../pipeline/triage/rules.ts';
import type { TaskRunner } from '../worker/bridge.ts';
import type { StreamResult } from '../worker/stream-protocol.ts';
import { createPreferences, type PreferenceStorage } from './shell/preferences.ts';
import { createConfirm } from './studies/confirm.ts';

/** What a lab is made with. */
export interface LabContext {
  readonly tasks: TaskRunner;
  /** In milliseconds. */
  readonly clock: () => number;
  readonly storage: PreferenceStorage;
  /** The parameters that the address sets, and what of it could not be used. */
  readonly link: OpenedLink;
}

/** A stream under way, or over: through the port it is driven and tells how it stands. */
export interface StreamRun {
  readonly port: MessagePort;
  readonly ending: Promise<StreamResult>;
}

/** The notebook, and all that a person has chosen or said beside it. */
export interface Lab extends ReturnType<typeof createLab> {}

/**
 * Makes a lab as it stands before anybody has touched it. In live mode it computes by itself what is
 * not current. It reads neither the page nor its address, so that it can be tried without a browser.
 */
export function createLab({ tasks: given, clock, storage, link }: LabContext) {
  const preferences = createPreferences(storage);
  const streamRun = signal<StreamRun | null>(null);
  const tasks = tellingStreams(given, streamRun);
  const confirm = createConfirm();
  const notebook = new Notebook(tasks, clock, link.parameters, confirm.mayEnd);
  const live = computed(() => preferences.mode.value === 'live');
  const heldBack = signal(false);
  keepLive(
    notebook,
    computed(() => live.value && !heldBack.value),
    clock,
  );
  return {
    openedLink: link,
    tasks,
    clock,
    preferences,
    notebook,
    confirm,
    live,
    /** While it is true, a live lab waits: the first pictures of the page come before its run. */
    heldBack,
    ...createDetectorChoice(notebook),
    /** The last stream that was begun; `null` before the first. */
    streamRun,
    /** The flow whose card is open and which charts mark, by row number. */
    selectedFlow: signal<number | null>(null),
    /** The type of traffic, as the traffic names it, that the table of flows is limited to. */
    selectedType: signal<string | null>(null),
    /** The verdict that the table of flows is limited to. */
    selectedVerdict: signal<Verdict | 'any'>('any'),
    /** The network that alerts a day are worked out for. */
    dailyBase: signal(DAILY_BASE),
    /**
     * What a person knows to be fine. The rules stay, whatever the traffic; they are no parameters, so
     * they are never in the link.
     */
    allowRules: signal<readonly AllowRule[]>([]),
    /** How tables of unknown columns are read, as a person said on this visit; the last word holds. */
    columnMappings: signal<readonly KnownTable[]>([]),
    /** What words mean as labels, as a person said of the files that are open, or are being read. */
    labelWords: signal<LabelWords>(NO_LABEL_WORDS),
    /** What a person says flows are, by the fingerprint of the traffic that they are in. */
    marks: signal<ReadonlyMap<string, Marks>>(new Map()),
    /** The run whose figures are compared with those of now; `null`: none is pinned. */
    pinned: signal<PinnedRun | null>(null),
  };
}

/** Gives each stream a port, and tells of it. */
function tellingStreams(tasks: TaskRunner, streamRun: Signal<StreamRun | null>): TaskRunner {
  return {
    ...tasks,
    run: (task, input, options) => {
      if (task !== 'stream') return tasks.run(task, input, options);
      const { port1: port, port2 } = new MessageChannel();
      const ending = tasks.run(task, { ...input, port: port2 }, options);
      streamRun.value = { port, ending: ending as Promise<unknown> as Promise<StreamResult> };
      return ending;
    },
  };
}

function createDetectorChoice({ parameters }: Notebook) {
  const chosenDetectors = computed(() =>
    DETECTORS.filter(({ name }) => parameters.value.detectors.includes(name)),
  );
  const askedDetector = signal<DetectorName>('isolation-forest');
  return {
    /** The detectors that a person chose, in the order of their cells. */
    chosenDetectors,
    /** The detector that a person asked to see; the notebook shows the forest. */
    askedDetector,
    /** The detector whose scores and attacks are shown: another one while that is not chosen. */
    shownDetector: computed((): DetectorName => {
      const names = chosenDetectors.value.map(({ name }) => name);
      return names.find((name) => name === askedDetector.value) ?? names[0] ?? 'isolation-forest';
    }),
  };
}

/** What a table by detectors has of this one. */
export function known<Value>(values: ReadonlyMap<DetectorName, Value>, name: DetectorName): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`There is no detector "${name}".`);
  return value;
}
