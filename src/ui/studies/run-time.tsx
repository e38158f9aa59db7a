import { useEffect, useRef } from 'preact/hooks';
import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { aboutTime } from '../../pipeline/run/sample-words.ts';
import { live, notebook, pageLab } from '../lab.ts';
import { estimateOf, isLargeFit, isNetwork, mayEndEarly, timeLeft } from './study-estimate.ts';

/** How long a cell's run will take: of a study or a network before it starts, of what is slow while it runs. */
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
  const isLarge = isLargeFit(id);
  const isSlow = cellDefinition(id).onDemand || isLarge || (isNetwork(id) && !live.value);
  if (!isSlow || now.kind === 'queued' || notebook.isCurrent(id)) return null;
  const estimate = estimateOf(id);
  if (estimate === null) {
    if (!isLarge) return null;
    return <span class="run-time">time not known: run it on a sample of the flows first</span>;
  }
  return (
    <span class="run-time">
      {mayEndEarly(id) && 'at most '}
      {aboutTime(estimate)}
    </span>
  );
}
