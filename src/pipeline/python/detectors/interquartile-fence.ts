import type { PythonDetector } from '../python-detector.ts';

/** The rule in NumPy, with the methods that scikit-learn's detectors have. */
const PREAMBLE = `class InterquartileFence:
    """Interquartile ranges outside of the quartiles; the worst feature decides."""

    def __init__(self, contamination=0.1, fence_factor=1.5):
        self.contamination, self.factor = contamination, fence_factor

    def fit(self, x):
        self.low, median, self.high = np.percentile(x, [25, 50, 75], axis=0)
        width = self.high - self.low
        deviation = np.sqrt(np.pi / 2) * np.abs(x - median).mean(axis=0)
        width = np.where(width > 0, width, 1.3489795003921634 * deviation)
        self.width = np.where(width > 0, width, 1)
        learnt, share = self.score_samples(x), self.contamination
        self.offset_ = -self.factor if share == "auto" else np.percentile(learnt, 100 * share)
        return self

    def score_samples(self, x):
        return -(np.maximum(self.low - x, x - self.high) / self.width).max(axis=1)

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'InterquartileFence',
  variable: 'fence',
};
