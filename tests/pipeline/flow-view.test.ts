import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { categoryAt } from '../../src/data/flow-rows.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { type FlowFilter, filterRows } from '../../src/pipeline/traffic/flow-filter.ts';
import {
  orderRows,
  rankWords,
  type ViewColumn,
  viewColumns,
  withVerdicts,
} from '../../src/pipeline/traffic/flow-view.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const run = await runLab(
  generateTraffic(NOTEBOOK_PARAMETERS),
  { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] },
  { now: () => 0 },
);
const [forest] = run.detections;
const columns = withVerdicts(viewColumns(run), run.traffic.labels, forest.assessment.predictions);

function columnOf(id: string): ViewColumn {
  const column = columns.find((one) => one.id === id);
  if (column === undefined) throw new Error(`no column ${id}`);
  return column;
}

function shown(filter: Partial<FlowFilter>, sortedBy = 'row', descending = false): number[] {
  const order = orderRows(columnOf(sortedBy), descending);
  return [...filterRows(order, columns, { type: null, verdict: 'any', text: '', ...filter })];
}

describe('the order of flows', () => {
  it('starts, by score, with the most anomalous that the evaluation lists', () => {
    expect(shown({}, 'isolation-forest', true).slice(0, 15)).toEqual(
      forest.evaluation.topAnomalies,
    );
  });

  it('is, by any column, either way, that of its values, and leaves nothing out', () => {
    for (const { id, values, names } of columns) {
      for (const descending of [false, true]) {
        const rows = shown({}, id, descending);
        expect(new Set(rows).size).toBe(2210);
        const ranks = rankWords(names ?? []);
        const keys = rows.map((row) => (names === undefined ? values[row] : ranks[values[row]]));
        const outOfOrder = keys.findIndex((key, at) => {
          if (at === 0) return false;
          return descending ? keys[at - 1] < key : keys[at - 1] > key;
        });
        expect(outOfOrder, id).toBe(-1);
      }
    }
  });
});

describe('filters', () => {
  it('count the cells of the confusion matrix', () => {
    expect(shown({ verdict: 'caught' })).toHaveLength(213);
    expect(shown({ verdict: 'missed' })).toHaveLength(97);
    expect(shown({ verdict: 'false positive' })).toHaveLength(8);
    expect(shown({ verdict: 'left alone' })).toHaveLength(1892);
    expect(shown({ verdict: 'flagged' })).toHaveLength(221);
    expect(shown({ verdict: 'not flagged' })).toHaveLength(1989);
  });

  it('combine: the beacons that the forest missed are all of them', () => {
    const rows = shown({ type: 'c2_beacon', verdict: 'missed' });
    expect(rows).toHaveLength(50);
    for (const row of rows) {
      expect(categoryAt(run.traffic.labels.attackType, row)).toBe('c2_beacon');
    }
  });

  it('take a number for a whole port and a word for a part of any word', () => {
    const ports = shown({ text: ' 53 ' });
    expect(ports.length).toBeGreaterThan(400);
    expect(new Set(ports.map((row) => columnOf('dst_port').values[row]))).toEqual(new Set([53]));
    expect(shown({ text: 'BEACON' })).toHaveLength(50);
    expect(shown({ text: 'c2 beacon' })).toEqual(shown({ text: 'c2_beacon' }));
    expect(shown({ text: 'missed' })).toEqual([]);
    expect(shown({ text: 'c.*beacon' })).toEqual([]);
    expect(shown({ text: '[' })).toEqual([]);
  });

  it('keep the order that they are given', () => {
    const rows = shown({ type: 'ddos' }, 'bytes_sent', true);
    const bytes = rows.map((row) => columnOf('bytes_sent').values[row]);
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
  });
});

test('words rank by their letters, and numbers in them by their size', () => {
  const words = ['10.0.0.10', '10.0.0.9', 'b', 'A', 'fe80::1'];
  expect([...rankWords(words)]).toEqual([1, 0, 3, 2, 4]);
  fc.assert(
    fc.property(fc.array(fc.string()), (some) => {
      expect([...rankWords(some)].sort((a, b) => a - b)).toEqual(some.map((_, at) => at));
    }),
  );
});

test('a table of numbers shows its first columns', () => {
  const names = Array.from({ length: 40 }, (_, j) => `c${j}`);
  const table = { data: new Float64Array(80), rows: 2, columns: 40, names };
  const traffic = {
    ...generateTraffic({ seed: '1', counts: { web: 2 } }),
    flows: null,
    table,
  };
  const ids = viewColumns({ traffic, detections: [] }).map(({ id }) => id);
  expect(ids.slice(0, 3)).toEqual(['row', 'type', 'column c0']);
  expect(ids).toHaveLength(14);
});

test('texts are searched row by row, though they are searched as one', () => {
  const texts = fc.array(fc.stringMatching(/^[ab]{0,4}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.stringMatching(/^[abAB]{1,3}$/), (rows, text) => {
      const bytes = new TextEncoder().encode(rows.join(''));
      const ends = Uint32Array.from(rows, (_, at) => rows.slice(0, at + 1).join('').length);
      const numbers = Uint32Array.from(rows.keys());
      const uid: ViewColumn = {
        id: 'uid',
        title: 'uid',
        kind: 'text',
        values: numbers,
        texts: { bytes, ends },
      };
      const found = filterRows(numbers, [uid], { type: null, verdict: 'any', text });
      const wanted = text.toLowerCase();
      expect([...found]).toEqual([...rows.keys()].filter((row) => rows[row].includes(wanted)));
    }),
  );
});
