import type { PythonDetector } from '../python-detector.ts';

/** The method in NumPy, with the methods that scikit-learn's detectors have. */
const PREAMBLE = `class ECOD:
    """How few values of a feature lie as far out, as -log of their share; the features add up."""

    def __init__(self, contamination=0.1):
        self.share = 0.1 if contamination == "auto" else contamination

    def fit(self, x):
        self.learnt = np.sort(x, axis=0)
        mean = x.mean(axis=0)
        off = x - mean
        flat = (off * off).mean(axis=0) <= (np.finfo(float).eps * mean) ** 2
        self.symmetric = flat | ((off * off * off).mean(axis=0) == 0)  # then both tails count
        self.training_scores_ = self.scores(x, 0)
        self.offset_ = -np.percentile(-self.training_scores_, 100 * (1 - self.share))
        return self

    def scores(self, x, outside):
        count = len(self.learnt) + outside
        rarity = -np.log(np.linspace(1 / count, 1, count))
        added = np.empty(x.shape)
        for j, learnt in enumerate(self.learnt.T):
            left = rarity[np.searchsorted(learnt, x[:, j], side="right") + outside - 1]
            right = rarity[count - np.searchsorted(learnt, x[:, j]) - 1]
            added[:, j] = left + right if self.symmetric[j] else np.maximum(left, right)
        return -added.sum(axis=1)

    def score_samples(self, x):
        return self.scores(x, 1)  # a new flow counts beside those learnt

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)

    def fit_predict(self, x):
        return np.where(self.fit(x).training_scores_ < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'ECOD',
  variable: 'ecod',
  // A training flow is among those counted already.
  ownScores: 'training_scores_',
};
