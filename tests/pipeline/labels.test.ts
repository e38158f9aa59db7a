import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permutation } from '../../src/data/distributions.ts';
import { InputError } from '../../src/data/errors.ts';
import { ATTACK, NORMAL, UNLABELLED } from '../../src/data/flow-table.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { labelClasses, splitFlows } from '../../src/pipeline/traffic/labels.ts';
import { plainLabels } from './plain-labels.ts';

const someLabels = fc
  .array(fc.constantFrom(NORMAL, ATTACK, UNLABELLED), { minLength: 1, maxLength: 200 })
  .filter((labels) => labels.includes(NORMAL))
  .map((labels) => plainLabels(Int8Array.from(labels)));
const someSeed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const someShare = fc.integer({ min: 0, max: 95 }).map((percent) => percent / 100);

type SplitParameters = Pick<LabParameters, 'trainOn' | 'holdOut' | 'evaluateOn'>;
const ask = (given: Partial<SplitParameters>): SplitParameters => ({
  trainOn: 'all',
  holdOut: 0,
  evaluateOn: 'all',
  ...given,
});

function count(labels: Int8Array, wanted: number): number {
  return labels.filter((label) => label === wanted).length;
}

test('the notebook trains on everything and is judged by everything', () => {
  const labels = plainLabels(Int8Array.of(NORMAL, ATTACK, UNLABELLED));
  expect(splitFlows(labels, ask({}), 42)).toEqual({ train: null, evaluate: null, heldOut: 0 });
});

test('training on normal flows takes all of them and nothing else', () => {
  const labels = plainLabels(Int8Array.of(ATTACK, NORMAL, UNLABELLED, NORMAL));
  const { train, evaluate } = splitFlows(labels, ask({ trainOn: 'normal' }), 42);
  expect([...(train ?? [])]).toEqual([1, 3]);
  expect(evaluate).toBeNull();
});

test('held-out flows are normal, as many as asked for, never trained on, always judged', () => {
  fc.assert(
    fc.property(
      someLabels,
      someShare,
      someSeed,
      fc.constantFrom('all', 'normal'),
      ({ label, attackType }, holdOut, seed, trainOn) => {
        const share = Math.round(holdOut * count(label, NORMAL));
        const among = trainOn === 'normal' ? count(label, NORMAL) : label.length;
        fc.pre(share > 0 && share < among);
        const asked = ask({ trainOn, holdOut, evaluateOn: 'held-out' });
        const { train, evaluate, heldOut } = splitFlows({ label, attackType }, asked, seed);
        const trained = new Set(train);
        const judged = [...(evaluate ?? [])];
        const normal = judged.filter((row) => label[row] === NORMAL);
        expect(heldOut).toBe(share);
        expect(normal).toHaveLength(share);
        expect(normal.some((row) => trained.has(row))).toBe(false);
        expect(judged.filter((row) => label[row] === ATTACK)).toHaveLength(count(label, ATTACK));
        expect(judged.some((row) => label[row] === UNLABELLED)).toBe(false);
        expect(trained.size).toBe(among - share);
        for (const rows of [[...(train ?? [])], judged]) {
          expect(rows).toEqual(rows.toSorted((a, b) => a - b));
        }
      },
    ),
  );
});

test("the flows held out are the first of NumPy's permutation of the normal ones", () => {
  const label = Int8Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? ATTACK : NORMAL));
  const normal = [...label.keys()].filter((row) => label[row] === NORMAL);
  for (const seed of [0, 42, 4294967295]) {
    const asked = ask({ holdOut: 0.25, evaluateOn: 'held-out' });
    const { evaluate } = splitFlows(plainLabels(label), asked, seed);
    const order = permutation(new MersenneTwister(seed), 200).subarray(0, 50);
    const expected = Array.from(order, (at) => normal[at]).sort((a, b) => a - b);
    expect([...(evaluate ?? [])].filter((row) => label[row] === NORMAL)).toEqual(expected);
  }
});

test('a larger share holds out the same flows and more', () => {
  fc.assert(
    fc.property(someLabels, someShare, someShare, someSeed, (labels, a, b, seed) => {
      const normal = count(labels.label, NORMAL);
      fc.pre(Math.round(Math.max(a, b) * normal) < normal);
      const trainedOn = (holdOut: number) => {
        const { train } = splitFlows(labels, ask({ holdOut, trainOn: 'normal' }), seed);
        return new Set(train);
      };
      const [few, many] = [trainedOn(Math.max(a, b)), trainedOn(Math.min(a, b))];
      expect([...few].every((row) => many.has(row))).toBe(true);
    }),
  );
});

test.each([
  [{ trainOn: 'normal' } as const, [ATTACK, UNLABELLED], /^Training on normal flows needs/],
  [{ holdOut: 0.1 }, [ATTACK, UNLABELLED], /^Holding normal flows out needs/],
  [{ evaluateOn: 'held-out' } as const, [NORMAL, ATTACK], /^Evaluating on held-out flows needs/],
  [
    { evaluateOn: 'held-out', holdOut: 0.1 } as const,
    [NORMAL, ATTACK],
    /^Evaluating on held-out flows needs some: 0.1 of 1 normal flows rounds to none/,
  ],
  [
    { trainOn: 'normal', holdOut: 0.9 } as const,
    [NORMAL, NORMAL, ATTACK],
    /^Holding out 2 of 2 flows leaves none to train on/,
  ],
])('%j cannot be had of labels %j', (given, labels, problem) => {
  const split = () => splitFlows(plainLabels(Int8Array.from(labels)), ask(given), 1);
  expect(split).toThrow(InputError);
  expect(split).toThrow(problem);
});

test('classes without a flow are left out', () => {
  const names = (...labels: number[]) =>
    labelClasses(plainLabels(Int8Array.from(labels))).map(({ name }) => name);
  expect(names(NORMAL, ATTACK)).toEqual(['Normal', 'Anomaly']);
  expect(names(UNLABELLED)).toEqual(['Unlabelled']);
  expect(names(ATTACK, UNLABELLED)).toEqual(['Anomaly', 'Unlabelled']);
});
