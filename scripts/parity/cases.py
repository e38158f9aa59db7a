"""What is compared: traffic that the lab makes up, tables made here, and files."""
import csv
from dataclasses import dataclass, field

import numpy as np

USUAL = {
    "isolation_forest": {"n_estimators": 100, "contamination": 0.1, "random_state": 42},
    "one_class_svm": {"nu": 0.1, "gamma": "scale", "kernel": "rbf"},
    "local_outlier_factor": {"n_neighbors": 20, "contamination": 0.1},
}


@dataclass(frozen=True)
class Case:
    group: str
    name: str
    # Of the lab's command line.
    options: tuple
    # scikit-learn's, by detector; they mean the same.
    parameters: dict = field(default_factory=lambda: USUAL)
    # What the detectors learn from: ("all",) rows, the ("normal",) ones, those of a time ("from", t,
    # t), all but a share of the normal ones as ("held out", share, seed), or another ("file",
    # options), whose scaled features a run with these options writes.
    learns: tuple = ("all",)

    def learnt(self, table):
        """Which rows of the lab's table of flows the detectors learn from, if from some of them."""
        normal = np.array(table["label"]) == "0"
        match self.learns:
            case ("normal",):
                return normal
            case ("from", start, end):
                times = np.array([cell or "nan" for cell in table["start_time"]], float)
                return (times >= start) & (times < end)
            case ("held out", share, seed):
                order = np.random.RandomState(seed).permutation(np.flatnonzero(normal))
                learnt = np.ones(len(normal), bool)
                learnt[order[:int(share * len(order) + 0.5)]] = False
                return learnt


def changed(forest=None, svm=None, lof=None, every=None):
    """The usual parameters but for some; `every` are those of all but the One-Class SVM."""
    every = every or {}
    return {
        "isolation_forest": {**USUAL["isolation_forest"], **every, **(forest or {})},
        "one_class_svm": {**USUAL["one_class_svm"], **(svm or {})},
        "local_outlier_factor": {**USUAL["local_outlier_factor"], **every, **(lof or {})},
    }


# Name, the lab's options, scikit-learn's parameters.
OPTION_SETS = [
    ("as it starts", "", USUAL),
    ("tails logged", "--log-ratios", USUAL),
    ("tails logged, learnt from normal flows", "--log-ratios --train-on normal", USUAL),
    ("standard scaler", "--scaler standard", USUAL),
    ("min-max scaler", "--scaler minmax --log-ratios", USUAL),
    ("no scaler", "--scaler none", USUAL),
    ("contamination auto", "--contamination auto --log-ratios",
     changed(every={"contamination": "auto"})),
    ("contamination 0.03, nu 0.03", "--contamination 0.03 --nu 0.03 --log-ratios",
     changed(every={"contamination": 0.03}, svm={"nu": 0.03})),
    ("five neighbours, small tol", "--n-neighbors 5 --tol 1e-5 --log-ratios",
     changed(lof={"n_neighbors": 5}, svm={"tol": 1e-5})),
    ("Manhattan distance, gamma auto", "--metric manhattan --gamma auto",
     changed(lof={"metric": "manhattan"}, svm={"gamma": "auto"})),
    ("bootstrap, half of the features, no shrinking",
     "--bootstrap --max-features 0.5 --max-samples 0.3 --no-shrinking --log-ratios",
     changed(forest={"bootstrap": True, "max_features": 0.5, "max_samples": 0.3},
             svm={"shrinking": False})),
    ("six features", "--features log_bps,log_pps,bytes_per_packet,log_duration,log_bytes,is_tcp",
     USUAL),
    ("time features", "--time-features --log-ratios --train-on normal", USUAL),
]


def generated(seeds):
    for seed in range(seeds):
        for name, options, parameters in OPTION_SETS:
            forest = {**parameters["isolation_forest"], "random_state": seed}
            yield Case("flows that the lab generates", f"seed {seed}, {name}",
                       ("--seed", str(seed), *options.split()),
                       {**parameters, "isolation_forest": forest},
                       ("normal",) if "normal" in options else ("all",))


def from_file(path, rows):
    """Scaled as the lab does, and not at all."""
    for scaler in ("robust", "none"):
        yield Case("files", f"{path.name}, scaler {scaler}",
                   ("--input", str(path), "--sample", str(rows), "--scaler", scaler))


def made_up(folder, seeds):
    """Tables drawn by NumPy, written to `folder`; a case for each, unscaled."""
    for seed in range(seeds):
        for group, name, x in _tables(np.random.RandomState(seed)):
            path = folder / f"{len(list(folder.iterdir()))}.csv"
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([[f"c{j}" for j in range(x.shape[1])], *x.tolist()])
            # A grid that is scaled has ties, too, which rounding breaks.
            for scaler in ("none", "standard") if group == GRID else ("none",):
                yield Case(group, f"seed {seed}, {name}, scaler {scaler}",
                           ("--input", str(path), "--format", "table", "--scaler", scaler))


GRID = "whole numbers on a small grid"


def _tables(draw):
    for rows, columns in ((300, 2), (500, 8), (1000, 16), (400, 30)):
        yield "continuous columns", f"{rows} × {columns}", _cloud(draw, rows, columns)
    for levels in (2, 3, 5, 10):
        for columns in (2, 6, 10, 16, 30):
            for rows in (300, 1000, 3000):
                x = draw.randint(0, levels, (rows, columns)).astype(float)
                yield GRID, f"{rows} × {columns} of 0 … {levels - 1}", x
    for exponent in range(3, 9):
        for columns in (5, 16):
            x = draw.standard_normal((500, columns)) + 10.0 ** exponent
            yield f"spread 1, offset 1e{exponent}, no scaler", f"{columns} columns", x
    for columns in (200, 500):
        yield "more columns than rows", f"100 × {columns}", draw.standard_normal((100, columns))
    for columns in (5, 20):
        x = _cloud(draw, 100, columns)
        often = np.floor(100 * draw.random_sample(500) ** 3).astype(int)
        yield "rows that repeat", f"100 different rows of {columns} in 500", x[often]
        y = _cloud(draw, 400, columns)
        y[:, :: 2] = draw.choice([0.0, 0.1, 7.0])
        yield "constant columns", f"every other of {columns}", y


def _cloud(draw, rows, columns):
    """Dense, thin and scattered rows, columns of unlike scale."""
    spread = draw.choice([0.3, 1.0, 6.0], (rows, 1), p=[0.6, 0.3, 0.1])
    return draw.standard_normal((rows, columns)) * spread * np.exp(draw.standard_normal(columns))
