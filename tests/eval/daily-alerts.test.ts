import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import {
  dailyAlertsAt,
  dailyAlertsOf,
  type Rates,
} from '../../src/eval/thresholds/daily-alerts.ts';
import { DAILY_BASE } from '../../src/eval/thresholds/daily-base.ts';
import { operatingPointAt, sortScores } from '../../src/eval/thresholds/operating-point.ts';
import { wilsonInterval } from '../../src/eval/wilson.ts';

const rates = (recall: number, falsePositiveRate: number): Rates => ({
  recall,
  falsePositiveRate,
  falsePositiveInterval: wilsonInterval(Math.round(falsePositiveRate * 1e5), 1e5),
});

/** What 1,900 normal flows with 8 false alerts and 310 attacks with 213 found tell. */
const FOREST: Rates = {
  recall: 213 / 310,
  falsePositiveRate: 8 / 1900,
  falsePositiveInterval: wilsonInterval(8, 1900),
};

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('alerts a day at work', () => {
  test.each([
    [1, 0.66],
    [0.7, 0.58],
  ])(
    'Axelsson: at 2 in 100,000 and recall %f, a false alarm in 100,000 leaves %f true',
    (recall, expected) => {
      const { precision } = dailyAlertsOf(
        { flowsPerDay: 1e6, attackRate: 2e-5 },
        rates(recall, 1e-5),
      );
      expect(Math.floor(100 * (precision ?? 0)) / 100).toBe(expected);
    },
  );

  test('a precision of 96 % in the lab is one of 14 % at work', () => {
    const day = dailyAlertsOf(DAILY_BASE, FOREST);
    expect(Math.round(day.found)).toBe(687);
    expect(Math.round(day.missed)).toBe(313);
    expect(Math.round(day.alerts)).toBe(4893);
    expect(day.precision).toBeCloseTo(0.14, 2);
    expect(Math.round(day.alertsRange.low)).toBe(2820);
    expect(Math.round(day.alertsRange.high)).toBe(8966);
  });

  test('at the base rate of the lab it is the precision of the lab', () => {
    const day = dailyAlertsOf({ flowsPerDay: 2210, attackRate: 310 / 2210 }, FOREST);
    expect(day.precision).toBeCloseTo(213 / 221, 12);
    expect(day.alerts).toBeCloseTo(221, 9);
  });

  test('every attack is found or missed, every alert real or false, every figure within its range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        share,
        share,
        fc.nat(1000),
        (flowsPerDay, attackRate, recall, fp) => {
          const day = dailyAlertsOf(
            { flowsPerDay, attackRate },
            {
              recall,
              falsePositiveRate: fp / 1000,
              falsePositiveInterval: wilsonInterval(fp, 1000),
            },
          );
          expect(day.found + day.missed).toBeCloseTo(day.attacks, 5);
          expect(day.found + day.falseAlerts).toBe(day.alerts);
          expect(day.alertsRange.low).toBeLessThanOrEqual(day.alerts);
          expect(day.alertsRange.high).toBeGreaterThanOrEqual(day.alerts);
          if (day.precision === null) return;
          expect(day.precision * day.alerts).toBeCloseTo(day.found, 5);
          expect(day.precisionRange?.low).toBeLessThanOrEqual(day.precision);
          expect(day.precisionRange?.high).toBeGreaterThanOrEqual(day.precision);
        },
      ),
    );
  });

  test('nothing found and no false alarm: no precision', () => {
    const day = dailyAlertsOf({ flowsPerDay: 100, attackRate: 1 }, rates(0, 0));
    expect(day).toMatchObject({ alerts: 0, precision: null, precisionRange: null });
    const quiet = dailyAlertsOf({ flowsPerDay: 100, attackRate: 0.5 }, rates(0, 0));
    expect(quiet).toMatchObject({ precision: null, precisionRange: { low: 0, high: 0 } });
  });

  test('normal flows and attacks are needed to measure on', () => {
    const attackType = { names: ['scan'], codes: new Uint32Array(2) };
    const at = (...label: number[]) =>
      operatingPointAt(
        sortScores({ scores: Float64Array.of(1, 2), label: Int8Array.from(label), attackType }),
        1.5,
      );
    expect(dailyAlertsAt(DAILY_BASE, at(1, 1))).toBeNull();
    expect(dailyAlertsAt(DAILY_BASE, at(0, 0))).toBeNull();
    expect(dailyAlertsAt(DAILY_BASE, at(-1, -1))).toBeNull();
    expect(dailyAlertsAt(DAILY_BASE, at(1, 0))).toMatchObject({ found: 1000, falseAlerts: 0 });
  });

  test('a base that cannot be is refused with the range that can', () => {
    expect(() => dailyAlertsOf({ flowsPerDay: 0, attackRate: 0.1 }, FOREST)).toThrow(InputError);
    expect(() => dailyAlertsOf({ flowsPerDay: 10, attackRate: 1.5 }, FOREST)).toThrow(
      'The attack rate must be a share in 0 … 100 %, such as 0.1 %; got 150 %.',
    );
    expect(() => dailyAlertsOf({ flowsPerDay: Number.NaN, attackRate: 0 }, FOREST)).toThrow(
      /got NaN/,
    );
  });
});
