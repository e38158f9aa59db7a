import { expect } from 'vitest';
import type { Claim } from './claims.ts';
import { AWAY, type Fitting, ORDINARY } from './detector-fitting.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { reversed } from './matrices.ts';

/** What a detector makes of rows. */
export function scoreClaims(
  { create, facts, offsetOf }: DetectorSubject,
  { training, rows, fitted }: Fitting,
): Claim[] {
  return [
    {
      title: 'the same rows give the same detector, and are left as they were',
      check() {
        const x = training();
        const before = x.data.slice();
        const [one, other] = [create().fit(x), create().fit(x)];
        one.assess(x);
        expect(JSON.stringify(one)).toBe(JSON.stringify(other));
        expect(x.data).toEqual(before);
      },
    },
    {
      title: 'lower score = more abnormal',
      check() {
        const { scores, decisions, predictions } = fitted().assess(rows());
        const ordinary = scores.slice(0, ORDINARY.rows).sort();
        const away = scores.slice(ORDINARY.rows);
        away.forEach((score, at) => {
          expect(score).toBeLessThanOrEqual(at === 0 ? ordinary[ORDINARY.rows >> 2] : away[at - 1]);
        });
        expect(away.at(-1)).toBeLessThanOrEqual(ordinary[0]);
        expect([...predictions.slice(-AWAY.rows)]).toEqual(AWAY.names.map(() => -1));
        const found = predictions.slice(0, ORDINARY.rows).filter((one) => one === -1).length;
        expect(found).toBeLessThan(ORDINARY.rows / 2);
        const inOrder = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
        for (const [at, row] of inOrder.entries()) {
          if (at > 0) expect(decisions[row]).toBeGreaterThanOrEqual(decisions[inOrder[at - 1]]);
        }
      },
    },
    {
      title: 'what is below 0 is flagged, and a decision is how far a score lies above the offset',
      check() {
        const detector = fitted();
        const { scores, decisions, predictions } = detector.assess(rows());
        decisions.forEach((decision, row) => {
          expect(decision).toBe(scores[row] - detector.offset);
          if (decision !== 0) expect(predictions[row]).toBe(decision < 0 ? -1 : 1);
          expect(Math.abs(predictions[row])).toBe(1);
        });
      },
    },
    {
      title: 'its threshold follows from its scores of training, fitted anew or not',
      check() {
        const { trainingAssessment, offset } = fitted();
        expect(trainingAssessment.scores).toHaveLength(training().rows);
        expect(offsetOf(trainingAssessment.scores) ?? offset).toBe(offset);
      },
    },
    {
      title: 'permuting rows permutes scores',
      check() {
        const detector = fitted();
        const x = rows();
        const straight = detector.assess(x);
        const turned = detector.assess(reversed(x));
        expect(turned.scores.toReversed()).toEqual(straight.scores);
        expect(turned.predictions.toReversed()).toEqual(straight.predictions);
      },
    },
    {
      title: 'what it says of itself once it is fitted has a name, a value and a meaning',
      check() {
        for (const { name, value, meaning } of facts(fitted(), training())) {
          expect(name).toMatch(/\w/);
          expect(typeof value === 'string' ? value : Number.isFinite(value)).toBeTruthy();
          expect(meaning).toMatch(/^[A-Z].* .*\.$/);
        }
      },
    },
  ];
}
