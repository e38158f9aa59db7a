import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCategories } from '../../src/data/flow-rows.ts';
import { matrix } from '../../src/features/matrix.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { matrixCsv, scoresCsv, trafficCsv } from '../../src/pipeline/traffic/csv.ts';
import { generateTraffic, type Traffic } from '../../src/pipeline/traffic/generate.ts';

const NONE = Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 0]));

/** One flow of an attack that goes by that name. */
function attackNamed(name: string): Traffic {
  const traffic = generateTraffic({ seed: '1', counts: { ...NONE, ddos: 1 } });
  if (traffic.flows === null) throw new Error('generated traffic has flows');
  return { ...traffic, flows: { ...traffic.flows, attackType: encodeCategories([name], 1) } };
}

const written = (traffic: Traffic, forSpreadsheets: boolean) =>
  [...scoresCsv(traffic, [], { forSpreadsheets })].join('');

test('no file is made for programs alone unless that is said', () => {
  const named = attackNamed('=1+2');
  expect([...scoresCsv(named, [])].join('')).toBe(written(named, true));
  expect([...trafficCsv(named)].join('')).toBe(written(named, true));
  const table = matrix(Float64Array.of(1, -2), ['@SUM(A1)', 'x']);
  expect([...matrixCsv(table)].join('')).toBe("'@SUM(A1),x\n1,-2\n");
});

test.each(['=1+2', '+1', '-2', '@SUM(A1)', '＝1+2', '＠x', '\tx', '\rx'])(
  'a spreadsheet is not given %j as a formula',
  (name) => {
    const exact = written(attackNamed(name), false);
    const safe = written(attackNamed(name), true);
    expect(exact).not.toContain(`'${name}`);
    expect(safe).toContain(`'${name}`);
    expect(safe.replace(`'${name}`, name)).toBe(exact);
  },
);

test('any other text, and every number, is written as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      fc.pre(!/^[=+\-@＝＋－＠\t\r]/.test(name));
      expect(written(attackNamed(name), true)).toBe(written(attackNamed(name), false));
    }),
  );
  const lateral = generateTraffic({ seed: '1', counts: { ...NONE, lateral_movement: 20 } });
  expect(written(lateral, true)).toBe(written(lateral, false));
});
