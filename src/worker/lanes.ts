import type { TaskKind } from './task-kinds.ts';

/** Who comes first where several wait. */
const ORDER: readonly TaskKind[] = ['short', 'step', 'driven', 'background'];

/** Ends a task's stay in its lane. Called once. */
type Leave = () => void;

/** Places for tasks that run side by side. */
export interface Lanes {
  /** Resolves when a task of that kind may run; rejects with the signal's reason when that aborts. */
  enter(kind: TaskKind, signal: AbortSignal): Promise<Leave>;
}

/**
 * Lanes that no kind of task can keep from the others for ever. Background tasks take one fewer than
 * there are, if there are several. One driven task takes a lane, and may stand still in it; what is
 * left is shared by all others, so that on two lanes steps and trials of a study take turns, steps
 * first. Where there is but one lane, the driven task goes beside it: what stands still computes
 * nothing.
 *
 * @param size lanes, at least 1
 */
export function createLanes(size: number): Lanes {
  const running: Record<TaskKind, number> = { short: 0, step: 0, driven: 0, background: 0 };
  const waiting: { readonly kind: TaskKind; readonly start: () => void }[] = [];

  const isOpen = (kind: TaskKind): boolean => {
    if (kind === 'driven' && (running.driven > 0 || size === 1)) return running.driven === 0;
    if (kind === 'background' && running.background >= Math.max(1, size - 1)) return false;
    const driven = size === 1 ? 0 : running.driven;
    return running.short + running.step + running.background + driven < size;
  };

  const admit = () => {
    for (const kind of ORDER) {
      while (isOpen(kind)) {
        const next = waiting.find((one) => one.kind === kind);
        if (next === undefined) break;
        running[kind]++;
        waiting.splice(waiting.indexOf(next), 1);
        next.start();
      }
    }
  };

  return {
    enter: (kind, signal) =>
      new Promise((done, failed) => {
        signal.throwIfAborted();
        const giveUp = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          failed(signal.reason);
        };
        const leave = () => {
          running[kind]--;
          admit();
        };
        const start = () => {
          signal.removeEventListener('abort', giveUp);
          done(leave);
        };
        const entry = { kind, start };
        signal.addEventListener('abort', giveUp);
        waiting.push(entry);
        admit();
      }),
  };
}
