import { randomStateOf } from '../../../data/random.ts';
import type { PythonDetector } from '../python-detector.ts';

/** The lab's autoencoder by scikit-learn's network, with the methods that its detectors have. */
const PREAMBLE = `import warnings

from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler


# The same form, trained the same way, but not the same numbers: weights are drawn and flows are
# shuffled in another order than in the lab, and training stops by R squared, not by the loss.
class Autoencoder:
    """A network that squeezes a flow through a few units; its error in giving it back."""

    def __init__(self, contamination=0.1, hidden_units=16, bottleneck=4, epochs=100,
                 learning_rate=0.01, batch_size=128, patience=10, random_state=None):
        self.contamination = contamination
        self.network = MLPRegressor(
            hidden_layer_sizes=(hidden_units, bottleneck, hidden_units), activation="tanh", alpha=0,
            learning_rate_init=learning_rate, batch_size=batch_size, max_iter=epochs,
            early_stopping=True, validation_fraction=0.1, tol=0, n_iter_no_change=patience,
            random_state=random_state)

    def fit(self, x):
        self.scaler = StandardScaler().fit(x)
        seen = self.scaler.transform(x)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it ran for as many epochs as it was given
            self.network.fit(seen, seen)
        learnt, share = self.score_samples(x), self.contamination
        lower, upper = np.percentile(np.log(np.maximum(1e-300, -learnt)), [25, 75])
        fence = -np.exp(upper + 1.5 * (upper - lower))
        self.offset_ = fence if share == "auto" else np.percentile(learnt, 100 * share)
        return self

    def score_samples(self, x):
        seen = self.scaler.transform(x)
        return -((self.network.predict(seen).reshape(seen.shape) - seen) ** 2).mean(axis=1)

    def predict(self, x):
        return np.where(self.score_samples(x) < self.offset_, -1, 1)`;

export const python: PythonDetector = {
  preamble: PREAMBLE,
  estimator: 'Autoencoder',
  variable: 'autoencoder',
  last: ({ seed }) => [`random_state=${randomStateOf(seed)}`],
  // Who computes is no argument: scikit-learn's network knows one way.
  without: ['neuralBackend'],
};
