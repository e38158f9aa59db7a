import { literal } from './literals.ts';
import { FLOWS_FILE, type PythonRequest } from './source.ts';

/** Traffic, true attacks and alerts by the hour. */
export function timelineCode({ source }: PythonRequest): string {
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

/** Why a cell has no code of its own, and what does the same. */
const WITHOUT_CODE: Readonly<Record<string, string>> = {
  voting:
    'The study is the code of the cells above, the ensemble among the detectors, run once per ' +
    'seed: set the seed in the first cell, run all, write the figures down, and take their mean.',
  time:
    'The study is the code of the cells above, run once per seed without and with time features: ' +
    'switch them on under Features, save the flows, run all, and count each attack where one ' +
    'normal flow in a hundred is flagged.',
  stream: 'scikit-learn has no online anomaly detector, so there is no code to show for this cell.',
};

/** What is said in place of a cell's code. */
export function withoutCode(cell: string): string {
  return WITHOUT_CODE[cell] ?? 'scikit-learn has no equivalent of this cell.';
}
