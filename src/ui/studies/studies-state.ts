import { createStudies } from '../../notebook/studies.ts';
import { perLab } from '../lab.ts';

/** Sweeps and leave-one-out, one study at a time. */
export const studies = perLab(({ tasks, clock }) => createStudies(tasks, tasks.lanes ?? 1, clock));
