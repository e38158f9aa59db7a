import type { CellPython } from '../cell-python.ts';
import { NOTHING_TO_LEARN, type PythonRequest } from '../source.ts';

export const python: CellPython = { code: unknownAttackCode };

/** What it calls an attack that it was not taught; goes on from the code of the classifier. */
function unknownAttackCode({ source }: PythonRequest): string {
  if (source.labels === 'none') return NOTHING_TO_LEARN;
  return [
    '# What a classifier calls the flows of an attack that it was not taught. What a detector makes',
    '# of them, the code of the detectors tells, fitted on X[learn[kinds[learn] != attack]].',
    'unknown = {}',
    'for attack in sorted(set(kinds[learn]) - {"normal"}):',
    '    classifier = train(learn[kinds[learn] != attack])',
    '    called = classifier.predict(X[kinds == attack])',
    '    unknown[attack] = pd.Series(called).value_counts(normalize=True)',
    'pd.DataFrame(unknown).T.fillna(0).round(3)',
  ].join('\n');
}
