import { expect } from 'vitest';
import type { DetectorEvaluation } from '../../src/eval/compare.ts';
import { numberIn, PRINTED_MEASURES, SIX_DIGITS } from '../pipeline/python/support.ts';
import type { Claim } from './claims.ts';
import type { DetectorSubject, RecordedPython } from './detector-subject.ts';

/** What code says of itself where it cannot give the lab's own figures. */
const OTHER_NUMBERS = /not the same numbers/;

/** What the Python of a detector is, and that somebody has run it. */
export function pythonClaims(subject: DetectorSubject): Claim[] {
  const { name, python, recorded, evaluate } = subject;

  return [
    {
      title: 'its Python fits, scores and flags, with nothing left out',
      check() {
        expect(python).not.toMatch(/\.\.\.|…|\bpass$|NotImplemented|TODO/m);
        const [, variable] = /^show\(judge\((\w+)_scores, \1_flagged\)\)$/m.exec(python) ?? [];
        expect(variable, 'what is judged').toBeDefined();
        expect(python).toMatch(new RegExp(`^${variable}_scores = `, 'm'));
        expect(python).toMatch(new RegExp(`^${variable}_flagged = `, 'm'));
        for (const [, estimator] of python.matchAll(/^\w+ = ([A-Z]\w+)\(/gm)) {
          expectDefined(estimator, python);
        }
      },
    },
    {
      title: 'its Python was run by scikit-learn as it stands today',
      check() {
        const run = requireRecorded(recorded);
        expect(run.arguments).toEqual(['--detectors', name]);
        expect(run.code.join('\n')).toBe(python);
      },
    },
    {
      title: 'scikit-learn printed the figures of the lab, or the code says that they differ',
      async check() {
        const run = requireRecorded(recorded);
        const evaluation = await evaluate(run.arguments);
        const pairs = figures(run, evaluation);
        if (!OTHER_NUMBERS.test(python)) {
          for (const { measure, printed, own } of pairs) {
            expect(Math.abs(printed - own), measure).toBeLessThan(SIX_DIGITS);
          }
          return;
        }
        expect(pairs.some(({ printed, own }) => Math.abs(printed - own) >= SIX_DIGITS)).toBe(true);
        for (const { measure, printed } of pairs) {
          if (measure === 'flagged') continue;
          expect(printed, measure).toBeGreaterThan(0);
          expect(printed, measure).toBeLessThanOrEqual(1);
        }
      },
    },
  ];
}

function requireRecorded(recorded: RecordedPython | undefined): RecordedPython {
  if (recorded === undefined) {
    throw new Error('Nobody ran its Python: tests/fixtures/python/record_detectors.py does.');
  }
  return recorded;
}

/** What is made is imported, or a class with the three methods of its detectors. */
function expectDefined(estimator: string, python: string): void {
  if (new RegExp(`^from (?:sklearn\\.\\w+|types) import .*\\b${estimator}\\b`, 'm').test(python))
    return;
  const [, body = ''] =
    new RegExp(`^class ${estimator}\\b.*:\\n((?: .*\\n|\\n)+)`, 'm').exec(python) ?? [];
  for (const method of ['fit', 'score_samples', 'predict']) {
    expect(body, `class ${estimator}`).toMatch(
      new RegExp(`^    def ${method}\\(self, .*\\):\\n {8}\\S`, 'm'),
    );
  }
}

/** Each figure that was printed, beside the lab's own. */
function figures({ printed }: RecordedPython, evaluation: DetectorEvaluation) {
  const flagged = {
    measure: 'flagged',
    printed: numberIn(printed, 'flagged'),
    own: evaluation.predictedAnomalies,
  };
  const measures = Object.entries(PRINTED_MEASURES).map(([measure, key]) => ({
    measure,
    printed: numberIn(printed, measure),
    own: evaluation[key] ?? Number.NaN,
  }));
  return [flagged, ...measures];
}
