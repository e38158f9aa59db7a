import { cumulative, randint, uniform } from './distributions.ts';
import { sampler } from './draws.ts';
import { encodeCategories } from './flow-rows.ts';
import type { FlowTable } from './flow-table.ts';
import { integerSeed } from './integer-seed.ts';
import { PROFILES } from './profiles.ts';
import { createRandomSource, type RandomSource } from './random.ts';
import type { Rhythms } from './rhythms.ts';
import {
  FIRST_MOMENT,
  type Hosts,
  type Hours,
  SCHEDULES,
  type Schedule,
  SPAN_DAYS,
} from './schedules.ts';

/** The columns that say when a flow began and between whom. */
export type TimesAndEndpoints = Required<
  Pick<FlowTable, 'startTime' | 'originatorAddress' | 'originatorPort' | 'responderAddress'>
>;

const HOUR = 3600;
const DAY = 24 * HOUR;
const SPAN = SPAN_DAYS * DAY;
/** Ports that hosts open connections from. Source: IANA, RFC 6335. */
const FIRST_DYNAMIC_PORT = 49152;
const PORTS = 65536;

/** What is being written: a row per flow, profile after profile. */
interface Written {
  readonly startTime: Float64Array;
  readonly originatorPort: Int32Array;
  readonly originators: string[];
  readonly responders: string[];
}

/**
 * Start and endpoints of flows that stand in the order of their profiles. Every profile has a random
 * stream of its own, apart from the one that the other columns are drawn from: so the notebook's
 * columns are what they are without, and a profile's times do not depend on the other profiles'
 * counts. Times are of whole milliseconds in the seven days from `FIRST_MOMENT`. O(flows).
 *
 * `srcIpCount` and `dstIpCount` are the notebook's draws and not counted from these addresses.
 *
 * @param sizes flows per profile, in the order of `PROFILES`
 */
export function drawTimes(
  seed: string,
  sizes: readonly number[],
  rhythms: Rhythms,
): TimesAndEndpoints {
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const written: Written = {
    startTime: new Float64Array(length),
    originatorPort: new Int32Array(length),
    originators: [],
    responders: [],
  };
  const name = integerSeed(seed) ?? seed;
  let start = 0;
  PROFILES.forEach((profile, at) => {
    const source = createRandomSource(`times of ${profile.name}, seed ${name}`);
    const end = start + sizes[at];
    for (const schedule of SCHEDULES.filter((row) => row.profile === profile.name)) {
      const next = schedule.share ? start + Math.floor(rhythms[schedule.share] * sizes[at]) : end;
      drawSchedule(schedule, rhythms, source, written, start, next);
      start = next;
    }
  });
  return {
    startTime: written.startTime,
    originatorAddress: encodeCategories(written.originators, length),
    originatorPort: written.originatorPort,
    responderAddress: encodeCategories(written.responders, length),
  };
}

/** Fills rows `start … end`, series after series. */
function drawSchedule(
  schedule: Schedule,
  rhythms: Rhythms,
  source: RandomSource,
  written: Written,
  start: number,
  end: number,
): void {
  const { from, to, each } = schedule;
  const hours = cumulative(hoursOfSpan(schedule.hours));
  const flows = sampler(schedule.flows, source);
  const gap = gapSampler(schedule, rhythms, source);
  for (let row = start; row < end; ) {
    const wanted = Math.min(end - row, Math.max(1, flows()));
    const planned = seriesLength(schedule, rhythms, wanted);
    const last = row + planned.flows;
    const series = { originator: hostOf(from, source), responder: hostOf(to, source) };
    let time = startOfSeries(hours, planned.longest, source);
    for (const first = row; row < last; row++) {
      if (row > first) time += gap();
      // What does not end with the week begins another series.
      if (row > first && time >= SPAN) break;
      const originator = each === 'originator' ? hostOf(from, source) : series.originator;
      const responder = each === 'responder' ? hostOf(to, source) : series.responder;
      written.startTime[row] = FIRST_MOMENT + Math.floor(1000 * time) / 1000;
      written.originatorPort[row] = randint(source, FIRST_DYNAMIC_PORT, PORTS);
      written.originators.push(originator);
      written.responders.push(responder === originator ? nextHost(to, responder) : responder);
    }
  }
}

function gapSampler(
  { gap }: Schedule,
  { beaconPeriod, beaconJitter }: Rhythms,
  source: RandomSource,
): () => number {
  if (gap !== 'beacon') return sampler(gap, source);
  return () => beaconPeriod * (1 + beaconJitter * uniform(source, -1, 1));
}

/** A beacon is planned so that all of it fits in the week; other series are short. */
function seriesLength({ gap }: Schedule, { beaconPeriod, beaconJitter }: Rhythms, wanted: number) {
  if (gap !== 'beacon') return { flows: wanted, longest: 0 };
  const longestGap = beaconPeriod * (1 + beaconJitter);
  const flows = Math.min(wanted, Math.max(1, Math.floor(SPAN / longestGap)));
  return { flows, longest: flows * longestGap };
}

/** Seconds from the first moment, in an hour drawn by its weight, or as early as `longest` needs. */
function startOfSeries(hours: Float64Array, longest: number, source: RandomSource): number {
  if (longest > 0) return uniform(source, 0, SPAN - Math.min(longest, SPAN));
  return (hourDrawn(hours, source) + source.double()) * HOUR;
}

/** As `weightedIndex`, by bisection. */
function hourDrawn(cdf: Float64Array, source: RandomSource): number {
  const u = source.double();
  let low = 0;
  let high = cdf.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cdf[middle] <= u) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A weight per hour of the span, which begins on a Monday. */
function hoursOfSpan({ weekday, weekend }: Hours): number[] {
  return Array.from({ length: SPAN_DAYS }, (_, day) => (day % 7 < 5 ? weekday : weekend)).flat();
}

function hostOf({ network, first, count }: Hosts, source: RandomSource): string {
  return `${network}.${first + randint(source, 0, count)}`;
}

/** The address after this one in its group. Nobody calls himself. */
function nextHost({ network, first, count }: Hosts, address: string): string {
  const at = Number(address.slice(network.length + 1)) - first;
  return `${network}.${first + ((at + 1) % count)}`;
}
