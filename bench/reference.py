"""Times scikit-learn's detectors for the benchmark: one request a line on standard input, one
answer a line on standard output, both JSON.

A request names the detector, its parameters, and a file with the matrix: float64, row-major, in
this machine's byte order. The answer holds seconds and bytes; scores and predictions go to two files where
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


def time_isolation_forest(x, parameters):
    forest = IsolationForest(
        n_estimators=parameters["nEstimators"],
        contamination=parameters["contamination"],
        random_state=parameters["randomState"],
    )
    fit = seconds(lambda: forest.fit(x))
    score = seconds(lambda: forest.score_samples(x))
    return fit, score, lambda: (forest.score_samples(x), forest.predict(x))


def time_one_class_svm(x, parameters):
    svm = OneClassSVM(nu=parameters["nu"])
    fit = seconds(lambda: svm.fit(x))
    score = seconds(lambda: svm.decision_function(x))
    return fit, score, lambda: (svm.score_samples(x), svm.predict(x))


def time_local_outlier_factor(x, parameters):
    factor = LocalOutlierFactor(
        n_neighbors=parameters["nNeighbors"], contamination=parameters["contamination"]
    )
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


def answer(request):
    x = numpy.fromfile(request["matrix"], dtype=numpy.float64).reshape(-1, request["columns"])
    fit, score, verdicts = TIMERS[request["detector"]](x, request["parameters"])
    if request["verdicts"] is not None:
        scores, predictions = verdicts()
        scores.astype(numpy.float64).tofile(request["verdicts"]["scores"])
        predictions.astype(numpy.int8).tofile(request["verdicts"]["predictions"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"fit": fit, "score": score, "peak": peak}


say({"version": f"scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}"})
for line in sys.stdin:
    say(answer(json.loads(line)))
