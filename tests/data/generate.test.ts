import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { FLOW_COLUMNS } from '../../src/data/flow-columns.ts';
import { cellAt } from '../../src/data/flow-rows.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { PROFILES } from '../../src/data/profiles.ts';
import { largestError, readCsvFixture } from '../support.ts';

const NONE = Object.fromEntries(PROFILES.map(({ name }) => [name, 0]));

describe.each([42, 7])("the notebook's flows, seed %i", (seed) => {
  const flows = generateFlows(String(seed));
  const reference = readCsvFixture(`reference/seed-${seed}/flows.csv.gz`);

  it.each(FLOW_COLUMNS.filter(({ optional }) => !optional))(
    '$name is as NumPy drew it',
    (column) => {
      const expected = reference.get(column.name) ?? [];
      const actual = Array.from({ length: flows.length }, (_, row) => cellAt(flows, column, row));
      if (column.kind === 'category') expect(actual).toEqual(expected);
      else if (column.kind === 'number') {
        expect(largestError(actual as number[], expected.map(Number))).toBeLessThan(1e-12);
      } else expect(actual).toEqual(expected.map(Number));
    },
  );
});

describe('counts', () => {
  it('draws just what is asked for', () => {
    const flows = generateFlows('1', { ...NONE, ddos: 3 });
    expect(flows.length).toBe(3);
    expect(flows.attackType.names).toEqual(['ddos']);
    expect([...flows.label]).toEqual([1, 1, 1]);
  });

  it('refuses an unknown profile, half a flow and no flow at all', () => {
    expect(() => generateFlows('1', { telnet: 3 })).toThrow(/no profile "telnet"/);
    expect(() => generateFlows('1', { web: 0.5 })).toThrow(InputError);
    expect(() => generateFlows('1', { web: -1 })).toThrow(/whole number/);
    expect(() => generateFlows('1', NONE)).toThrow(/Every profile has 0 flows/);
    expect(() => generateFlows('1', { web: 1e9 })).toThrow(/more than the lab generates/);
  });

  it('draws from any text, the same each time', () => {
    const first = generateFlows('Monday morning');
    expect(first).toEqual(generateFlows('Monday morning'));
    expect(first.bytesSent).not.toEqual(generateFlows('Tuesday').bytesSent);
    expect(first.length).toBe(2210);
  });
});
