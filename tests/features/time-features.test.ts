import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { categoryAt, encodeCategories, takeRows } from '../../src/data/flow-rows.ts';
import type { FlowTable } from '../../src/data/flow-table.ts';
import { generateFlows } from '../../src/data/generate.ts';
import { engineerFeatures } from '../../src/features/engineer.ts';
import type { EngineeringSettings } from '../../src/features/feature.ts';
import { columnOf, takeMatrixRows } from '../../src/features/matrix.ts';
import { TIME_FEATURES } from '../../src/features/time-features.ts';

const HOUR = { timeWindow: 3600, timeZone: 'UTC' };

function engineerTimeFeatures(flows: FlowTable, settings: EngineeringSettings) {
  return engineerFeatures(flows, TIME_FEATURES, settings);
}

interface Event {
  readonly start: number;
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/** Flows that differ in nothing but when, between whom and how much. */
function flowsOf(events: readonly Event[]): FlowTable {
  const length = events.length;
  const zeros = new Float64Array(length);
  const words = (of: (event: Event) => string) => encodeCategories(events.map(of), length);
  return {
    length,
    bytesSent: Float64Array.from(events, ({ bytes }) => bytes),
    bytesRecv: zeros.map(() => 0.25),
    packetsSent: zeros,
    packetsRecv: zeros,
    duration: zeros,
    dstPort: new Int32Array(length),
    protocol: words(() => 'TCP'),
    srcIpCount: zeros,
    dstIpCount: zeros,
    attackType: words(() => 'normal'),
    label: new Int8Array(length),
    startTime: Float64Array.from(events, ({ start }) => start),
    originatorAddress: words(({ from }) => from),
    responderAddress: words(({ to }) => to),
  };
}

/** Crowded: few hosts and few instants, so that ties and full windows are common. */
const crowd = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 60 }).map((step) => step / 4 + 1e9),
    from: fc.constantFrom('a', 'b', 'c'),
    to: fc.constantFrom('x', 'y', 'z', 'a'),
    bytes: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
);

/** The definitions, word by word, flow by flow. */
function byDefinition(events: readonly Event[], { start, from, to, bytes }: Event, window: number) {
  const before = events.filter((other) => other.start < start && other.from === from);
  const instants = [...new Set(before.filter((other) => other.to === to).map((one) => one.start))]
    .concat(start)
    .sort((a, b) => a - b);
  const gaps = instants.slice(1).map((instant, i) => instant - instants[i]);
  const recent = gaps.slice(-10);
  const mean = recent.reduce((sum, gap) => sum + gap, 0) / recent.length;
  const variance = recent.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / recent.length;
  const inWindow = before.filter((other) => other.start > start - window);
  const whole = (value: number) => Math.floor(value + 0.5);
  return {
    log_pair_gap: Math.log1p(Math.min(gaps.at(-1) ?? 86_400, 86_400)),
    log_gap_variation: recent.length < 3 ? 0 : Math.log(Math.max(0.01, Math.sqrt(variance) / mean)),
    log_window_flows: Math.log1p(inWindow.length + 1),
    log_window_bytes: Math.log1p(
      inWindow.reduce((sum, one) => sum + whole(one.bytes), whole(bytes)),
    ),
    log_window_partners: Math.log1p(new Set([...inWindow.map((one) => one.to), to]).size),
  };
}

describe('time features', () => {
  it('are what their definitions say of every flow', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 20 }), (events, timeWindow) => {
        const x = engineerTimeFeatures(flowsOf(events), { ...HOUR, timeWindow });
        events.forEach((event, row) => {
          for (const [name, value] of Object.entries(byDefinition(events, event, timeWindow))) {
            const found = x.data[row * x.columns + x.names.indexOf(name)];
            expect(Math.abs(found - value), name).toBeLessThan(1e-12);
          }
        });
      }),
    );
  });

  it('do not look ahead: cutting the future off changes none', () => {
    fc.assert(
      fc.property(crowd, fc.nat(), (events, at) => {
        const flows = flowsOf(events);
        const whole = engineerTimeFeatures(flows, { ...HOUR, timeWindow: 5 });
        const now = events[at % events.length].start;
        // Of those of the last instant, only some have arrived.
        const past = Uint32Array.from(
          events.flatMap(({ start }, row) =>
            start < now || (start === now && row <= at % events.length) ? [row] : [],
          ),
        );
        const cut = engineerTimeFeatures(takeRows(flows, past), { ...HOUR, timeWindow: 5 });
        expect(cut).toEqual(takeMatrixRows(whole, past));
      }),
    );
  });

  it('do not look ahead in generated traffic either', () => {
    const flows = generateFlows('42');
    const whole = engineerTimeFeatures(flows, HOUR);
    const times = flows.startTime ?? new Float64Array();
    const middle = times.toSorted()[1000];
    const past = Uint32Array.from(times.keys()).filter((row) => times[row] <= middle);
    const cut = engineerTimeFeatures(takeRows(flows, past), HOUR);
    expect(cut).toEqual(takeMatrixRows(whole, past));
  });

  it('move with their flows when rows are shuffled', () => {
    fc.assert(
      fc.property(crowd, fc.infiniteStream(fc.nat()), (events, random) => {
        const flows = flowsOf(events);
        const keys = events.map(() => random.next().value);
        const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
        const shuffled = engineerTimeFeatures(takeRows(flows, order), HOUR);
        expect(shuffled).toEqual(takeMatrixRows(engineerTimeFeatures(flows, HOUR), order));
      }),
    );
  });

  it('see the rhythm of a beacon from its fourth call on, and none before', () => {
    const flows = generateFlows('42');
    const { startTime, attackType } = flows;
    const variation = columnOf(
      engineerTimeFeatures(flows, HOUR),
      TIME_FEATURES.findIndex(({ name }) => name === 'log_gap_variation'),
    );
    const calls = [...(startTime ?? [])]
      .map((start, row) => ({ start, row }))
      .filter(({ row }) => categoryAt(attackType, row) === 'c2_beacon')
      .sort((a, b) => a.start - b.start);
    calls.forEach(({ row }, call) => {
      if (call < 3) expect(variation[row]).toBe(0);
      else expect(variation[row]).toBeLessThan(-2);
    });
  });
});

describe('hours and weekdays', () => {
  /** Hour and weekday read back from the circle. */
  function clockAt(start: number, timeZone: string) {
    const flows = flowsOf([{ start, from: 'a', to: 'b', bytes: 0 }]);
    const [hourSin, hourCos, daySin, dayCos] = engineerTimeFeatures(flows, {
      ...HOUR,
      timeZone,
    }).data;
    const turn = (sin: number, cos: number) => (Math.atan2(sin, cos) / (2 * Math.PI) + 1) % 1;
    return {
      hour: Math.round(24e6 * turn(hourSin, hourCos)) / 1e6,
      weekday: Math.round(7 * turn(daySin, dayCos)) % 7,
    };
  }

  it.each([
    ['2024-03-04T00:00:00Z', 'UTC', 0, 0],
    ['2024-03-10T13:30:00Z', 'UTC', 13.5, 6],
    ['1969-12-31T18:00:00Z', 'UTC', 18, 2],
    ['2024-03-10T23:30:00Z', '+02:00', 1.5, 0],
    ['2024-01-15T12:00:00Z', 'America/New_York', 7, 0],
    ['2024-07-15T12:00:00Z', 'America/New_York', 8, 0],
    // Clocks were put forward at 01:00 UTC.
    ['2024-03-31T00:59:00Z', 'Europe/Berlin', 1 + 59 / 60, 6],
    ['2024-03-31T01:00:00Z', 'Europe/Berlin', 3, 6],
  ])('%s in %s is %f o’clock of day %i', (time, zone, hour, weekday) => {
    const clock = clockAt(Date.parse(time) / 1000, zone);
    expect(clock.hour).toBeCloseTo(hour, 5);
    expect(clock.weekday).toBe(weekday);
  });

  it('survive times that no calendar has', () => {
    for (const start of [-1e15, 1e15]) {
      const flows = flowsOf([{ start, from: 'a', to: 'b', bytes: 0 }]);
      const { data } = engineerTimeFeatures(flows, { ...HOUR, timeZone: 'Europe/Berlin' });
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });
});

it('flows without times or addresses are told apart from those that have them', () => {
  const flows = flowsOf([{ start: 0, from: 'a', to: 'b', bytes: 0 }]);
  const { startTime: _, ...timeless } = flows;
  expect(() => engineerTimeFeatures(timeless, HOUR)).toThrow(InputError);
  expect(() => engineerTimeFeatures(timeless, HOUR)).toThrow(/lacks start times/);
  const { responderAddress: __, ...nobody } = flows;
  expect(() => engineerTimeFeatures(nobody, HOUR)).toThrow(/lacks the addresses of both ends/);
});
