/** How the scores of an online detector are laid out from the bottom to the top of a strip. */
export interface ScoreAxis {
  /** Height of a score. */
  readonly height: (score: number) => number;
  /** Scores that are written at the axis, if they are in sight; `null`: evenly spread ones. */
  readonly ticks: readonly number[] | null;
}

const LINEAR: ScoreAxis = { height: (score) => score, ticks: null };

/** Closer to 1 nothing is told apart. */
const NEAREST = 1e-5;

/** Scores that crowd below 1 are spread by how far below: .9, .99 and .999 lie equally far apart. */
const NINES: ScoreAxis = {
  height: (score) => -Math.log10(Math.max(1 - score, NEAREST)),
  ticks: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999],
};

/** Below this a displacement is none. */
const LEAST = 0.1;

/** Scores without an upper end, of which a few are many times the usual: by their ratio. */
const RATIOS: ScoreAxis = {
  height: (score) => Math.log10(Math.max(score, LEAST)),
  ticks: [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
};

const AXES: Readonly<Record<string, ScoreAxis>> = {
  'half-space-trees': NINES,
  'random-cut-forest': RATIOS,
};

export function scoreAxisOf(detector: string): ScoreAxis {
  return AXES[detector] ?? LINEAR;
}

/** Room below the lowest mark, and above the highest, where words stand: shares of the height. */
const BELOW = 0.06;
const ABOVE = 0.3;

/** The lowest and the highest of these heights, with room beyond; those that are no numbers left out. */
export function heightsOf(values: readonly Iterable<number>[], { height }: ScoreAxis) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of values) {
    for (const value of list) {
      // Neither the warm-up nor a threshold that is not there yet has a height.
      if (!Number.isFinite(value)) continue;
      const at = height(value);
      if (at < low) low = at;
      if (at > high) high = at;
    }
  }
  if (low > high) return { low: 0, high: 1 };
  const range = high - low || 1;
  return { low: low - BELOW * range, high: high + ABOVE * range };
}

/** Something that happened at a place of the stream, in a word or two. */
export interface StripEvent {
  readonly place: number;
  readonly word: string;
  /** Stands by itself, whatever is beside it. */
  readonly alone?: true;
}

/** Events that lie close together as one: the first one's word, and how many more. */
export function groupEvents(events: readonly StripEvent[], within: number): StripEvent[] {
  const groups: { readonly first: StripEvent; more: number }[] = [];
  for (const event of events.toSorted((a, b) => a.place - b.place)) {
    const last = groups.at(-1);
    const near = last !== undefined && event.place - last.first.place <= within;
    if (near && !last.first.alone && !event.alone) last.more++;
    else groups.push({ first: event, more: 0 });
  }
  return groups.map(({ first, more }) =>
    more === 0 ? first : { ...first, word: `${first.word} +${more}` },
  );
}
