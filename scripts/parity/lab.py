"""Runs the lab's command line and reads what it wrote."""
import csv
import json
import pathlib
import subprocess
from dataclasses import dataclass

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]

DETECTORS = ("isolation_forest", "one_class_svm", "local_outlier_factor")

# Of Node: it hides WebAssembly, so that the lab's loops are those in TypeScript.
PLAIN_FLAG = "--no-expose-wasm"


class Refused(Exception):
    """The lab cannot use the input; its message says why."""


@dataclass(frozen=True)
class Run:
    """The matrix that the detectors saw, the columns of the table of flows, and the detectors'
    results, named as in `reference.py`."""
    matrix: np.ndarray
    table: dict
    results: dict


def run_lab(options, folder, flags=()):
    """Files of the run are left in `folder`; `flags` are Node's."""
    scaled, scored = folder / "scaled.csv", folder / "scores.csv"
    command = ["node", *flags, str(ROOT / "scripts/lab.mjs"), *options, "--json",
               "--scaled", str(scaled), "--scores", str(scored)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(done.stderr.strip())
    report = json.loads(done.stdout)
    matrix = np.loadtxt(scaled, delimiter=",", skiprows=1, ndmin=2)
    table = _columns(scored)
    results = {}
    for name in DETECTORS:
        told = report["detectors"][name.replace("_", "-")]
        results[f"{name}_scores"] = np.array(table[f"{name}_score"], float)
        results[f"{name}_predictions"] = np.array(table[f"{name}_prediction"], int)
        results[f"{name}_offset"] = told["offset"]
        for fact in told["facts"]:
            if fact["name"] == "iterations":
                results[f"{name}_iterations"] = fact["value"]
    return Run(matrix, table, results)


def plain_is_plain():
    """Whether Node hides WebAssembly when told to."""
    done = subprocess.run(["node", PLAIN_FLAG, "-p", "typeof WebAssembly"],
                          capture_output=True, text=True, check=True)
    return done.stdout.strip() == "undefined"


def _columns(path):
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    return dict(zip(names, zip(*rows)))
