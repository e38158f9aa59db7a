"""How far the lab and scikit-learn agree: the three detectors on the same matrices.

    python3 scripts/parity                      # generated flows and made-up tables
    python3 scripts/parity table.csv conn.log   # besides, any files that the lab reads
    python3 scripts/parity --drawn 420          # besides, so many option sets drawn at random

Needs Node, and a Python with scikit-learn. Runs the lab on each case with WebAssembly and without.
For each group of cases it prints how many verdicts differ, how many of these are of scores at the
threshold, and the largest differences of scores and thresholds, then the same of the lab without
WebAssembly against itself with it, and of scikit-learn with the kernels of other processors against
itself. scikit-learn works on one thread.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

MISSING = [name for name in ("numpy", "sklearn", "threadpoolctl")
           if importlib.util.find_spec(name) is None]
if MISSING:
    sys.exit(f"This Python lacks {', '.join(MISSING)}: pip install scikit-learn in a virtual "
             "environment, and run its python.")

import numpy as np

from cases import from_file, generated, made_up
from drawn import drawn
from lab import DETECTORS, PLAIN_FLAG, Refused, plain_is_plain, run_lab

HERE = pathlib.Path(__file__).resolve().parent
# Whose results are compared: the lab's with WebAssembly and without, scikit-learn's with the kernels
# that OpenBLAS chooses.
LAB, PLAIN, OWN = "lab", "plain", "own"
# Scores no further from the threshold, relative to those above 1, are at it.
AT_THRESHOLD = 1e-9


def main():
    asked = parse_arguments()
    if not plain_is_plain():
        sys.exit("This Node cannot hide WebAssembly from the lab: try another version.")
    with tempfile.TemporaryDirectory(prefix="network-anomaly-lab-") as name:
        folder = pathlib.Path(name)
        made, work = folder / "made", folder / "work"
        made.mkdir()
        work.mkdir()
        cases = [*generated(asked.seeds), *made_up(made, asked.tables), *drawn(asked.drawn)]
        cases += [case for path in asked.files for case in from_file(path.resolve(), asked.rows)]
        judged = list(run_all(cases, work))
        print(f"{OWN}: {judge(work, OWN, None)}")
        for kernel in asked.kernels:
            print(f"{kernel}: {judge(work, kernel, kernel)}")
        report("The lab against scikit-learn", judged, LAB, OWN)
        report("The lab without WebAssembly against scikit-learn", judged, PLAIN, OWN)
        report("The lab without WebAssembly against itself with it", judged, PLAIN, LAB)
        for kernel in asked.kernels:
            report(f"scikit-learn with kernels for {kernel} against itself", judged, kernel, OWN)
        print("\nWhere verdicts of the lab and of scikit-learn differ")
        print("\n".join(differences(judged, LAB, OWN)) or "nowhere")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="python3 scripts/parity", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="files that the lab reads")
    parser.add_argument("--seeds", type=int, default=5, help="seeds of generated flows (5)")
    parser.add_argument("--tables", type=int, default=5, help="seeds of made-up tables (5)")
    parser.add_argument("--drawn", type=int, default=0, help="option sets drawn at random (0)")
    parser.add_argument("--rows", type=int, default=10_000,
                        help="of larger files, a sample of so many rows (10000)")
    parser.add_argument("--kernels", type=lambda text: text.split(",") if text else [],
                        default=["Haswell", "Nehalem"],
                        help="values of OPENBLAS_CORETYPE to compare besides (Haswell,Nehalem)")
    return parser.parse_args()


def run_all(cases, work):
    """Runs the lab twice on each case and writes what the reference needs; what is refused is
    told."""
    for number, case in enumerate(cases):
        folder = work / f"{number:05}"
        folder.mkdir()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number + 1} of {len(cases)} cases")
        try:
            # The first run builds the lab if it must, which takes WebAssembly.
            run = run_lab(case.options, folder)
            plain = run_lab(case.options, folder, [PLAIN_FLAG])
            learnt = learnt_rows(case, run, folder)
        except Refused as error:
            print(f"refused by the lab: {case.group}, {case.name}: {error}")
            shutil.rmtree(folder)
            continue
        np.save(folder / "x.npy", run.matrix)
        if learnt is not None:
            np.save(folder / "learnt.npy", learnt)
        (folder / "parameters.json").write_text(json.dumps(case.parameters))
        np.savez(folder / f"{LAB}.npz", **run.results)
        np.savez(folder / f"{PLAIN}.npz", **plain.results)
        yield case, folder


def learnt_rows(case, run, folder):
    """The rows that the detectors learn from, unless they are those that they judge."""
    if case.learns[0] == "file":
        return run_lab(case.learns[1], folder).matrix
    learnt = case.learnt(run.table)
    return None if learnt is None else run.matrix[learnt]


def judge(work, name, kernel):
    """scikit-learn on all cases, with the kernels that OpenBLAS chooses or those for `kernel`."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    env |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if kernel is not None:
        env["OPENBLAS_CORETYPE"] = kernel
    command = [sys.executable, str(HERE / "reference.py"), str(work), name]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"The reference ended with an error: {done.stderr.strip()}")
    return done.stdout.strip()


HEADINGS = (f"{'verdicts':>10}{'differ':>8}{'at threshold':>14}{'cases':>7}{'differ':>8}"
            f"{'scores by':>11}{'thresholds by':>15}")


def report(title, judged, one, other):
    print(f"\n{title}\n{'':66}{HEADINGS}")
    for group in dict.fromkeys(case.group for case, _ in judged):
        for number, detector in enumerate(DETECTORS):
            found = [compare(folder, detector, one, other)
                     for case, folder in judged if case.group == group]
            found = [each for each in found if each is not None]
            print(f"{group if number == 0 else '':44}{detector:22}"
                  f"{sum(each.rows for each in found):>10}"
                  f"{sum(each.differ for each in found):>8}"
                  f"{sum(each.at_threshold for each in found):>14}"
                  f"{len(found):>7}{sum(each.differ > 0 for each in found):>8}"
                  f"{max((each.scores for each in found), default=0):>11.1e}"
                  f"{max((each.offset for each in found), default=0):>15.1e}")
    steps = [each.steps for case, folder in judged
             if (each := compare(folder, "one_class_svm", one, other)) is not None]
    print(f"Steps of the One-Class SVM's solver differ in {sum(steps)} of {len(steps)} cases")


def differences(judged, one, other):
    for case, folder in judged:
        for detector in DETECTORS:
            found = compare(folder, detector, one, other)
            if found is not None and found.differ > 0:
                yield (f"{case.group}, {case.name}: {detector} on {found.differ} of {found.rows}, "
                       f"{found.at_threshold} at the threshold, scores by up to {found.scores:.1e}")


@dataclass(frozen=True)
class Comparison:
    """Rows, verdicts that differ, those among them whose score is at the threshold, the largest
    difference of scores and that of the thresholds, relative to those above 1, and whether the
    solver took another number of steps."""
    rows: int
    differ: int
    at_threshold: int
    scores: float
    offset: float
    steps: bool


def compare(folder, detector, one, other):
    """Nothing where either gave no answer."""
    a, b = ({key.removeprefix(f"{detector}_"): value for key, value in
             np.load(folder / f"{name}.npz").items() if key.startswith(detector)}
            for name in (one, other))
    if "scores" not in a or "scores" not in b:
        return None
    differ = a["predictions"] != b["predictions"]
    from_threshold = _difference(b["scores"], b["offset"])
    return Comparison(len(differ), int(differ.sum()),
                      int((differ & (from_threshold <= AT_THRESHOLD)).sum()),
                      float(_difference(a["scores"], b["scores"]).max()),
                      float(_difference(a["offset"], b["offset"])),
                      bool(a.get("iterations") != b.get("iterations")))


def _difference(values, wanted):
    return np.abs(values - wanted) / np.maximum(1, np.abs(wanted))


if __name__ == "__main__":
    main()
