import type { CellPython } from '../cell-python.ts';
import { scoresChart } from '../charts.ts';
import { judgesSome } from '../judge.ts';
import { list, SIX_DIGITS } from '../literals.ts';
import type { PythonRequest } from '../source.ts';

/** The columns that the lab shows of the most anomalous flows. */
const TOP_COLUMNS = [
  'attack_type',
  'dst_port',
  'bytes_sent',
  'bytes_recv',
  'packets_sent',
  'duration',
];

export const python: CellPython = {
  code: scoresCode,
  inDocument: {
    place: 6,
    words: () =>
      'Where each detector draws its line, and the fifteen flows it finds most abnormal. Scores are negated: here higher means more abnormal.',
    chart: scoresChart,
  },
};

/** Step 5, second part: where each detector draws its line, and what it finds most abnormal. */
function scoresCode({ parameters, source }: PythonRequest): string {
  const order = judgesSome(parameters)
    ? 'judged[np.argsort(scores[judged], kind="stable")]'
    : 'np.argsort(scores, kind="stable")';
  const shown =
    source.from === 'table'
      ? 'pd.DataFrame({"anomaly_score": -scores[most], "label": y[most]}, index=most)'
      : 'flows.loc[most, shown].assign(anomaly_score=-scores[most], label=y[most])';
  return [
    ...(source.from === 'table' ? [] : [list(TOP_COLUMNS, 'shown = ')]),
    'for name, (detector, scores, flagged) in verdicts.items():',
    '    print(f"\\n{name}")',
    '    print(f"threshold           {-np.ravel(detector.offset_)[0]:.6f}")',
    '    print(f"90 % lie below      {np.percentile(-scores, 90):.6f}")',
    `    most = ${order}[:15]`,
    `    print(${shown}.to_string(${SIX_DIGITS}))`,
  ].join('\n');
}
