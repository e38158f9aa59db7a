import { computed, type Signal, signal } from '@preact/signals';
import { MONDAY_BASE } from '../eval/monday.ts';
import { keepLive } from '../notebook/live.ts';
import { Notebook } from '../notebook/notebook.ts';
import { decodeLink } from '../notebook/share-link.ts';
import { createStudies } from '../notebook/studies.ts';
import type { DetectorName } from '../pipeline/parameter-facts.ts';
import { createWorkerPool } from '../worker/bridge.ts';
import { mode } from './preferences.ts';

/** Detectors fit side by side; where there are cores for it, one is left to the page. */
const WORKERS = Math.min(4, Math.max(2, navigator.hardwareConcurrency - 1));

/** The parameters that the address sets, and what of it could not be used. */
export const openedLink = decodeLink(location.search);

const workers = createWorkerPool(WORKERS);

/** The notebook on this page. */
export const notebook = new Notebook(workers, () => performance.now(), openedLink.parameters);

export const live = computed(() => mode.value === 'live');

keepLive(notebook, live);

/** The detector whose scores and attacks are shown; the notebook shows the forest's. */
export const shownDetector = signal<DetectorName>('isolation-forest');

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
export const handThresholds: Readonly<Record<DetectorName, Signal<HandThreshold | null>>> = {
  'isolation-forest': signal(null),
  'one-class-svm': signal(null),
  'local-outlier-factor': signal(null),
};

/** The network that alerts a day are worked out for. */
export const mondayBase = signal(MONDAY_BASE);
