import { visibleJson } from '../../data/visible-text.ts';
import { timeText } from '../baseline/baseline-time.ts';
import { csvLines, exactNumber, textCell } from '../traffic/csv.ts';
import type { StreamAlert } from './stream.ts';
import { reasonsInWords } from './stream-reasons.ts';

/** How they are written: a table, or a JSON object per line. */
export type StreamFormat = 'csv' | 'jsonl';

/** The alerts of a stream as the lines of a file, first to last. */
export function streamAlertLines(
  alerts: readonly StreamAlert[],
  format: StreamFormat,
): Generator<string> {
  return format === 'csv' ? alertsCsv(alerts) : alertsJson(alerts);
}

function alertsCsv(alerts: readonly StreamAlert[]): Generator<string> {
  const column = (name: string, tell: (alert: StreamAlert) => string) => ({
    name,
    cell: (at: number) => tell(alerts[at]),
  });
  const columns = [
    column('place', ({ place }) => String(place)),
    column('row', ({ row }) => String(row)),
    column('time', timeOf),
    column('type', ({ type }) => textCell(type)),
    column('label', ({ label }) => (label < 0 ? '' : String(label))),
    column('score', ({ score }) => exactNumber(score)),
    column('threshold', ({ threshold }) => exactNumber(threshold)),
    column('stands_out', ({ reasons }) => textCell(reasonsInWords(reasons))),
  ];
  return csvLines(columns, alerts.keys());
}

/** RFC 8259, an object per line, under the names that columns have in the CSV file. */
function* alertsJson(alerts: readonly StreamAlert[]): Generator<string> {
  for (const alert of alerts) {
    const { place, row, time, type, label, score, threshold, reasons } = alert;
    const told = {
      place,
      row,
      time: time === null ? null : timeOf(alert),
      type,
      label: label < 0 ? null : label,
      score,
      threshold,
      stands_out: reasons.map(({ name, ...standing }) => ({
        feature: name,
        ...standing,
        words: reasonsInWords([{ name, ...standing }]),
      })),
    };
    yield `${visibleJson(told)}\n`;
  }
}

function timeOf({ time }: StreamAlert): string {
  return time === null ? '' : timeText(time);
}
