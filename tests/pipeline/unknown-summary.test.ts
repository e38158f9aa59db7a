import { expect, test } from 'vitest';
import type { UnknownOutcome } from '../../src/pipeline/studies/unknown-attack.ts';
import { unknownSummary } from '../../src/pipeline/studies/unknown-summary.ts';

/** An attack: what the classifier knows of it when taught, calls normal when not, and what is found. */
interface Told {
  readonly known: number;
  readonly normal: number;
  readonly doubt?: number;
  readonly found: number;
}

/** What is said of attacks of which that is known. */
function verdictOf(told: readonly Told[]): readonly string[] {
  const names = told.map((_, at) => `attack_${at}`);
  const plain = { falsePositiveRate: 0.002, macroF1: 0.99 };
  const recalls = told.map(({ known }, at) => ({ name: names[at], recall: known }));
  const whole = { leftOut: null, ...plain, recalls, calls: null, detections: [] };
  const without = told.map(({ normal, doubt = 0, found }, at) => ({
    leftOut: names[at],
    ...plain,
    recalls: [],
    calls: { flows: 10, called: [], calledNormal: normal, confidence: 0.9, foundAtFew: doubt },
    detections: [
      { detector: 'isolation-forest', found, falsePositiveRate: 0.1, foundAtFew: found } as const,
    ],
  }));
  const outcomes = [whole, ...without].map(
    (finding): UnknownOutcome => ({ finding, problem: null }),
  );
  const trials = [{ leftOut: null }, ...names.map((leftOut) => ({ leftOut }))];
  const plan = { attacks: names, detectors: ['isolation-forest'] as const, trials, warnings: [] };
  return unknownSummary(plan, outcomes).sentences;
}

test.each<[string, Told, RegExp]>([
  [
    'each has its own',
    { known: 1, normal: 0.8, found: 0.7 },
    /better at known attacks, the detectors at unknown ones/,
  ],
  [
    'few are found at all',
    { known: 1, normal: 1, found: 0.3 },
    /better at known .* more unknown ones, but less than half/,
  ],
  [
    'the classifier does both',
    { known: 1, normal: 0.1, found: 0.5 },
    /no detector finds more unknown ones/,
  ],
  [
    'the detectors do both',
    { known: 0.9, normal: 0.9, found: 1 },
    /^The detectors are better at unknown/,
  ],
  ['neither is ahead', { known: 0.5, normal: 0.4, found: 0.6 }, /^Neither is better/],
])('whose an attack is, the figures say: %s', (_, told, verdict) => {
  expect(verdictOf([told]).at(-1)).toMatch(verdict);
});

test('what nobody finds is named, and so is what a detector finds instead', () => {
  const [, , , instead, nobody] = verdictOf([
    { known: 1, normal: 1, found: 0 },
    { known: 1, normal: 1, found: 1 },
  ]);
  expect(instead).toBe('Of what the classifier calls normal, a detector finds most of attack 1.');
  expect(nobody).toBe('Nobody finds attack 0.');
});

test('a detector that is behind the classifier by doubt is said to be', () => {
  expect(verdictOf([{ known: 1, normal: 0.9, doubt: 0.9, found: 0.6 }]).at(-1)).toMatch(
    /finds 90\.0 % of unknown attacks, more than that detector\.$/,
  );
});
