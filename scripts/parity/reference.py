"""scikit-learn's verdicts on the matrices of a folder, in a process of its own: which kernels
OpenBLAS takes is settled as it is loaded, by the variable OPENBLAS_CORETYPE.

    python3 reference.py FOLDER NAME

For each case in FOLDER it reads `x.npy`, `train.npy` and `parameters.json`, and writes NAME.npz.
It prints the versions and kernels in use.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM
from threadpoolctl import threadpool_info


def isolation_forest(x, train, parameters):
    forest = IsolationForest(**parameters).fit(x[train])
    return forest.score_samples(x), forest.predict(x)


def one_class_svm(x, train, parameters):
    svm = OneClassSVM(**parameters).fit(x[train])
    return svm.score_samples(x), svm.predict(x)


def local_outlier_factor(x, train, parameters):
    """As the lab does: rows that it has not learnt from need scikit-learn's novelty mode."""
    if train.all():
        factor = LocalOutlierFactor(**parameters)
        predictions = factor.fit_predict(x)
        return factor.negative_outlier_factor_, predictions
    factor = LocalOutlierFactor(**parameters, novelty=True).fit(x[train])
    return factor.score_samples(x), factor.predict(x)


JUDGES = {judge.__name__: judge
          for judge in (isolation_forest, one_class_svm, local_outlier_factor)}


def judge_case(folder, name):
    x, train = np.load(folder / "x.npy"), np.load(folder / "train.npy")
    parameters = json.loads((folder / "parameters.json").read_text())
    verdicts = {}
    for detector, judge in JUDGES.items():
        try:
            scores, predictions = judge(x, train, parameters[detector])
        except ValueError as error:
            verdicts[f"{detector}_error"] = str(error).split("\n", 1)[0]
            continue
        verdicts[f"{detector}_scores"] = scores
        verdicts[f"{detector}_predictions"] = predictions
    np.savez(folder / f"{name}.npz", **verdicts)


def versions():
    blas = {f"{pool['version']} with kernels for {pool['architecture']}"
            for pool in threadpool_info() if pool["internal_api"] == "openblas"}
    return (f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, "
            f"OpenBLAS {' and '.join(sorted(blas)) or 'not in use'}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    root, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    for folder in sorted(root.iterdir()):
        judge_case(folder, name)
    print(versions())
