import { useEffect, useRef } from 'preact/hooks';
import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { notebook, pageLab } from '../lab.ts';
import { aboutTime, estimateOf, timeLeft } from './study-estimate.ts';

/** How long a cell's run will take: of a study before it starts, of what is slow while it runs. */
export function RunTime({ id }: { readonly id: CellId }) {
  const now = notebook.cell(id).activity.value;
  const began = useRef(0);
  const isRunning = now.kind === 'running';
  useEffect(() => {
    if (isRunning) began.current = pageLab.clock();
  }, [isRunning]);
  if (isRunning) {
    const left =
      began.current === 0 ? null : timeLeft(pageLab.clock() - began.current, now.progress);
    return left === null ? null : <span class="run-time">{aboutTime(left)} left</span>;
  }
  if (!cellDefinition(id).onDemand || now.kind === 'queued' || notebook.isCurrent(id)) return null;
  const estimate = estimateOf(id);
  return estimate === null ? null : <span class="run-time">{aboutTime(estimate)}</span>;
}
