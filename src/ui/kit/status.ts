import { formatDuration } from '../../charts/format.ts';
import type { CellId } from '../../notebook/cell-definition.ts';
import { notebook } from '../lab.ts';

export type Status = 'fresh' | 'stale' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A sign and a word for each state: never colour alone. */
export const STATUS_SIGNS: Readonly<Record<Status, { sign: string; word: string }>> = {
  fresh: { sign: '○', word: 'not run yet' },
  stale: { sign: '◌', word: 'out of date' },
  queued: { sign: '…', word: 'waiting' },
  running: { sign: '▶', word: 'running' },
  done: { sign: '✓', word: 'done' },
  failed: { sign: '✕', word: 'failed' },
  cancelled: { sign: '■', word: 'cancelled' },
};

/** What a cell is up to. Reads signals: a component that calls it follows the cell. */
export function statusOf(id: CellId): Status {
  const { activity, result } = notebook.cell(id);
  const { kind } = activity.value;
  const over = (kind === 'failed' || kind === 'cancelled') && !notebook.hasEnded(id);
  if (kind !== 'idle' && !over) return kind;
  if (result.value === null) return 'fresh';
  return notebook.isCurrent(id) ? 'done' : 'stale';
}

/** The state in words, with progress or the time it took. */
export function statusText(id: CellId): string {
  const status = statusOf(id);
  const { activity, result } = notebook.cell(id);
  if (activity.value.kind === 'running') return `running ${percentDone(activity.value.progress)}`;
  if (status === 'done' && result.value !== null) return formatDuration(result.value.milliseconds);
  return STATUS_SIGNS[status].word;
}

function percentDone(progress: number): string {
  return progress === 0 ? '' : `${Math.floor(100 * progress)} %`;
}
