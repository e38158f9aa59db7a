import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { engineerFeatures } from '../../src/features/engineer.ts';
import { featureFacts } from '../../src/features/feature-table.ts';
import type { Formula, Operand } from '../../src/features/formula/formula.ts';
import { wordsOf } from '../../src/features/formula/formula-text.ts';
import { valuesOf } from '../../src/features/formula/formula-values.ts';

const COLUMNS: Readonly<Record<string, number>> = { a: 3, b: 0.1, c: -7 };

const columns = {
  rows: 2,
  numbers: (name: string) => new Float64Array(2).fill(COLUMNS[name]),
  isWord: () => new Float64Array(2),
};

const arithmetic = fc.letrec<{ operand: Operand; formula: Formula }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', 'c'),
    fc.integer({ min: 1, max: 9 }),
    tie('formula'),
  ),
  formula: fc.tuple(
    tie('operand'),
    fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
    tie('operand'),
  ),
})).formula;

describe('a formula', () => {
  it('in words, read by the usual precedence, is the number that it gives, to the bit', () => {
    fc.assert(
      fc.property(arithmetic, (formula) => {
        const [first, second] = valuesOf(formula, columns);
        const read = new Function('a', 'b', 'c', `return ${wordsOf(formula)}`);
        expect(first).toBe(read(COLUMNS.a, COLUMNS.b, COLUMNS.c));
        expect(second).toBe(first);
      }),
    );
  });

  it('has no more brackets than it needs', () => {
    expect(wordsOf([['a', '*', 'b'], '+', ['c', '/', 2]])).toBe('a * b + c / 2');
    expect(wordsOf([['a', '+', 'b'], '>', 2])).toBe('a + b > 2');
    expect(wordsOf(['a', '-', ['b', '+', 'c']])).toBe('a - (b + c)');
    expect(wordsOf([['a', '<', 'b'], '*', 'c'])).toBe('(a < b) * c');
  });

  it('compares to 0 or 1', () => {
    expect([...valuesOf(['a', '>', 'b'], columns)]).toEqual([1, 1]);
    expect([...valuesOf(['a', '<', 'b'], columns)]).toEqual([0, 0]);
    const found = { name: 'FOUND', values: [3] };
    expect([...valuesOf(['a', 'in', found], columns)]).toEqual([1, 1]);
    expect([...valuesOf(['b', 'in', found], columns)]).toEqual([0, 0]);
  });
});

describe('a feature whose formula', () => {
  const { startTime: _, ...timeless } = generateFlows('1', { web: 5 });
  const engineer = (formula: Formula) =>
    engineerFeatures(
      timeless,
      [{ name: 'trial', family: 'trial', unit: '', why: '', needs: [], formula }],
      { timeWindow: 60, timeZone: 'UTC' },
    );

  it('needs a column that this traffic lacks says which, and what to do', () => {
    expect(() => engineer(['log1p', 'start_time'])).toThrow(InputError);
    expect(() => engineer(['log1p', 'start_time'])).toThrow(
      'The feature trial needs the column start_time, which this traffic lacks. Leave the feature out.',
    );
  });

  it.each([
    ['a column that there is not', ['log1p', 'bytes'], /no column bytes/],
    ['the label', ['label', '+', 1], /no column label/],
    ['the attack', ['attack_type', 'is', 'ddos'], /no column attack_type/],
    ['words as numbers', ['log1p', 'protocol'], /protocol for numbers/],
    ['numbers as words', ['dst_port', 'is', '22'], /dst_port for words/],
  ] as const)('looks at %s is refused', (_, formula, message) => {
    expect(() => engineer(formula)).toThrow(message);
  });
});

it('a name that is no feature has no facts', () => {
  expect(featureFacts('duration')).toBeUndefined();
});
