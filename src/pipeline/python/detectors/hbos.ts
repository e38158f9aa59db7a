import type { PythonDetector } from '../python-detector.ts';

/** The method in NumPy, with the methods that scikit-learn's detectors have. */
const PREAMBLE = `def best_bins(values):
    """Birgé and Rozenholc's number of bins, as PyOD works it out."""
    count, best, most = len(values), 1, -np.inf
    for bins in range(1, int(np.sqrt(count))):
        inside = np.histogram(values, bins)[0]
        inside = inside[inside > 0]
        gain = (inside * np.log(bins * inside / count + 1)).sum()
        gain -= bins * (bins - 1 + np.log(bins) ** 2.5)
        if gain > most:
            best, most = bins, gain
    return best


class HBOS:
    """How empty the bin of a feature's histogram is, as -log2; the features add up."""

    def __init__(self, contamination=0.1, hbos_bins=10):
        self.share = 0.1 if contamination == "auto" else contamination
        self.bins = hbos_bins

    def fit(self, x):
        self.histograms = []
        for values in x.T:
            bins = best_bins(values) if self.bins == "auto" else self.bins
            density, edges = np.histogram(values, bins, density=True)
            self.histograms.append((edges, -np.log2(density + 0.1)))
        self.offset_ = -np.percentile(-self.score_samples(x), 100 * (1 - self.share))
        return self

    def score_samples(self, x):
        added = np.empty(x.shape)
        for j, (edges, rarity) in enumerate(self.histograms):
            place = np.searchsorted(edges, x[:, j]) - 1
            gap = np.maximum(edges[0] - x[:, j], x[:, j] - edges[-1])
            reach = 0.5 * np.where(place < 0, edges[1] - edges[0], edges[-1] - edges[-2])
            nearest = rarity[np.clip(place, 0, len(rarity) - 1)]
            added[:, j] = np.where(gap <= reach, nearest, rarity.max())
        return -added.sum(axis=1)

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'HBOS',
  variable: 'hbos',
};
