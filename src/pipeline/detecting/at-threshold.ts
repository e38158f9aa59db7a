/** Whether a decision lies within the solver's error of 0. */
export function isAtThreshold(decision: number, tolerance: number): boolean {
  return tolerance > 0 && Math.abs(decision) <= tolerance;
}
