import { runningDetectors } from './detectors.ts';
import { judgesSome } from './judge.ts';
import { blocks, list } from './literals.ts';
import type { PythonRequest } from './source.ts';

const SIX_DIGITS = 'float_format="{:.6f}".format';

/** Step 5, first part: the detectors side by side, and who agrees. */
export function compareCode({ parameters, source }: PythonRequest): string {
  const rows = runningDetectors(parameters).map(
    ({ title, variable, judge }) =>
      `    "${title}": (${judge}, ${variable}_scores, ${variable}_flagged),`,
  );
  const among = [
    '"all flows": np.full(len(y), True)',
    ...(source.labels === 'none' ? [] : ['"the attacks": y == 1']),
  ];
  return blocks(
    ['verdicts = {', ...rows, '}'].join('\n'),
    [
      'comparison = pd.DataFrame.from_dict(',
      '    {name: judge(scores, flagged) for name, (_, scores, flagged) in verdicts.items()},',
      '    orient="index",',
      ')',
      `print(comparison.to_string(${SIX_DIGITS}))`,
    ].join('\n'),
    [
      'flags = pd.DataFrame({name: flagged for name, (_, _, flagged) in verdicts.items()})',
      `for what, rows in {${among.join(', ')}}.items():`,
      '    some = flags[rows]',
      '    votes = some.sum(axis=1)',
      '    alone = some.apply(lambda one: (one & (votes == 1)).sum())',
      '    missed = some.apply(lambda one: (~one & (votes == some.shape[1] - 1)).sum())',
      '    print(f"\\nWho agrees, on {what}")',
      '    print(pd.DataFrame({"flagged": some.sum(), "alone": alone, "missed alone": missed}).to_string())',
    ].join('\n'),
  );
}

/** The columns that the lab shows of the most anomalous flows. */
const TOP_COLUMNS = [
  'attack_type',
  'dst_port',
  'bytes_sent',
  'bytes_recv',
  'packets_sent',
  'duration',
];

/** Step 5, second part: where each detector draws its line, and what it finds most abnormal. */
export function scoresCode({ parameters, source }: PythonRequest): string {
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
