import { signal } from '@preact/signals';
import { Notebook } from '../notebook/notebook.ts';
import type { DetectorName } from '../pipeline/parameter-facts.ts';
import { createWorkerPool } from '../worker/bridge.ts';

/** Detectors fit side by side, one worker each, even where the machine has fewer cores. */
const WORKERS = Math.min(4, Math.max(3, navigator.hardwareConcurrency));

/** The notebook on this page. */
export const notebook = new Notebook(createWorkerPool(WORKERS), () => performance.now());

/** The detector whose scores and attacks are shown; the notebook shows the forest's. */
export const shownDetector = signal<DetectorName>('isolation-forest');
