import { expect } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import type { Matrix } from '../../src/features/matrix.ts';
import type { OutlierDetector } from '../../src/models/detector.ts';
import type { Claim } from './claims.ts';
import { damaged } from './damaged-json.ts';
import type { Fitting } from './detector-fitting.ts';
import type { DetectorSubject } from './detector-subject.ts';

/** What becomes of a detector that is saved and read again. */
export function savingClaims(
  { restore, facts }: DetectorSubject,
  { training, rows, fitted }: Fitting,
): Claim[] {
  /** Whether it is what a detector would be saved as, if another one. */
  const isUnderstood = (json: unknown) => {
    try {
      return JSON.stringify(restore(json)) === JSON.stringify(json);
    } catch {
      return false;
    }
  };
  return [
    {
      title: 'comes back from JSON to the bit',
      check() {
        const detector = fitted();
        const saved = JSON.stringify(detector);
        const restored = restore(JSON.parse(saved));
        expect(bits(restored, rows())).toEqual(bits(detector, rows()));
        expect(restored.offset).toBe(detector.offset);
        expect(restored.warnings).toEqual(detector.warnings);
        // What only the rows it learnt from could tell is not saved with it.
        const told = facts(detector, training());
        expect(told).toEqual(expect.arrayContaining([...facts(restored, training())]));
        expect(JSON.stringify(restored)).toBe(saved);
      },
    },
    {
      title: 'damaged JSON is refused',
      check() {
        const saved = JSON.stringify(fitted());
        for (const { how, json, mayMean } of damaged(saved)) {
          if (mayMean && isUnderstood(json)) continue;
          expect(() => restore(json), how).toThrow(InputError);
        }
      },
    },
  ];
}

/** All numbers of an answer as bytes: so 0 is not −0. */
function bits(detector: OutlierDetector, x: Matrix): string[] {
  const { scores, decisions, predictions } = detector.assess(x);
  return [scores, decisions, predictions].map((values) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex'),
  );
}
