import { InputError } from '../../data/errors.ts';
import { visibleLine } from '../../data/visible-text.ts';
import { DETECTORS } from '../detecting/detector-table.ts';
import { countOf, kindOf, shareOf } from '../run/words.ts';
import { signed } from '../studies/pitfalls/summary.ts';
import { parsePath, valueAt } from './report-path.ts';

/** How a figure of a report is written. */
export const FIGURE_LOOKS = ['count', 'share', 'measure', 'text'] as const;
export type FigureLook = (typeof FIGURE_LOOKS)[number];

const LONGEST_WORD = 80;

/** A figure in words: `2,210`, `14.0 %`, `0.802`, `port scan`; a dash where there is none. */
export function figureWords(value: unknown, look: FigureLook): string {
  if (typeof value === 'number') {
    if (look === 'share') return shareOf(value);
    if (look === 'measure') return signed(value);
    return look === 'count' || Number.isInteger(value) ? countOf(value) : signed(value);
  }
  if (typeof value === 'string') {
    const title = DETECTORS.find(({ name }) => name === value)?.title;
    return title ?? visibleLine(kindOf(value.slice(0, LONGEST_WORD)));
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value
      .slice(0, 10)
      .map((one) => figureWords(one, look))
      .join(', ');
  return '–';
}

/** `{path}` or `{path|share}`. */
const FIGURE = /\{([^{}|]*)(?:\|([a-z]+))?\}/g;

/** Looks that a text asks for figures as it should. @throws InputError where it does not */
export function checkFigures(text: string): void {
  for (const [whole, path = '', look = 'text'] of text.matchAll(FIGURE)) {
    parsePath(path);
    if (!FIGURE_LOOKS.includes(look as FigureLook)) {
      throw new InputError(
        `"${whole.slice(0, 60)}": write a figure as {path} or {path|share}, with one of ${FIGURE_LOOKS.join(', ')}.`,
      );
    }
  }
}

/** The paths of the figures that a text asks for. */
export function pathsIn(text: string): string[] {
  return [...text.matchAll(FIGURE)].map(([, path = '']) => path);
}

/** The text with the report's figures in the places that ask for them. O(characters). */
export function withFigures(text: string, report: unknown): string {
  return text.replace(FIGURE, (_, path: string, look = 'text') =>
    figureWords(valueAt(report, path), look as FigureLook),
  );
}
