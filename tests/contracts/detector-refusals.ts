import { expect } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { takeMatrixRows } from '../../src/features/matrix.ts';
import type { Claim } from './claims.ts';
import type { Fitting } from './detector-fitting.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { withColumns, withNumber } from './matrices.ts';

/** What a detector says of input that it cannot use. */
export function refusalClaims(
  { create, restore, fewestRows }: DetectorSubject,
  { training, fitted }: Fitting,
): Claim[] {
  return [
    {
      title: 'refuses an empty matrix, to learn from and to judge',
      check() {
        const x = training();
        const empty = { ...x, data: new Float64Array(0), rows: 0 };
        expectRefused(() => create().fit(empty));
        expectRefused(() => create().fit(withColumns(x, 0)));
        const detector = fitted();
        expectRefused(() => detector.assess(empty));
      },
    },
    {
      title: 'learns from as few rows as it says, and from no fewer',
      check() {
        const few = (rows: number) =>
          takeMatrixRows(training(), Uint32Array.of(...Array(rows).keys()));
        expect(create().fit(few(fewestRows)).offset).not.toBeNaN();
        expectRefused(() => create().fit(few(fewestRows - 1)));
      },
    },
    {
      title: 'refuses numbers that are not finite, to learn from and to judge',
      check() {
        const x = training();
        const detector = fitted();
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
          const spoilt = withNumber(x, x.data.length - 1, value);
          expectRefused(() => create().fit(spoilt), String(value));
          expectRefused(() => detector.assess(spoilt), String(value));
        }
      },
    },
    {
      title: 'refuses a matrix of another width than it was fitted on',
      check() {
        const x = training();
        for (const detector of [fitted(), restore(JSON.parse(JSON.stringify(fitted())))]) {
          for (const columns of [x.columns - 1, x.columns + 1]) {
            expectRefused(() => detector.assess(withColumns(x, columns)), String(x.columns));
          }
        }
      },
    },
    {
      title: 'says that it is not fitted yet',
      check() {
        expect(() => create().assess(training())).toThrow(/not fitted/);
        expect(() => create().offset).toThrow(/not fitted/);
        expect(() => create().toJSON()).toThrow(/not fitted/);
      },
    },
  ];
}

/** An InputError that says what is wrong, in a sentence. */
function expectRefused(act: () => unknown, saying: string | RegExp = /\w \w.*\./): void {
  expect(act).toThrow(InputError);
  expect(act).toThrow(saying);
}
