import { computed } from '@preact/signals';
import { type Clock, UTC_CLOCK } from '../../pipeline/traffic/import-report.ts';
import { preferences } from '../lab.ts';

/** The zone that this machine's clock is in. */
export const MACHINE_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'local time';

const MACHINE_CLOCK: Clock = { zone: MACHINE_ZONE, text: (seconds) => machineText(seconds, 19) };

/** How moments are written on the page: in UTC unless chosen otherwise. */
export const clock = computed(() =>
  preferences.timesIn.value === 'utc' ? UTC_CLOCK : MACHINE_CLOCK,
);

/** A moment to the millisecond, without its zone; a dash where there is no time. */
export function formatTime(seconds: number): string {
  const time = new Date(1000 * seconds);
  if (Number.isNaN(time.getTime())) return '–';
  return preferences.timesIn.value === 'utc' ? isoText(time) : machineText(seconds, 23);
}

/** What this machine's clock showed then, as the first `length` letters of a date in ISO 8601. */
function machineText(seconds: number, length: number): string {
  const time = new Date(1000 * seconds);
  if (Number.isNaN(time.getTime())) return String(seconds);
  const east = -60_000 * time.getTimezoneOffset();
  return isoText(new Date(time.getTime() + east)).slice(0, length);
}

/** `2024-05-01 12:00:00.123`. */
function isoText(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '');
}
