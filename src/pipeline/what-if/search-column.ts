import {
  movementOf,
  type OrdinaryColumn,
  ordinaryValues,
  rangeValues,
  stepsOf,
  valueOfSteps,
  withinColumn,
} from './ordinary.ts';
import type { RawValue, RawValues } from './raw-values.ts';

/** Which of some changes of one flow turn its verdict. */
export type Turns = (changes: readonly RawValues[]) => readonly boolean[];

/** A search among the changes of one flow. */
export interface Search {
  readonly measured: RawValues;
  /** Asks the detector. */
  readonly turns: Turns;
  readonly isPossible: (changes: RawValues) => boolean;
  /** Whether a normal flow is sought: its usual values are tried first. */
  readonly toPass: boolean;
}

/** A value at which the verdict turns, and how far beyond it was seen to stay so. */
export interface Turning {
  readonly column: string;
  readonly value: RawValue;
  /** In spreads of normal flows. */
  readonly movement: number;
  /** The last value tried, away from the measured one, to which the verdict stays; `null`: words and ports. */
  readonly until: number | null;
  /** Whether that is the end of what the column may be. */
  readonly toTheEnd: boolean;
}

/** Values that are tried along a column's range. */
const TRIED = 48;
/** Values of a refinement, and how often the rest is divided so. */
const FINER = 15;
const TIMES = 4;
/** A verdict that turns at so few neighbouring values may be a speck. */
const STEADY = 2;

/**
 * The least change of one column that turns the verdict and stays turned at the values tried behind
 * it; of a single value that turns it where there is no such change. `null`: none does.
 */
export function searchColumn(
  ordinary: OrdinaryColumn,
  search: Search,
  others: RawValues = {},
): Turning | null {
  const { name, kind } = ordinary.column;
  const own = search.measured[name];
  if (own === undefined) return null;
  if (kind !== 'number') return searchWords(ordinary, search, others);
  const values = possibleValues(ordinary, search, others, Number(own));
  const turned = askedFor(search, name, values, others, Number(own));
  const runs = [-1, 1].flatMap((side) => runsOf(values, turned, Number(own), side));
  const steady = runs.filter(({ toTheEnd, length }) => toTheEnd || length >= STEADY);
  const best = leastOf(steady.length > 0 ? steady : runs, ordinary, Number(own));
  return best === null ? null : refine(ordinary, search, others, best);
}

function searchWords(
  { column: { name }, frequent, seen, column }: OrdinaryColumn,
  { measured, turns, isPossible, toPass }: Search,
  others: RawValues,
): Turning | null {
  const tried =
    column.kind === 'word'
      ? column.words
      : rangeValues({ ...BLANK, column, frequent, seen }, measured[name], TRIED);
  const order = toPass ? [...frequent, ...tried] : [...tried, ...frequent];
  const usual = [...new Set(order)].slice(0, TRIED).filter((word) => word !== measured[name]);
  const values = usual.filter((word) => isPossible({ ...others, [name]: word }));
  const turned = turns(values.map((word) => ({ ...others, [name]: word })));
  const at = turned.indexOf(true);
  if (at < 0) return null;
  return { column: name, value: values[at], movement: 1, until: null, toTheEnd: false };
}

const BLANK = { values: [], sorted: new Float64Array(), lowest: 0, highest: 0, spread: 1 };

function possibleValues(
  ordinary: OrdinaryColumn,
  { isPossible }: Search,
  others: RawValues,
  own: number,
): number[] {
  const { name } = ordinary.column;
  const all = [...rangeValues(ordinary, own, TRIED), ...ordinaryValues(ordinary), own].map(Number);
  return [...new Set(all)]
    .filter((value) => value === own || isPossible({ ...others, [name]: value }))
    .sort((a, b) => a - b);
}

function askedFor(
  { turns }: Search,
  name: string,
  values: readonly number[],
  others: RawValues,
  own: number,
): boolean[] {
  const turned = turns(values.map((value) => ({ ...others, [name]: value })));
  // As it was measured nothing has turned, whatever another column does.
  return values.map((value, at) => value !== own && turned[at]);
}

/** Neighbouring values at which the verdict turns, on one side of the measured one. */
interface Run {
  /** The value before it, at which the verdict does not turn. */
  readonly before: number;
  readonly first: number;
  readonly last: number;
  readonly length: number;
  readonly toTheEnd: boolean;
}

function runsOf(
  values: readonly number[],
  turned: readonly boolean[],
  own: number,
  side: number,
): Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let at = values.indexOf(own) + side; ; at += side) {
    const inside = at >= 0 && at < values.length;
    if (inside && turned[at]) {
      if (from < 0) from = at;
      continue;
    }
    if (from >= 0) {
      const length = Math.abs(at - from);
      const [before, first, last] = [values[from - side], values[from], values[at - side]];
      runs.push({ before, first, last, length, toTheEnd: !inside });
      from = -1;
    }
    if (!inside) return runs;
  }
}

function leastOf(runs: readonly Run[], ordinary: OrdinaryColumn, own: number): Run | null {
  const movement = ({ first }: Run) => movementOf(ordinary, own, first);
  return runs.reduce<Run | null>(
    (best, run) => (best === null || movement(run) < movement(best) ? run : best),
    null,
  );
}

/** The run's first value, nearer to where the verdict turns. */
function refine(
  ordinary: OrdinaryColumn,
  search: Search,
  others: RawValues,
  { before, first, last, toTheEnd }: Run,
): Turning {
  const { column } = ordinary;
  const own = Number(search.measured[column.name]);
  const nearest = nearestTurning(ordinary, search, others, before, first);
  const value = shortNumber(ordinary, search, others, own, nearest, last);
  const beyond = between(ordinary, value, last, FINER);
  const turned = search.turns(beyond.map((one) => ({ ...others, [column.name]: one })));
  const end = turned.indexOf(false);
  const stays = end < 0 ? [...beyond, last] : beyond.slice(0, end);
  return {
    column: column.name,
    value,
    movement: movementOf(ordinary, own, value),
    until: stays.at(-1) ?? value,
    toTheEnd: end < 0 && toTheEnd,
  };
}

/**
 * The value nearest to `before` from which on, seen from `turning`, all values tried turn the verdict.
 */
export function nearestTurning(
  ordinary: OrdinaryColumn,
  { turns, isPossible }: Search,
  others: RawValues,
  before: number,
  turning: number,
): number {
  const { name } = ordinary.column;
  let [near, far] = [turning, before];
  for (let time = 0; time < TIMES; time++) {
    const values = between(ordinary, near, far, FINER).filter((value) =>
      isPossible({ ...others, [name]: value }),
    );
    if (values.length === 0) break;
    const turned = turns(values.map((value) => ({ ...others, [name]: value })));
    const end = turned.indexOf(false);
    if (end === 0) far = values[0];
    else {
      near = values[(end < 0 ? values.length : end) - 1];
      if (end > 0) far = values[end];
    }
  }
  return near;
}

/** So many values between two, in even steps, in order from the first; both ends left out. */
function between({ column }: OrdinaryColumn, from: number, to: number, count: number): number[] {
  const [start, end] = [stepsOf(column, from), stepsOf(column, to)];
  const values = Array.from({ length: count }, (_, i) =>
    withinColumn(column, valueOfSteps(column, start + ((end - start) * (i + 1)) / (count + 1))),
  );
  return [...new Set(values)].filter((value) => value !== from && value !== to);
}

const DIGITS = [2, 3, 4, 5, 6];
/** A shorter number may be further away by this share of the change. */
const FURTHER = 0.02;

/** A number of few digits in place of one of many, little further from the measured one. */
function shortNumber(
  { column }: OrdinaryColumn,
  { turns, isPossible }: Search,
  others: RawValues,
  own: number,
  value: number,
  last: number,
): number {
  const steps = (one: number) => stepsOf(column, one);
  const moved = Math.abs(steps(value) - steps(own));
  const inside = (one: number) => Math.min(value, last) <= one && one <= Math.max(value, last);
  const candidates = DIGITS.flatMap((digits) => {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - digits + 1);
    const whole = value < own ? Math.floor(value / unit) : Math.ceil(value / unit);
    const short = Number((whole * unit).toPrecision(digits));
    const near = Math.abs(steps(short) - steps(value)) <= FURTHER * moved;
    const fits = near && inside(short) && (!column.whole || Number.isInteger(short));
    return fits && isPossible({ ...others, [column.name]: short }) ? [short] : [];
  });
  const turned = turns(candidates.map((one) => ({ ...others, [column.name]: one })));
  return candidates[turned.indexOf(true)] ?? value;
}
