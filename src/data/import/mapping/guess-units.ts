import { numberDialect } from '../numbers/number-dialect.ts';
import { timeColumn } from '../times/times.ts';
import { type BYTE_UNITS, DURATION_UNITS } from './column-mapping.ts';
import { wordsOfName } from './column-names.ts';

const DURATION_WORDS: Readonly<Record<string, keyof typeof DURATION_UNITS>> = {
  ms: 'ms',
  msec: 'ms',
  msecs: 'ms',
  milliseconds: 'ms',
  millis: 'ms',
  us: 'µs',
  usec: 'µs',
  microseconds: 'µs',
  micros: 'µs',
  ns: 'ns',
  nanoseconds: 'ns',
  minutes: 'min',
  mins: 'min',
};

const BYTE_WORDS: Readonly<Record<string, keyof typeof BYTE_UNITS>> = {
  kb: 'kB',
  kbytes: 'kB',
  kib: 'KiB',
  mb: 'MB',
  mbytes: 'MB',
  mib: 'MiB',
};

/** A unit of durations, and what speaks against it. */
export interface GuessedUnit {
  readonly unit: DurationUnit;
  readonly doubt?: string | undefined;
}

type DurationUnit = keyof typeof DURATION_UNITS;

/** Longest flow, in seconds, that is likely: meters cut flows after minutes or hours. */
const LIKELY_SECONDS = 1e5;

/**
 * The unit of durations: the one by which they are what lies between starts and ends, where a table
 * has these; else the one that the column's name gives; else seconds, which is doubtful where a flow
 * would last more than a day. Cells with units of their own tell themselves.
 *
 * @param cells of the same rows; none where there is no such column
 */
export function guessDurationUnit(
  name: string | null,
  cells: Readonly<Record<'durations' | 'starts' | 'ends', readonly string[]>>,
): GuessedUnit {
  if (name === null) return { unit: 's' };
  const byTimes = unitBetween(cells);
  const words = wordsOfName(name);
  const word = words.find((each) => Object.hasOwn(DURATION_WORDS, each));
  const isOfEcs = ECS_DURATION.test(name.trim());
  const byName = word === undefined ? (isOfEcs ? 'ns' : undefined) : DURATION_WORDS[word];
  if (byTimes !== undefined) {
    const isOdd = byName !== undefined && byName !== byTimes;
    const doubt = isOdd ? `name says ${byName}, start and end say ${byTimes}` : undefined;
    return { unit: byTimes, doubt };
  }
  if (byName !== undefined) return { unit: byName };
  const { readText } = numberDialect(cells.durations, { units: 'spans' });
  const longest = cells.durations
    .map(readText)
    .reduce((most, each) => (each > most ? each : most), 0);
  const isTold = words.some((each) => SECOND_WORDS.has(each));
  const doubt = `nothing names their unit: ${longest} s would be the longest`;
  return { unit: 's', doubt: isTold || longest < LIKELY_SECONDS ? undefined : doubt };
}

/** Nanoseconds by definition. Source: Elastic Common Schema, "Event fields". */
const ECS_DURATION = /^event[._]duration$/i;
const SECOND_WORDS = new Set(['s', 'sec', 'secs', 'second', 'seconds']);
/** Rows that are compared, and how far off a duration may be. */
const ROWS_FOR_UNIT = 50;
const NEAR = 0.1;

/** The unit by which nearly all durations are what lies between start and end. */
function unitBetween({
  durations,
  starts,
  ends,
}: Parameters<typeof guessDurationUnit>[1]): DurationUnit | undefined {
  if (starts.length === 0 || ends.length === 0) return undefined;
  const { readText } = numberDialect(durations);
  const hints = { calendar: true, latest: 0 };
  const [start, end] = [starts, ends].map((cells) => timeColumn(cells, 'UTC', 'day first', hints));
  const ratios = durations.slice(0, ROWS_FOR_UNIT).flatMap((cell, row) => {
    const seconds = end.readText(ends[row]) - start.readText(starts[row]);
    const ratio = readText(cell) / seconds;
    return seconds > 0 && ratio > 0 ? [ratio] : [];
  });
  const units = Object.keys(DURATION_UNITS) as DurationUnit[];
  return units.find((unit) => {
    const fitting = ratios.filter((ratio) => Math.abs(ratio * DURATION_UNITS[unit] - 1) < NEAR);
    return ratios.length > 0 && fitting.length >= 0.9 * ratios.length;
  });
}

/** The unit that a column's name gives, else bytes. */
export function byteUnitOf(name: string | null): keyof typeof BYTE_UNITS {
  const word = wordsOfName(name ?? '').find((each) => Object.hasOwn(BYTE_WORDS, each));
  return word === undefined ? 'B' : BYTE_WORDS[word];
}
