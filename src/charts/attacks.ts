import type { Difficulty, RankedAttack } from '../eval/per-attack.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  figureOf,
  patternedMarker,
} from './figure.ts';
import { formatPercent, formatType } from './format.ts';
import { DIFFICULTY_LOOKS } from './looks.ts';

/** The notebook's bands: what share is found, in a word. */
export const DIFFICULTIES: Readonly<Record<Difficulty, { word: string; range: string }>> = {
  hard: { word: 'hard', range: 'below 50 % found' },
  medium: { word: 'medium', range: '50 to 80 % found' },
  easy: { word: 'easy', range: '80 % or more found' },
};

const BANDS = Object.keys(DIFFICULTIES) as Difficulty[];

/** Share found of each attack, hardest on top, with 95 % intervals. */
export function attacksFigure(attacks: readonly RankedAttack[], theme: ChartTheme): Figure {
  const height = 110 + 34 * attacks.length;
  return figureOf({
    height,
    data: BANDS.map((band) => bandTrace(band, attacks, theme)).filter(({ y }) => y.length > 0),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 130, r: 24, t: 36, b: 48 },
      barmode: 'overlay',
      xaxis: axis('found', theme, { range: [0, 1.02], tickformat: '.0%' }),
      yaxis: axis('', theme, {
        type: 'category',
        dtick: 1,
        categoryorder: 'array',
        categoryarray: attacks.map(({ type }) => formatType(type)),
        autorange: 'reversed',
      }),
    },
    summary: summaryOf(attacks),
    table: {
      columns: ['attack', 'flows', 'found', 'share', '95 % from', '95 % to', 'band'],
      rows: attacks.map(({ type, flows, flagged, rate, interval, difficulty }) => [
        formatType(type),
        flows,
        flagged,
        formatPercent(rate),
        formatPercent(interval.low),
        formatPercent(interval.high),
        DIFFICULTIES[difficulty].word,
      ]),
      keys: attacks.map(({ type }) => type),
    },
  });
}

function bandTrace(band: Difficulty, attacks: readonly RankedAttack[], theme: ChartTheme) {
  const { word, range } = DIFFICULTIES[band];
  const within = attacks.filter(({ difficulty }) => difficulty === band);
  return {
    type: 'bar',
    orientation: 'h',
    name: `${word} (${range})`,
    ids: within.map(({ type }) => type),
    y: within.map(({ type }) => formatType(type)),
    x: within.map(({ rate }) => rate),
    marker: patternedMarker(DIFFICULTY_LOOKS[band], theme),
    error_x: {
      type: 'data',
      symmetric: false,
      array: within.map(({ rate, interval }) => interval.high - rate),
      arrayminus: within.map(({ rate, interval }) => rate - interval.low),
      color: theme.ink,
      thickness: 1.5,
    },
    customdata: within.map(({ flagged, flows }) => [flagged, flows]),
    hovertemplate: '%{y}: %{customdata[0]} of %{customdata[1]} found<extra></extra>',
  };
}

function summaryOf(attacks: readonly RankedAttack[]): string {
  const [hardest] = attacks;
  if (hardest === undefined) return 'There are no attacks to find.';
  const easy = attacks.filter(({ difficulty }) => difficulty === 'easy').length;
  return (
    `Hardest is ${formatType(hardest.type)}: ${hardest.flagged} of ${hardest.flows} found. ` +
    `${easy} of ${attacks.length} kinds of attack are found to 80 % or more.`
  );
}
