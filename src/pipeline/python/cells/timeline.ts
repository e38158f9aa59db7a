import type { CellPython } from '../cell-python.ts';
import { literal } from '../literals.ts';
import { FLOWS_FILE, type PythonRequest } from '../source.ts';

export const python: CellPython = { code: timelineCode };

/** Traffic, true attacks and alerts by the hour. */
function timelineCode({ source }: PythonRequest): string {
  if (source.from === 'table') return '# This table does not tell when its rows began.';
  const start =
    source.from === 'draws'
      ? `pd.read_csv(${literal(FLOWS_FILE)})["start_time"]  # NumPy does not draw when flows began`
      : 'flows["start_time"]';
  return [
    '# Traffic, true attacks and alerts by the hour, UTC.',
    `start = ${start}`,
    'hours = pd.to_datetime(start, unit="s", utc=True).dt.floor("h")',
    source.labels === 'none'
      ? 'timeline = hours.value_counts().sort_index().to_frame("flows")'
      : 'timeline = pd.crosstab(hours, flows["attack_type"])',
    'for name, (_, _, flagged) in verdicts.items():',
    '    timeline[f"alerts: {name}"] = pd.Series(flagged).astype(int).groupby(hours).sum()',
    'timeline',
  ].join('\n');
}
