"""Runs the lab's command line and reads what it wrote."""
import csv
import pathlib
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]

DETECTORS = ("isolation_forest", "one_class_svm", "local_outlier_factor")


class Refused(Exception):
    """The lab cannot use the input; its message says why."""


def run_lab(options, folder):
    """The matrix that the detectors saw, whether each row was labelled normal, and their verdicts:
    a pair (scores, predictions) for each detector. Files of the run are left in `folder`."""
    scaled, scored = folder / "scaled.csv", folder / "scores.csv"
    command = ["node", str(ROOT / "scripts/lab.mjs"), *options, "--json",
               "--scaled", str(scaled), "--scores", str(scored)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(done.stderr.strip())
    matrix = np.loadtxt(scaled, delimiter=",", skiprows=1, ndmin=2)
    table = _columns(scored)
    normal = np.array([cell == "0" for cell in table["label"]])
    verdicts = {name: (np.array(table[f"{name}_score"], float),
                       np.array(table[f"{name}_prediction"], int)) for name in DETECTORS}
    return matrix, normal, verdicts


def _columns(path):
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    return dict(zip(names, zip(*rows)))
