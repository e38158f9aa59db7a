import type { PythonDetector } from '../python-detector.ts';

/** The rule in NumPy, with the methods that scikit-learn's detectors have. */
const PREAMBLE = `class RobustZScore:
    """Deviations of 1.4826 MAD from the median; the worst feature decides."""

    def __init__(self, contamination=0.1, z_score_cut=3.5):
        self.contamination, self.cut = contamination, z_score_cut

    def fit(self, x):
        self.median = np.median(x, axis=0)
        distance = np.abs(x - self.median)
        width = 1.4826 * np.median(distance, axis=0)
        width = np.where(width > 0, width, np.sqrt(np.pi / 2) * distance.mean(axis=0))
        self.width = np.where(width > 0, width, 1)
        learnt, share = self.score_samples(x), self.contamination
        self.offset_ = -self.cut if share == "auto" else np.percentile(learnt, 100 * share)
        return self

    def score_samples(self, x):
        return -(np.abs(x - self.median) / self.width).max(axis=1)

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'RobustZScore',
  variable: 'z_score',
};
