import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../../src/notebook/share-link.ts';
import { OWN_THRESHOLDS } from '../../src/pipeline/detecting/detector-table.ts';
import type {
  LabParameters,
  ParameterChanges,
} from '../../src/pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import type { ParameterFacts } from '../../src/pipeline/parameters/parameter-types.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';

/** Any value that the parameter may have. */
function valuesOf(facts: ParameterFacts): fc.Arbitrary<unknown> {
  switch (facts.kind) {
    case 'text':
      return fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() !== '');
    case 'time':
      return fc.constant('1532512800');
    case 'seeds':
      return fc.constantFrom('1', '20', '1,2,42');
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...facts.choices);
    case 'list':
      return fc.shuffledSubarray([...facts.choices], { minLength: 1 });
    case 'weights': {
      const weight = fc.double({ min: 0, max: 1000, noNaN: true }).map((value) => value + 0);
      return fc.record(Object.fromEntries(facts.choices.map((name) => [name, weight])));
    }
    case 'counts': {
      const names = Object.keys(NOTEBOOK_PARAMETERS.counts);
      return fc.record(Object.fromEntries(names.map((name) => [name, fc.nat(100_000)])));
    }
    case 'number': {
      const { min, max, above = false, whole = false, words = [] } = facts;
      const numbers = whole
        ? fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) })
        : // Minus zero is written as zero.
          fc.double({ min, max, minExcluded: above, noNaN: true }).map((value) => value + 0);
      return words.length === 0 ? numbers : fc.oneof(numbers, fc.constantFrom(...words));
    }
  }
}

const ANY_PARAMETERS = fc.record(
  Object.fromEntries(PARAMETERS.map((facts) => [facts.key, valuesOf(facts)])),
) as unknown as fc.Arbitrary<LabParameters>;

/** The notebook's values of what a link must not tell. */
function privateOf(parameters: LabParameters): ParameterChanges {
  const rows = PARAMETERS.filter(({ key, private: values }) =>
    Array.isArray(values) ? values.includes(parameters[key]) : values === true,
  );
  return Object.fromEntries(rows.map(({ key }) => [key, NOTEBOOK_PARAMETERS[key]]));
}

describe('a link', () => {
  it('brings every state back as it was, but for what tells of private traffic', () => {
    fc.assert(
      fc.property(ANY_PARAMETERS, (parameters) => {
        const { parameters: back, problems } = decodeLink(encodeLink(parameters));
        expect(problems).toEqual([]);
        expect(back).toEqual({ ...parameters, ...privateOf(parameters) });
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of times and files, whoever wrote it', () => {
    const parameters = { ...NOTEBOOK_PARAMETERS, trainOn: 'time', baselineFrom: '5' } as const;
    expect(encodeLink(parameters)).toBe('');
    const back = decodeLink('v=1&train-on=file&baseline-to=9&nu=0.2');
    expect(back.parameters).toEqual({ ...NOTEBOOK_PARAMETERS, nu: 0.2 });
    expect(back.problems).toHaveLength(2);
  });

  it('brings thresholds along, but none that were set on what a person has opened', () => {
    const parameters = { ...NOTEBOOK_PARAMETERS, nu: 0.2, oneClassSvmThreshold: -3.5 };
    expect(encodeLink(parameters)).toBe('v=1&nu=0.2&one-class-svm-threshold=-3.5');
    expect(decodeLink(encodeLink(parameters))).toEqual({ parameters, problems: [] });
    expect(encodeLink(parameters, true)).toBe('v=1&nu=0.2');
  });

  it('never has a threshold while something of a person’s own is open', () => {
    fc.assert(
      fc.property(ANY_PARAMETERS, (parameters) => {
        const { parameters: back } = decodeLink(encodeLink(parameters, true));
        expect(back).toEqual({ ...parameters, ...privateOf(parameters), ...OWN_THRESHOLDS });
      }),
      { numRuns: 100 },
    );
  });

  it('is empty for the notebook itself, and short for a small change', () => {
    expect(encodeLink(NOTEBOOK_PARAMETERS)).toBe('');
    expect(encodeLink({ ...NOTEBOOK_PARAMETERS, seed: '7', nu: 0.2 })).toBe('v=1&seed=7&nu=0.2');
    const counts = { ...NOTEBOOK_PARAMETERS.counts, ddos: 0 };
    expect(encodeLink({ ...NOTEBOOK_PARAMETERS, counts })).toBe('v=1&counts=ddos%3D0');
  });

  it('never breaks, whatever it says: what cannot be used is told and left alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        const { parameters } = decodeLink(query);
        expect(Object.keys(parameters)).toEqual(Object.keys(NOTEBOOK_PARAMETERS));
      }),
      { numRuns: 500 },
    );
    const { parameters, problems } = decodeLink('v=2&nu=nonsense&n-neighbors=5&hat=green');
    expect(parameters).toEqual({ ...NOTEBOOK_PARAMETERS, nNeighbors: 5 });
    expect(problems).toHaveLength(3);
  });
});
