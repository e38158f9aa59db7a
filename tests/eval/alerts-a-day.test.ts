import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ATTACK, NORMAL, UNLABELLED } from '../../src/data/flow-table.ts';
import { alertsADay, thresholdForAlertsADay } from '../../src/eval/thresholds/alerts-a-day.ts';
import { dailyAlertsAt } from '../../src/eval/thresholds/daily-alerts.ts';
import { operatingPointAt, sortScores } from '../../src/eval/thresholds/operating-point.ts';

const base = { flowsPerDay: 10_000, attackRate: 0.01 };

function sorted(scores: readonly number[], labels: readonly number[]) {
  return sortScores({
    scores: Float64Array.from(scores),
    label: Int8Array.from(labels),
    attackType: {
      codes: Uint32Array.from(labels, (label) => (label === ATTACK ? 1 : 0)),
      names: ['normal', 'attack'],
    },
  });
}

test('no threshold with more alerts keeps to the number a day', () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom(NORMAL, ATTACK, UNLABELLED)),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, fc.double({ min: 0, max: 10_000, noNaN: true }), (flows, wanted) => {
      const scores = flows.map(([score]) => score);
      const cut = sorted(
        scores,
        flows.map(([, label]) => label),
      );
      const { threshold, alerts } = thresholdForAlertsADay(cut, base, wanted);
      const point = operatingPointAt(cut, threshold);
      expect(point.alerts).toBe(alerts);
      expect(alertsADay(base, point)).toBeLessThanOrEqual(wanted);
      for (const score of scores) {
        const higher = operatingPointAt(cut, score + 0.5);
        if (higher.alerts > alerts) expect(alertsADay(base, higher)).toBeGreaterThan(wanted);
      }
    }),
  );
});

describe('alerts a day', () => {
  it('are those of the calculator where labels tell attacks apart', () => {
    const cut = sorted([-3, -2, -1, 0], [ATTACK, NORMAL, NORMAL, ATTACK]);
    const point = operatingPointAt(cut, -1.5);
    // Half of 100 attacks, half of 9,900 normal flows.
    expect(alertsADay(base, point)).toBe(5000);
    expect(alertsADay(base, point)).toBe(dailyAlertsAt(base, point)?.alerts);
  });

  it('are the share flagged here where nothing is labelled', () => {
    const cut = sorted([-3, -2, -1, 0], [UNLABELLED, UNLABELLED, UNLABELLED, UNLABELLED]);
    expect(alertsADay(base, operatingPointAt(cut, -2.5))).toBe(2500);
  });

  it('must not be negative', () => {
    const cut = sorted([-1], [NORMAL]);
    expect(() => thresholdForAlertsADay(cut, base, -1)).toThrow(
      'Alerts a day must be 0 or more, such as 100; got -1.',
    );
  });
});
