import { InputError } from '../../data/errors.ts';
import { dailyAlertsAt } from './daily-alerts.ts';
import type { Base } from './daily-base.ts';
import { type OperatingPoint, operatingPointAt, type SortedScores } from './operating-point.ts';
import { type AlertThreshold, thresholdOfSorted } from './thresholds.ts';

/**
 * Alerts a day that an operating point means on a network: of normal flows and attacks as rare as they
 * are there, or, where labels do not tell them apart, the share flagged here of all its flows. O(1).
 *
 * @throws InputError where the base is out of range
 */
export function alertsADay(base: Base, point: OperatingPoint): number {
  const day = dailyAlertsAt(base, point);
  if (day !== null) return day.alerts;
  return point.rows === 0 ? 0 : (base.flowsPerDay * point.alerts) / point.rows;
}

/**
 * The lowest bar that gives at most `wanted` alerts a day; with scores to spare none is flagged. O(types
 * × log² n).
 *
 * @throws InputError where `wanted` is negative or the base is out of range
 */
export function thresholdForAlertsADay(
  sorted: SortedScores,
  base: Base,
  wanted: number,
): AlertThreshold {
  if (!(wanted >= 0)) {
    throw new InputError(`Alerts a day must be 0 or more, such as 100; got ${wanted}.`);
  }
  const { scores } = sorted;
  const at = (alerts: number) => thresholdOfSorted(scores, alerts, 'spared');
  const fits = (alerts: number) =>
    alertsADay(base, operatingPointAt(sorted, at(alerts).threshold)) <= wanted;
  // Alerts a day rise with the alerts here: those that fit come first.
  let least = 0;
  let most = scores.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  return at(least);
}
