"""What stands out of a flow, and how far flows have drifted, against the model's training data."""

import numpy as np
import polars as pl

from .model import Model

#: Reasons that an alert is told with.
REASONS = 3


def shares(reference: dict, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each value the shares of the training flows that lie below it, and not above it."""
    steps = reference["steps"]
    at = np.array(steps["values"])
    # Between two steps all that is not above the lower one is below.
    lower = np.searchsorted(at, values, side="right") - 1
    hit = (lower >= 0) & (at[np.maximum(lower, 0)] == values)
    up_to = np.where(lower >= 0, np.array(steps["upTo"])[np.maximum(lower, 0)], 0)
    below = np.where(hit, np.array(steps["below"])[np.maximum(lower, 0)], up_to)
    total = steps["upTo"][-1]
    return below / total, up_to / total


def reasons_of(model: Model, features: np.ndarray) -> pl.DataFrame:
    """The features of each flow that few training flows exceed, rarest first, in words."""
    references = model.reference["features"]
    both = [shares(one, features[:, j]) for j, one in enumerate(references)]
    # How few training flows lie as far out, on either side.
    tails = np.column_stack([np.minimum(up_to, 1 - below) for below, up_to in both])
    order = np.argsort(tails, axis=1, kind="stable")[:, :REASONS]
    names = [f"reason_{k + 1}" for k in range(order.shape[1])]
    words = [
        [_words(references[j], features[row, j], *(both[j][s][row] for s in (0, 1))) for j in ranked]
        for row, ranked in enumerate(order)
    ]
    return pl.DataFrame(
        {name: [row[k] for row in words] for k, name in enumerate(names)},
        schema={name: pl.String for name in names},
    )


def _words(reference: dict, value: float, below: float, up_to: float) -> str | None:
    usual = f"usually {reference['low']:.4g} to {reference['high']:.4g}"
    if 1 - below <= up_to:
        side, share = "higher", below
    else:
        side, share = "lower", 1 - up_to
    # What every other training flow has is no reason.
    if share < 0.9:
        return None
    return f"{reference['name']} is {side} than in {100 * share:.1f} % of training flows ({value:.4g}; {usual})"


class Drift:
    """Counts that add up over batches: how many flows lie up to each step of the reference."""

    def __init__(self, model: Model):
        self.references = model.reference["features"]
        self.rows = 0
        self.counts = [np.zeros(len(one["steps"]["values"]), np.int64) for one in self.references]
        self.outside = np.zeros(len(self.references), np.int64)

    def add(self, features: np.ndarray) -> None:
        self.rows += len(features)
        for j, one in enumerate(self.references):
            ascending = np.sort(features[:, j])
            self.counts[j] += np.searchsorted(ascending, one["steps"]["values"], side="right")
            low, high = np.searchsorted(ascending, one["low"]), np.searchsorted(ascending, one["high"], "right")
            self.outside[j] += len(ascending) - (high - low)

    def join(self, other: "Drift") -> None:
        self.rows += other.rows
        self.outside += other.outside
        for own, more in zip(self.counts, other.counts):
            own += more

    def report(self) -> list[dict]:
        """Each feature, furthest first: the largest gap between the two cumulative distributions."""
        if self.rows == 0:
            return []
        found = [
            {
                "feature": one["name"],
                "distance": float(
                    np.max(np.abs(counts / self.rows - np.array(one["steps"]["upTo"]) / one["steps"]["upTo"][-1]))
                ),
                "outside": float(outside / self.rows),
            }
            for one, counts, outside in zip(self.references, self.counts, self.outside)
        ]
        return sorted(found, key=lambda one: -one["distance"])
