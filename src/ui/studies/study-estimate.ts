import type { CellId } from '../../notebook/cell-definition.ts';
import { planTimeStudy } from '../../pipeline/studies/time-study.ts';
import { planVoting } from '../../pipeline/studies/voting.ts';
import { pageLab } from '../lab.ts';

/**
 * How long a study is likely to take: the fits that it plans, each as long as those of the detectors
 * in this run; where it plans none, as long as its last run. Reads signals.
 *
 * @returns milliseconds; `null` where nothing is known yet to go by
 */
export function estimateOf(id: CellId, lab = pageLab): number | null {
  const { notebook, tasks } = lab;
  const fits = fitsPlanned(id, lab);
  const once = millisecondsOfFits(lab);
  if (fits === null || once === null) return notebook.cell(id).result.value?.milliseconds ?? null;
  return (fits * once) / (tasks.lanes ?? 1);
}

/** How often a study fits all detectors; `null` where it is not made of that, or cannot be planned. */
function fitsPlanned(id: CellId, { notebook }: typeof pageLab): number | null {
  const parameters = notebook.parameters.value;
  try {
    if (id === 'voting') return planVoting(parameters).trials.length;
    if (id !== 'time') return null;
    const { trials } = planTimeStudy(parameters);
    return trials.reduce((sum, { variants }) => sum + variants.length, 0);
  } catch {
    // What is wrong with the seeds is said when the study is run.
    return null;
  }
}

/** Fitting every chosen detector once and scoring by it; `null` before one has run. */
function millisecondsOfFits({ notebook, chosenDetectors }: typeof pageLab): number | null {
  const times = chosenDetectors.value.flatMap(
    ({ name }) => notebook.cell(name).result.value?.value.milliseconds ?? [],
  );
  return times.length === 0 ? null : times.reduce((sum, { fit, score }) => sum + fit + score, 0);
}

/** Milliseconds that are left of a run, by what of it is done; `null` as long as that says little. */
export function timeLeft(elapsed: number, progress: number): number | null {
  if (elapsed < 2000 || progress < 0.02) return null;
  return (elapsed * (1 - progress)) / progress;
}

/** An estimate in words, no more exact than it is: `about 40 s`, `about 3 min`. */
export function aboutTime(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 100) {
    const step = seconds < 20 ? 1 : 5;
    return `about ${Math.max(1, step * Math.round(seconds / step))} s`;
  }
  return `about ${Math.round(seconds / 60)} min`;
}
