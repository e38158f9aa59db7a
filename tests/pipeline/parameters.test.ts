import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import {
  DETECTOR_NAMES,
  parametersOf,
  TRAINING_PARAMETERS,
} from '../../src/pipeline/detecting/detector-table.ts';
import type { LabParameters } from '../../src/pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import type {
  ParameterFacts,
  ParameterKey,
} from '../../src/pipeline/parameters/parameter-types.ts';
import {
  formatParameter,
  NOTEBOOK_PARAMETERS,
  parseParameter,
} from '../../src/pipeline/parameters/parameters.ts';

function factsOf(key: ParameterKey): ParameterFacts {
  const facts = PARAMETERS.find((row) => row.key === key);
  if (facts === undefined) throw new Error(key);
  return facts;
}

/** Every value that a parameter may have. */
function valuesOf(facts: ParameterFacts): fc.Arbitrary<LabParameters[ParameterKey]> {
  switch (facts.kind) {
    case 'text':
      return fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    case 'time':
      return fc.constantFrom('', '2018-07-25T10:00:00Z', '1532512800.25');
    case 'seeds':
      return fc.constantFrom('1', '20', '1,2,42');
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...facts.choices) as fc.Arbitrary<LabParameters[ParameterKey]>;
    case 'list':
      return fc.subarray([...facts.choices], { minLength: 1 });
    case 'weights': {
      const weight = fc.double({ min: 0, max: 1000, noNaN: true }).map((value) => value + 0);
      return fc.record(
        Object.fromEntries(facts.choices.map((name) => [name, weight])),
      ) as unknown as fc.Arbitrary<LabParameters[ParameterKey]>;
    }
    case 'counts': {
      const names = Object.keys(NOTEBOOK_PARAMETERS.counts);
      const count = fc.integer({ min: 0, max: 2_000_000 });
      return fc.record(Object.fromEntries(names.map((name) => [name, count])));
    }
    case 'number': {
      const { min, max, above = false, whole = false, words = [] } = facts;
      const number = whole
        ? fc.integer({ min, max })
        : fc.double({ min, max, minExcluded: above, noNaN: true }).map((value) => value + 0);
      return fc.oneof(number, ...words.map((word) => fc.constant(word))) as fc.Arbitrary<
        LabParameters[ParameterKey]
      >;
    }
  }
}

test.each(PARAMETERS)('$key: what is written reads back as the same value', (facts) => {
  fc.assert(
    fc.property(valuesOf(facts), (value) => {
      expect(parseParameter(facts, formatParameter(value))).toEqual(value);
    }),
  );
});

test.each(PARAMETERS)('$key: its default is a value that it takes', (facts) => {
  const value = NOTEBOOK_PARAMETERS[facts.key];
  expect(value).toEqual(facts.default);
  expect(parseParameter(facts, formatParameter(value))).toEqual(value);
});

test.each(PARAMETERS.filter(({ kind }) => kind !== 'text'))('$key refuses a riddle', (facts) => {
  const riddle = () => parseParameter(facts, 'four?');
  expect(riddle).toThrow(InputError);
  expect(riddle).toThrow(new RegExp(`^${facts.label} must be .+; got "four\\?"\\.$`));
});

test('every number keeps to its bounds, and those that are whole stay whole', () => {
  for (const facts of PARAMETERS) {
    if (facts.kind !== 'number') continue;
    const refuses = (value: number) =>
      expect(() => parseParameter(facts, String(value)), facts.key).toThrow(InputError);
    refuses(facts.min - 1);
    refuses(facts.max * 1.001 + 1);
    refuses(Number.NaN);
    refuses(Number.POSITIVE_INFINITY);
    if (facts.above) refuses(facts.min);
    else expect(parseParameter(facts, String(facts.min))).toBe(facts.min);
    expect(parseParameter(facts, String(facts.max))).toBe(facts.max);
    if (facts.whole) refuses(facts.min + 0.5);
    expect(() => parseParameter(facts, ' '), facts.key).toThrow(InputError);
  }
});

test.each([
  ['seed', ' '],
  ['bootstrap', 'yes'],
  ['scaler', 'Robust'],
  ['features', 'log_bps,'],
  ['features', 'log_bps,log_pps,log_bps'],
  ['detectors', ''],
  ['gamma', 'Scale'],
  ['contamination', '0.1.'],
  ['nNeighbors', '5 flows'],
  ['counts', ''],
  ['counts', 'web=1;ddos=2'],
  ['ensembleWeights', ''],
  ['ensembleWeights', 'one-class-svm'],
  ['ensembleWeights', 'one-class-svm=-1'],
  ['ensembleWeights', 'one-class-svm=1=2'],
  ['ensembleWeights', 'one-class-svm=1,one-class-svm=2'],
  ['ensembleWeights', 'ensemble=1'],
  ['ensembleMembers', 'ensemble'],
  ['counts', 'web=1.5'],
  ['counts', 'web=1,ddos=2,web=3'],
  ['counts', 'constructor=1'],
] as const)('%s cannot be "%s"', (key, text) => {
  expect(() => parseParameter(factsOf(key), text)).toThrow(InputError);
});

test('each parameter stands in the table once, under a flag of its own, and explains itself', () => {
  expect(new Set(PARAMETERS.map(({ key }) => key)).size).toBe(PARAMETERS.length);
  expect(new Set(PARAMETERS.map(({ flag }) => flag)).size).toBe(PARAMETERS.length);
  for (const { flag, label, meaning } of PARAMETERS) {
    expect(flag).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(label).not.toBe('');
    expect(meaning).toMatch(/\.$/);
  }
});

test("each detector's own parameters are among those that its result depends on", () => {
  for (const name of DETECTOR_NAMES) {
    const own = PARAMETERS.filter(({ step }) => step === name).map(({ key }) => key);
    expect([...parametersOf(name), ...TRAINING_PARAMETERS]).toEqual(expect.arrayContaining(own));
  }
});
