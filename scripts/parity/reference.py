"""scikit-learn's verdicts on the matrices of a folder, in a process of its own: which kernels
OpenBLAS takes is settled as it is loaded, by the variable OPENBLAS_CORETYPE.

    python3 reference.py FOLDER NAME

For each case in FOLDER it reads `parameters.json`, `x.npy`, the rows to judge, and `learnt.npy`, the
rows to learn from if these are others, and writes NAME.npz. It prints the versions and kernels in use.
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


def isolation_forest(x, learnt, parameters):
    forest = IsolationForest(**parameters).fit(x if learnt is None else learnt)
    return forest, forest.score_samples(x), forest.predict(x)


def one_class_svm(x, learnt, parameters):
    svm = OneClassSVM(**parameters).fit(x if learnt is None else learnt)
    return svm, svm.score_samples(x), svm.predict(x)


def local_outlier_factor(x, learnt, parameters):
    """As the lab does: rows that it has not learnt from need scikit-learn's novelty mode."""
    if learnt is None:
        factor = LocalOutlierFactor(**parameters)
        predictions = factor.fit_predict(x)
        return factor, factor.negative_outlier_factor_, predictions
    factor = LocalOutlierFactor(**parameters, novelty=True).fit(learnt)
    return factor, factor.score_samples(x), factor.predict(x)


JUDGES = {judge.__name__: judge
          for judge in (isolation_forest, one_class_svm, local_outlier_factor)}


def judge_case(folder, name):
    x, others = np.load(folder / "x.npy"), folder / "learnt.npy"
    learnt = np.load(others) if others.exists() else None
    parameters = json.loads((folder / "parameters.json").read_text())
    verdicts = {}
    for detector, judge in JUDGES.items():
        try:
            fitted, scores, predictions = judge(x, learnt, parameters[detector])
        except ValueError as error:
            verdicts[f"{detector}_error"] = str(error).split("\n", 1)[0]
            continue
        verdicts[f"{detector}_scores"] = scores
        verdicts[f"{detector}_predictions"] = predictions
        # Of the One-Class SVM it is an array of one.
        verdicts[f"{detector}_offset"] = np.float64(np.squeeze(fitted.offset_))
        if detector == "one_class_svm":
            verdicts[f"{detector}_iterations"] = fitted.n_iter_
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
