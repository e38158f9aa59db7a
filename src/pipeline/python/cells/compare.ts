import type { CellPython } from '../cell-python.ts';
import { compareChart } from '../charts.ts';
import { runningDetectors } from '../detectors.ts';
import { blocks, SIX_DIGITS } from '../literals.ts';
import type { PythonRequest } from '../source.ts';

export const python: CellPython = {
  code: compareCode,
  inDocument: {
    place: 5,
    words: () => '## 5 Evaluation\n\nThe detectors side by side, and whom the others miss.',
    chart: compareChart,
  },
};

/** Step 5, first part: the detectors side by side, and who agrees. */
function compareCode({ parameters, source }: PythonRequest): string {
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
