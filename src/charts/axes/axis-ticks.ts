import { type Axis, placeOnAxis } from '../../eval/distributions/axis-scale.ts';
import { formatNumber } from '../format.ts';
import { formatWithUnit, unitKind } from './units.ts';

/** A value that is written at an axis. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** So many ticks have room on a phone. */
const MOST_TICKS = 6;

/** Share of the width that two ticks are apart at least. */
const NEAREST = 0.15;

/** Steps of a linear axis of time, in seconds, up to a week; beyond them and below they are powers of ten. */
const TIME_STEPS = [
  1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600,
].concat([43_200, 86_400, 172_800, 604_800]);

/** What is written on a logarithmic axis of time. */
const TIMES = [
  ...[1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600],
  ...[36_000, 86_400, 864_000, 8_640_000, 86_400_000],
];

/** The ticks of an axis, in the unit of its values; those of a signed logarithm say how far it is. */
export function axisTicks(axis: Axis, unit: string): Tick[] {
  const { scale } = axis;
  if (scale.kind === 'signed-log') return distanceTicks(axis, scale.centre, scale.unit);
  const values = scale.kind === 'log' ? logValues(axis, unit) : linearValues(axis, unit);
  return values.map((value) => ({ value, text: formatWithUnit(value, unit) }));
}

function linearValues({ low, high }: Axis, unit: string): number[] {
  const step = linearStep((high / 2 - low / 2) * 2, unit);
  if (!Number.isFinite(step)) return [low, high];
  // Shares from just above 0 to just below 1 are written as reaching from 0 to 1.
  const first = Math.ceil(low / step - 0.02);
  const last = Math.floor(high / step + 0.02);
  const digits = Math.max(0, Math.min(100, -Math.floor(Math.log10(step))));
  return Array.from({ length: last - first + 1 }, (_, i) =>
    // Without the noise of a product: 0.3, not 0.30000000000000004.
    Number(((first + i) * step).toFixed(digits)),
  );
}

function linearStep(width: number, unit: string): number {
  const least = width / MOST_TICKS;
  const time = TIME_STEPS.find((step) => step >= least);
  if (unitKind(unit) === 'seconds' && least > 0.5 && time !== undefined) return time;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

function logValues({ low, high }: Axis, unit: string): number[] {
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  if (unitKind(unit) === 'seconds') {
    const times = TIMES.filter(inside);
    if (times.length >= 2) return everyNth(times);
  }
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => Number(`1e${first + i}`));
  const whole = powers.filter(inside);
  if (whole.length >= 3) return everyNth(whole);
  // Within few powers of ten the numbers between them are needed.
  const between = powers.flatMap((power) => [1, 2, 5].map((factor) => factor * power));
  const inBetween = between.map((value) => Number(value.toPrecision(1))).filter(inside);
  return inBetween.length >= 2 ? everyNth(inBetween) : [low, high];
}

/** So few that they have room, evenly. */
function everyNth(values: readonly number[]): number[] {
  const step = Math.ceil(values.length / MOST_TICKS);
  return values.filter((_, i) => i % step === 0);
}

/** How far from the centre, on either side: powers of ten first, the largest first, as room is left. */
function distanceTicks(axis: Axis, centre: number, unit: number): Tick[] {
  const ticks: Tick[] = [];
  const places: number[] = [];
  const add = (value: number, text: string) => {
    const place = placeOnAxis(axis, value);
    const inside = place >= 0 && place <= 1;
    if (!inside || places.some((other) => Math.abs(other - place) < NEAREST)) return;
    ticks.push({ value, text });
    places.push(place);
  };
  add(centre, '0');
  const far = Math.max(Math.abs(axis.low - centre), Math.abs(axis.high - centre));
  // Nearer to the centre than its unit the axis is linear, and 0 stands for all of it.
  const largest = Math.floor(Math.log10(far));
  const powers = Array.from(
    { length: largest - Math.floor(Math.log10(unit)) + 1 },
    (_, i) => largest - i,
  );
  for (const factor of [1, 5, 2]) {
    for (const power of powers) {
      const distance = Number(`${factor}e${power}`);
      add(centre - distance, `−${formatNumber(distance)}`);
      add(centre + distance, `+${formatNumber(distance)}`);
    }
  }
  return ticks.sort((a, b) => a.value - b.value);
}
