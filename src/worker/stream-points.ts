import { entryAt } from '../data/entry-at.ts';
import { ATTACK } from '../data/flow-table.ts';
import type { StreamStep } from '../pipeline/stream/stream.ts';
import type { StreamPlan } from '../pipeline/stream/stream-plan.ts';
import { IS_ALERT, IS_ATTACK, MOST_POINTS, type StreamPoints } from './stream-protocol.ts';

/** The last flows of steps that follow one another, as many as a picture has room for. */
export function pointsOf(
  steps: readonly StreamStep[],
  { order, labels }: StreamPlan,
): StreamPoints {
  const to = steps.at(-1)?.to ?? 0;
  const from = Math.max(steps[0]?.from ?? 0, to - MOST_POINTS);
  const scores = new Float64Array(to - from);
  const thresholds = new Float64Array(to - from);
  for (const step of steps) {
    const skip = Math.max(0, from - step.from);
    if (step.to <= from) continue;
    scores.set(step.scores.subarray(skip), step.from + skip - from);
    thresholds.set(step.thresholds.subarray(skip), step.from + skip - from);
  }
  const marks = new Uint8Array(to - from).map((_, i) => {
    const attack = labels.label[entryAt(order, from + i, 'flow')] === ATTACK;
    const alert = entryAt(scores, i, 'score') > entryAt(thresholds, i, 'threshold');
    return (attack ? IS_ATTACK : 0) + (alert ? IS_ALERT : 0);
  });
  return { places: scores.map((_, i) => from + i), scores, thresholds, marks };
}
