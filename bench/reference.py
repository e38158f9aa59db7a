"""Times scikit-learn's detectors for the benchmark: one request a line on standard input, one
answer a line on standard output, both JSON.

A request names the detector, its parameters, and a file with the matrix: float64, row-major, in
this machine's byte order; and one with other rows to score, if not the same are. The answer holds seconds and bytes; scores and predictions go to two files where
the request asks for them.
"""

import json
import resource
import sys
from time import perf_counter, process_time


def say(answer):
    print(json.dumps(answer), flush=True)


try:
    import numpy
    import sklearn
    from sklearn.ensemble import IsolationForest
    from sklearn.neighbors import LocalOutlierFactor
    from sklearn.svm import OneClassSVM
except ImportError as error:
    say({"missing": str(error)})
    sys.exit(1)


clock = process_time if "--cpu-time" in sys.argv else perf_counter


def time_isolation_forest(x, others, parameters):
    forest = IsolationForest(
        n_estimators=parameters["nEstimators"],
        contamination=parameters["contamination"],
        random_state=parameters["randomState"],
    )
    fit = seconds(lambda: forest.fit(x))
    rows = x if others is None else others
    score = seconds(lambda: forest.score_samples(rows))
    return fit, score, lambda: (forest.score_samples(rows), forest.predict(rows))


def time_one_class_svm(x, others, parameters):
    svm = OneClassSVM(nu=parameters["nu"])
    fit = seconds(lambda: svm.fit(x))
    rows = x if others is None else others
    score = seconds(lambda: svm.decision_function(rows))
    return fit, score, lambda: (svm.score_samples(rows), svm.predict(rows))


def time_local_outlier_factor(x, others, parameters):
    factor = LocalOutlierFactor(
        n_neighbors=parameters["nNeighbors"],
        contamination=parameters["contamination"],
        novelty=others is not None,
    )
    if others is not None:
        fit = seconds(lambda: factor.fit(x))
        score = seconds(lambda: factor.score_samples(others))
        return fit, score, lambda: (factor.score_samples(others), factor.predict(others))
    predictions = []
    fit = seconds(lambda: predictions.append(factor.fit_predict(x)))
    return fit, None, lambda: (factor.negative_outlier_factor_, predictions[0])


TIMERS = {
    "isolation-forest": time_isolation_forest,
    "one-class-svm": time_one_class_svm,
    "local-outlier-factor": time_local_outlier_factor,
}


def seconds(work):
    started = clock()
    work()
    return clock() - started


def rows_in(file, columns):
    return numpy.fromfile(file, dtype=numpy.float64).reshape(-1, columns)


def answer(request):
    x = rows_in(request["matrix"], request["columns"])
    others = None if request["others"] is None else rows_in(request["others"], request["columns"])
    fit, score, verdicts = TIMERS[request["detector"]](x, others, request["parameters"])
    if request["verdicts"] is not None:
        scores, predictions = verdicts()
        scores.astype(numpy.float64).tofile(request["verdicts"]["scores"])
        predictions.astype(numpy.int8).tofile(request["verdicts"]["predictions"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"fit": fit, "score": score, "peak": peak}


say({"version": f"scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}"})
for line in sys.stdin:
    say(answer(json.loads(line)))
