import { formatNumber, formatType } from '../charts/format.ts';
import { textAt } from '../data/flow-table.ts';
import type { ViewColumn } from '../pipeline/flow-view.ts';

/** One cell of the table of flows as text. */
export function cellText({ id, kind, values, names, texts }: ViewColumn, row: number): string {
  const value = values[row];
  switch (kind) {
    case 'word':
      return names === undefined ? '' : id === 'type' ? formatType(names[value]) : names[value];
    case 'text':
      return texts === undefined ? '' : textAt(texts, row);
    case 'row':
    case 'port':
      return String(value);
    case 'score':
      return value.toFixed(6);
    case 'time':
      return formatTime(value);
    case 'number':
      return formatNumber(value);
  }
}

/** Seconds since 1970 as `2024-05-01 12:00:00.123`, UTC; a dash where there is no time. */
export function formatTime(seconds: number): string {
  const time = new Date(1000 * seconds);
  return Number.isNaN(time.getTime()) ? '–' : time.toISOString().replace('T', ' ').replace('Z', '');
}

/** Room for the heading and what such a column usually holds, in rem. */
export function widthOf({ kind, id, title }: ViewColumn): number {
  return Math.max(0.5 * title.length + 2.5, kind === 'word' ? wordWidth(id) : WIDTHS[kind]);
}

const WIDTHS = { row: 5, score: 8, number: 7.5, port: 5, time: 13, text: 13 } as const;

function wordWidth(id: string): number {
  return /address|uid|file/.test(id) ? 13 : id === 'protocol' ? 5 : 8;
}
