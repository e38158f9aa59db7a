import { formatInUnit, formatScore, formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { textAt } from '../../data/flow-rows.ts';
import type { ViewColumn } from '../../pipeline/traffic/flow-view.ts';
import { type Verdict, verdictInWords } from '../../pipeline/traffic/verdicts.ts';
import { clock, formatTime } from '../kit/clock.ts';

/** One cell of the table of flows as text. */
export function cellText(
  { id, kind, values, names, texts, unit = '' }: ViewColumn,
  row: number,
): string {
  const value = entryAt(values, row, 'value');
  switch (kind) {
    case 'word': {
      const word = names === undefined ? '' : entryAt(names, value, 'word');
      return id === 'type'
        ? formatType(word)
        : id === 'verdict'
          ? verdictInWords(word as Verdict)
          : word;
    }
    case 'text':
      return texts === undefined ? '' : textAt(texts, row);
    case 'row':
    case 'port':
      return String(value);
    case 'score':
      return formatScore(value, 4);
    case 'time':
      return formatTime(value);
    case 'number':
      return formatInUnit(value, unit);
  }
}

/** All digits of a cell, which shows as many as matter. */
export function wholeText(column: ViewColumn, row: number): string {
  const { kind, unit, values } = column;
  if (kind !== 'score' && kind !== 'number') return cellText(column, row);
  return unit === undefined ? String(values[row]) : `${values[row]} ${unit}`.trim();
}

/** What stands above a column: times name their zone. */
export function headingOf({ kind, title }: ViewColumn): string {
  return kind === 'time' ? `${title} (${clock.value.zone})` : title;
}

/** Room for the heading and what such a column usually holds, in rem. */
export function widthOf(column: ViewColumn): number {
  const { kind, id } = column;
  // Its heading takes two lines.
  if (kind === 'score') return WIDTHS.score;
  const usual = kind === 'word' ? wordWidth(id) : WIDTHS[kind];
  return Math.max(0.5 * headingOf(column).length + 2.5, usual);
}

const WIDTHS = { row: 5, score: 6, number: 7.5, port: 5, time: 14.5, text: 13 } as const;

function wordWidth(id: string): number {
  return /address|uid|file/.test(id) ? 13 : id === 'protocol' ? 5 : id === 'verdict' ? 6.5 : 8;
}
