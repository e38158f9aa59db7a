import type { DetectorEvaluation } from '../../eval/compare.ts';

/** Figures inside the sentences that the lab computes: on the page and on the command line alike. */

/** `2210` as `2,210`. */
export function countOf(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** A count and its noun: `1 flow`, `2,210 flows`. */
export function many(value: number, noun: string): string {
  return `${countOf(value)} ${value === 1 ? noun : `${noun}s`}`;
}

/** A share 0 … 1 as `14.0 %`; never rounded up to all. */
export function shareOf(share: number): string {
  if (share < 1 && share >= 0.9995) return 'more than 99.9 %';
  return `${(100 * share).toFixed(1)} %`;
}

/** A measure 0 … 1 with three digits. */
export function measureOf(value: number): string {
  return value.toFixed(3);
}

/** Bytes in megabytes of a million: `1.5 MB`. */
export function megabytesOf(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `port_scan` as `port scan`. */
export function kindOf(type: string): string {
  return type.replaceAll('_', ' ');
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The smallest and the largest of some counts: `30 to 50`, or `40` where all are equal. */
export function rangeOf(values: readonly number[]): string {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return least === most ? countOf(least) : `${countOf(least)} to ${countOf(most)}`;
}

/**
 * What a detector's alerts are worth, in the fewest words: `221 alerts, 213 right. 97 of 310 attacks
 * missed.` Without labels only how many there are.
 */
export function alertsHeadline({ predictedAnomalies, confusion }: Alerts): string {
  const alerts = many(predictedAnomalies, 'alert');
  if (confusion === null) return `${alerts}.`;
  const { tp, fn } = confusion;
  return `${alerts}, ${countOf(tp)} right. ${countOf(fn)} of ${many(tp + fn, 'attack')} missed.`;
}

type Alerts = Pick<DetectorEvaluation, 'predictedAnomalies' | 'confusion'>;
