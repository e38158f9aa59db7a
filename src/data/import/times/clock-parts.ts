/** What the characters of a date and time say, before anyone asks which instant they mean. */
export interface WallClock {
  /** The three numbers of the date as they stand: `2017-07-03` or `3/7/2017`. */
  readonly date: Int32Array;
  /** Whether the year comes first; else it comes last, and day and month may stand either way. */
  yearFirst: boolean;
  /** Whether points stand between the three: wherever that is usual, the day comes first. */
  dotted: boolean;
  /** Whether the month is a word; then `date` is year, month and day. */
  named: boolean;
  /** The date has no year. */
  yearless: boolean;
  /** A time of day alone: no date stands before it. */
  dateless: boolean;
  hour: number;
  minute: number;
  second: number;
  /** The digits after the point and how many they are, 15 at most. */
  fraction: number;
  decimals: number;
  /** Of a clock of twelve hours. */
  half: 'am' | 'pm' | undefined;
  /** Seconds east of UTC, NaN where the time carries no zone. */
  offset: number;
}

export function newWallClock(): WallClock {
  return {
    date: new Int32Array(3),
    yearFirst: false,
    dotted: false,
    named: false,
    yearless: false,
    dateless: false,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: 0,
    decimals: 0,
    half: undefined,
    offset: Number.NaN,
  };
}
