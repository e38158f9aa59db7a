import { randomStateOf } from '../../../data/random.ts';
import type { CellPython } from '../cell-python.ts';
import { blocks, call } from '../literals.ts';
import { attackNames, NOTHING_TO_LEARN, type PythonRequest } from '../source.ts';

const HONESTY =
  '# The same kind of network, taught and judged the same way, but not the same numbers: flows are\n' +
  '# dealt and weights are drawn in another order than in the lab, and training stops by accuracy,\n' +
  '# not by the loss.';

export const python: CellPython = { code: classifierCode };

/** A classifier of attacks by scikit-learn's network, judged by flows that it never saw. */
function classifierCode({ parameters, source }: PythonRequest): string {
  if (source.labels === 'none') return NOTHING_TO_LEARN;
  const { testShare, classWeights, seed } = parameters;
  const balanced = classWeights === 'balanced';
  const names = attackNames(source);
  return blocks(
    importLines(balanced),
    HONESTY,
    [
      `kinds = np.where(y == 1, ${names}, "normal").astype(str)`,
      'flows_of = pd.Series(kinds).map(pd.Series(kinds).value_counts()).to_numpy()',
      'rows = np.flatnonzero((y >= 0) & (flows_of >= 3))  # labelled, of a class of 3 flows or more',
      call(
        'StratifiedShuffleSplit',
        ['n_splits=1', `test_size=${testShare}`, `random_state=${randomStateOf(seed)}`],
        'split = ',
      ),
      'learn, test = (rows[part] for part in next(split.split(rows, kinds[rows])))',
    ].join('\n'),
    trainFunction(parameters, balanced),
    [
      'classifier = train(learn)',
      'called = classifier.predict(X[test])',
      'print(classification_report(kinds[test], called, digits=6, zero_division=0))',
      'pd.crosstab(kinds[test], called, rownames=["is"], colnames=["called"])',
    ].join('\n'),
  );
}

function importLines(balanced: boolean): string {
  return [
    'from sklearn.metrics import classification_report',
    'from sklearn.model_selection import StratifiedShuffleSplit',
    'from sklearn.neural_network import MLPClassifier',
    'from sklearn.pipeline import make_pipeline',
    'from sklearn.preprocessing import StandardScaler',
    ...(balanced ? ['from sklearn.utils.class_weight import compute_sample_weight'] : []),
  ].join('\n');
}

function trainFunction(parameters: PythonRequest['parameters'], balanced: boolean): string {
  const { classifierHidden, classifierLayers, testShare, validationShare, seed } = parameters;
  const { learningRate, batchSize, epochs, patience } = parameters;
  const hidden = Array.from({ length: classifierLayers }, () => `${classifierHidden},`).join(' ');
  const watched = Number((validationShare / (1 - testShare)).toFixed(6));
  const weights = balanced ? ['    weights = compute_sample_weight("balanced", kinds[rows])'] : [];
  const weighted = balanced ? ', mlpclassifier__sample_weight=weights' : '';
  return [
    'def train(rows):',
    '    network = MLPClassifier(',
    `        (${hidden}), alpha=0, learning_rate_init=${learningRate}, batch_size=${batchSize},`,
    `        max_iter=${epochs}, early_stopping=True, validation_fraction=${watched}, tol=0,`,
    `        n_iter_no_change=${patience}, random_state=${randomStateOf(seed)})`,
    ...weights,
    `    return make_pipeline(StandardScaler(), network).fit(X[rows], kinds[rows]${weighted})`,
  ].join('\n');
}
