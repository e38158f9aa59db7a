import type { PythonDetector } from '../python-detector.ts';

/** The method by scikit-learn's search, with the methods that its detectors have. */
const PREAMBLE = `from sklearn.neighbors import NearestNeighbors


class KNearestNeighbours:
    """How far away the nearest training flows are."""

    def __init__(self, contamination=0.1, knn_neighbors=5, knn_method="largest"):
        self.share = 0.1 if contamination == "auto" else contamination
        self.neighbours = knn_neighbors
        self.summary = {"largest": np.max, "mean": np.mean, "median": np.median}[knn_method]

    def fit(self, x):
        self.nearest = NearestNeighbors(n_neighbors=min(self.neighbours, len(x) - 1)).fit(x)
        self.training_scores_ = self.scores(None)  # a flow is none of its own neighbours
        self.offset_ = -np.percentile(-self.training_scores_, 100 * (1 - self.share))
        return self

    def scores(self, x):
        return -self.summary(self.nearest.kneighbors(x)[0], axis=1)

    def score_samples(self, x):
        return self.scores(x)

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)

    def fit_predict(self, x):
        return np.where(self.fit(x).training_scores_ < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'KNearestNeighbours',
  variable: 'knn',
  // A training flow is none of its own neighbours; a new one may have a twin among them.
  ownScores: 'training_scores_',
};
