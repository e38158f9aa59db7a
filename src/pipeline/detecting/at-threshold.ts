import type { Assessment } from '../../models/detector.ts';

/** Whether a decision lies within the solver's error of 0. */
export function isAtThreshold(decision: number, tolerance: number): boolean {
  return tolerance > 0 && Math.abs(decision) <= tolerance;
}

/** How many alerts are at the threshold. O(flows). */
export function countAtThreshold({ decisions, predictions }: Assessment, tolerance = 0): number {
  if (tolerance === 0) return 0;
  let alerts = 0;
  for (let row = 0; row < decisions.length; row++) {
    if (predictions[row] === -1 && isAtThreshold(decisions[row], tolerance)) alerts++;
  }
  return alerts;
}
