/**
 * How alerts are written, and how such a file's name ends: documents of the Elastic Common Schema, a
 * log as Zeek writes it, a table, or a JSON object per line with all that the lab tells.
 */
export const ALERT_ENDINGS = {
  ecs: '.ecs.jsonl',
  zeek: '.log',
  csv: '.csv',
  jsonl: '.jsonl',
} as const;

export type AlertFormat = keyof typeof ALERT_ENDINGS;

export const ALERT_FORMATS = Object.keys(ALERT_ENDINGS) as readonly AlertFormat[];
