import type { AlertFormat } from '../pipeline/triage/alert-endings.ts';

/** Media types of files of alerts. */
export const ALERT_TYPES: Readonly<Record<AlertFormat, string>> = {
  ecs: 'application/jsonl',
  zeek: 'text/tab-separated-values',
  csv: 'text/csv',
  jsonl: 'application/jsonl',
};

/** Lines as one file, gathered by the megabyte: a part per line would take more than the text. */
export function blobOf(lines: Iterable<string>, type: string): Blob {
  const parts: string[] = [];
  let part = '';
  for (const line of lines) {
    part += line;
    if (part.length < 2 ** 20) continue;
    parts.push(part);
    part = '';
  }
  return new Blob([...parts, part], { type });
}
