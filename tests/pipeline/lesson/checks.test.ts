import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Check, evaluateCheck } from '../../../src/pipeline/lesson/checks.ts';
import { withFigures } from '../../../src/pipeline/lesson/figures.ts';
import { parsePath, valueAt } from '../../../src/pipeline/lesson/report-path.ts';

const REPORT = {
  flows: { attack: 40, normal: 1000, attacks: [{ type: 'dns_tunnel', flows: 40 }] },
  detectors: {
    'isolation-forest': { rate: 0.775, fp: 0.027, best: ['isolation-forest'] },
    'one-class-svm': { rate: 0.1, fp: 0 },
  },
};

const RATE: Check = {
  path: 'detectors.isolation-forest.rate',
  is: 'at least',
  value: 0.8,
  name: 'DNS tunnels found',
  as: 'share',
  of: 'flows.attack',
};

test('a path finds names, numbered items and items by what they hold', () => {
  expect(valueAt(REPORT, 'flows.attacks[type=dns_tunnel].flows')).toBe(40);
  expect(valueAt(REPORT, 'flows.attacks[0].type')).toBe('dns_tunnel');
  expect(valueAt(REPORT, 'flows.attacks[7].type')).toBeUndefined();
  expect(valueAt(REPORT, 'detectors.isolation-forest.rate')).toBe(0.775);
});

test('a path reaches nothing that an object has from elsewhere', () => {
  for (const path of [
    'constructor',
    '__proto__.polluted',
    'flows.toString',
    'flows.attacks.length',
  ]) {
    const found = valueAt(REPORT, path);
    expect(found === undefined || path.endsWith('length')).toBe(true);
  }
  expect(valueAt(REPORT, 'flows.attacks.map')).toBeUndefined();
});

test('text that is no path is refused with an example, and never anything else', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      try {
        parsePath(text);
      } catch (error) {
        expect(String(error)).toMatch(/is no path into the report: write names/);
      }
    }),
    { numRuns: 300 },
  );
});

test('what is missing of a share is counted in flows', () => {
  expect(evaluateCheck(RATE, REPORT).missing).toEqual([
    'DNS tunnels found: 77.5 %; 80.0 % takes 1 more.',
  ]);
  const most: Check = {
    ...RATE,
    path: 'detectors.isolation-forest.fp',
    is: 'at most',
    value: 0.02,
    name: 'False positives',
    of: 'flows.normal',
  };
  expect(evaluateCheck(most, REPORT).missing).toEqual([
    'False positives: 2.7 %; that is 7 too many for 2.0 %.',
  ]);
});

test('the count that is missing is the least that makes the check hold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(),
      fc.integer({ min: 1, max: 99 }),
      (total, some, percent) => {
        const have = some % (total + 1);
        const holds = (found: number) =>
          evaluateCheck(
            { ...RATE, path: 'rate', value: percent / 100, of: 'total' },
            { rate: found / total, total },
          );
        const { missing } = holds(have);
        if (missing.length === 0) return;
        const short = Number(
          /takes ([\d,]+) more/.exec(missing[0] ?? '')?.[1]?.replaceAll(',', ''),
        );
        expect(holds(have + short).holds).toBe(true);
        expect(holds(have + short - 1).holds).toBe(false);
      },
    ),
  );
});

test('and tells all that is missing, or the way to its first', () => {
  const never: Check = {
    path: 'flows.attack',
    is: 'at least',
    value: 50,
    name: 'Attacks',
    as: 'count',
    of: null,
  };
  expect(evaluateCheck({ and: [RATE, never] }, REPORT)).toEqual({
    holds: false,
    missing: [
      'DNS tunnels found: 77.5 %; 80.0 % takes 1 more.',
      'Attacks: 40; at least 50 is asked.',
    ],
  });
  expect(evaluateCheck({ or: [RATE, never] }, REPORT).missing).toHaveLength(1);
  expect(evaluateCheck({ or: [RATE, true] }, REPORT).holds).toBe(true);
});

test('a count looks at the fields of an object or the items of a list', () => {
  const count = (value: number): Check => ({
    count: 'detectors',
    where: { path: 'rate', is: 'at least', value: 0.5, name: '', as: 'share', of: null },
    is: 'at least',
    value,
    name: 'Detectors',
  });
  expect(evaluateCheck(count(1), REPORT).holds).toBe(true);
  expect(evaluateCheck(count(2), REPORT).missing).toEqual(['Detectors: 1; at least 2 is asked.']);
  expect(
    evaluateCheck({ ...(count(0) as object), count: 'flows.nowhere' } as Check, REPORT).holds,
  ).toBe(false);
});

test('a figure that the run does not have holds for nothing, not even for less', () => {
  for (const is of ['at most', 'below', 'at least', 'equals', 'contains'] as const) {
    const { holds, missing } = evaluateCheck({ ...RATE, path: 'detectors.none.rate', is }, REPORT);
    expect(holds).toBe(false);
    expect(missing).toEqual(['DNS tunnels found: this run has no such figure.']);
  }
});

test('figures go into a text by their path and look', () => {
  expect(
    withFigures(
      '{flows.attack} of {flows.normal}: {detectors.isolation-forest.rate|share}.',
      REPORT,
    ),
  ).toBe('40 of 1,000: 77.5 %.');
  expect(withFigures('{flows.attacks[0].type}, {detectors.isolation-forest.best[0]}', REPORT)).toBe(
    'dns tunnel, Isolation Forest',
  );
  expect(withFigures('{flows.none}', REPORT)).toBe('–');
});
