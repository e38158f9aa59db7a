import { InputError } from '../../data/errors.ts';
import type { Interval } from '../wilson.ts';
import type { Base } from './daily-base.ts';
import type { OperatingPoint } from './operating-point.ts';

/*
 * Alerts a day at work: from rates measured in the lab to alerts a day on a real network,
 * where attacks are rarer than in any data set made to learn from.
 */

/** How a detector works at a threshold; shares 0 … 1. */
export interface Rates {
  readonly recall: number;
  readonly falsePositiveRate: number;
  /** Where the false positive rate probably lies. */
  readonly falsePositiveInterval: Interval;
}

/** A day in expected numbers of flows, which need not be whole. */
export interface DailyAlerts {
  readonly attacks: number;
  readonly found: number;
  readonly missed: number;
  readonly falseAlerts: number;
  readonly alerts: number;
  /** found / alerts; null where nothing raises an alert. */
  readonly precision: number | null;
  /** The three that hang on the false positive rate, over its interval. */
  readonly falseAlertsRange: Interval;
  readonly alertsRange: Interval;
  readonly precisionRange: Interval | null;
}

/**
 * The day that follows from a base rate p and a detector's rates on N flows:
 *
 *     found = N p · recall        false alerts = N (1 − p) · FPR
 *     precision = p · recall / (p · recall + (1 − p) · FPR)        (Bayes)
 *
 * It takes the rates for true of that network's traffic: the same mix of attacks, the same kind of
 * normal flows. Only the uncertainty of the false positive rate is carried through.
 *
 * Source: Axelsson, "The base-rate fallacy and the difficulty of intrusion detection", ACM TISSEC
 * 3(3), 2000.
 *
 * @throws InputError where the base is out of range
 */
export function dailyAlertsOf(base: Base, rates: Rates): DailyAlerts {
  checkBase(base);
  const { flowsPerDay, attackRate } = base;
  const attacks = flowsPerDay * attackRate;
  const normals = flowsPerDay - attacks;
  const found = attacks * rates.recall;
  const falseAlerts = normals * rates.falsePositiveRate;
  const { low, high } = rates.falsePositiveInterval;
  const best = precisionOf(found, normals * low);
  const worst = precisionOf(found, normals * high);
  return {
    attacks,
    found,
    missed: attacks - found,
    falseAlerts,
    alerts: found + falseAlerts,
    precision: precisionOf(found, falseAlerts),
    falseAlertsRange: { low: normals * low, high: normals * high },
    alertsRange: { low: found + normals * low, high: found + normals * high },
    // Nothing found and no false alert at the low end: the precision there is that of nothing.
    precisionRange: worst === null ? null : { low: worst, high: best ?? worst },
  };
}

/** The day at an operating point; null where normal flows or attacks to measure on are missing. */
export function dailyAlertsAt(base: Base, { judged }: OperatingPoint): DailyAlerts | null {
  if (judged === null) return null;
  const { confusion, metrics, falsePositiveInterval } = judged;
  const { tn, fp, fn, tp } = confusion;
  if (tn + fp === 0 || fn + tp === 0) return null;
  return dailyAlertsOf(base, { ...metrics, falsePositiveInterval });
}

function precisionOf(found: number, falseAlerts: number): number | null {
  return found + falseAlerts === 0 ? null : found / (found + falseAlerts);
}

function checkBase({ flowsPerDay, attackRate }: Base): void {
  if (!(flowsPerDay > 0 && flowsPerDay <= 1e12)) {
    throw new InputError(
      `Flows a day must be a number above 0 and up to 1e12, such as 1,000,000; got ${flowsPerDay}.`,
    );
  }
  if (!(attackRate >= 0 && attackRate <= 1)) {
    throw new InputError(
      `The attack rate must be a share in 0 … 100 %, such as 0.1 %; got ${100 * attackRate} %.`,
    );
  }
}
