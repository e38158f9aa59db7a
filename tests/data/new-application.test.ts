import { expect, test } from 'vitest';
import { categoryAt, takeRows } from '../../src/data/flow-rows.ts';
import { NORMAL } from '../../src/data/flow-table.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { orderByTime } from '../../src/data/import/times/time-order.ts';
import { withNewApplication } from '../../src/data/new-application.ts';
import { MersenneTwister } from '../../src/data/random.ts';

const flows = generateFlows('7');
const times = flows.startTime ?? new Float64Array(flows.length);
const order = orderByTime(times);
const [from, share] = [1000, 0.3];
const replayed = withNewApplication({ flows, order }, from, share, new MersenneTwister(3));

test('what was there stays as it was, and in its order', () => {
  const rows = Uint32Array.from({ length: flows.length }, (_, row) => row);
  const { codes, names } = flows.attackType;
  const attackType = { codes, names: [...names, 'video_calls'] };
  expect(takeRows(replayed.flows, rows)).toEqual({ ...flows, attackType });
  expect(replayed.order.filter((row) => row < flows.length)).toEqual(order);
});

test('from the given flow on, the given share is of the new application', () => {
  const isNew = [...replayed.order].map((row) => row >= flows.length);
  expect(isNew.slice(0, from + 1)).not.toContain(true);
  const after = isNew.slice(from);
  expect(after.filter(Boolean).length / after.length).toBeCloseTo(share, 1);
  const news = [...replayed.order].filter((row) => row >= flows.length);
  for (const row of news) {
    expect(replayed.flows.label[row]).toBe(NORMAL);
    expect(categoryAt(replayed.flows.attackType, row)).toBe('video_calls');
    expect(categoryAt(replayed.flows.protocol, row)).toBe('UDP');
    expect(replayed.flows.dstPort[row]).toBe(8801);
  }
  expect(new Set(news.map((row) => replayed.flows.bytesSent[row])).size).toBe(news.length);
});

test('the order is still one of time', () => {
  const moments = [...replayed.order].map((row) => replayed.flows.startTime?.[row] ?? 0);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
});
