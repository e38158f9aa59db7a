import { parseDecimal, parseIsoTime } from '../../data/import/text/text-cells.ts';

/**
 * Seconds since 1970 UTC of a moment as a person types it: ISO 8601 down to the day, the minute or
 * below the second, UTC unless it says otherwise, or the seconds themselves. NaN for anything else.
 */
export function parseTime(text: string): number {
  const seconds = parseDecimal(text);
  if (!Number.isNaN(seconds)) return seconds;
  const [, day, minute = 'T00:00', rest = ''] =
    /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d)?(.*)$/.exec(text.trim()) ?? [];
  if (day === undefined) return Number.NaN;
  return parseIsoTime(`${day}${minute}${rest.startsWith(':') ? rest : `:00${rest}`}`);
}

/** A moment as `parseTime` reads it, to the second and below as far as needed. */
export function timeText(seconds: number): string {
  const time = new Date(1000 * seconds);
  // Beyond the years that a date can hold, the seconds say more than nothing.
  if (Number.isNaN(time.getTime())) return String(seconds);
  return time.toISOString().replace('.000Z', 'Z');
}

/** A moment for the eye, to the second: `2018-07-25 10:00:00`. UTC. */
export function momentText(seconds: number): string {
  return timeText(Math.floor(seconds)).replace('T', ' ').replace('Z', '');
}

/** The first and the last moment among these; `null` where none is known (NaN). O(n). */
export function spanOf(times: Float64Array): { first: number; last: number } | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < times.length; at++) {
    const time = times[at];
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return first <= last ? { first, last } : null;
}
