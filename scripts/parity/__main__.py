"""How far the lab and scikit-learn agree: the three detectors on the same matrices.

    python3 scripts/parity                      # generated flows and made-up tables
    python3 scripts/parity table.csv conn.log   # besides, any files that the lab reads

Needs Node, and a Python with scikit-learn. For each group of cases it prints how many verdicts
differ and the largest difference of scores, then the same of scikit-learn with the kernels of
other processors against itself. scikit-learn works on one thread.
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

MISSING = [name for name in ("numpy", "sklearn", "threadpoolctl")
           if importlib.util.find_spec(name) is None]
if MISSING:
    sys.exit(f"This Python lacks {', '.join(MISSING)}: pip install scikit-learn in a virtual "
             "environment, and run its python.")

import numpy as np

from cases import from_file, generated, made_up
from lab import DETECTORS, Refused, run_lab

HERE = pathlib.Path(__file__).resolve().parent
OWN = "own"


def main():
    asked = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="network-anomaly-lab-") as name:
        folder = pathlib.Path(name)
        made, work = folder / "made", folder / "work"
        made.mkdir()
        work.mkdir()
        cases = [*generated(asked.seeds), *made_up(made, asked.tables)]
        cases += [case for path in asked.files for case in from_file(path.resolve(), asked.rows)]
        judged = list(run_all(cases, work))
        print(f"{OWN}: {judge(work, OWN, None)}")
        for kernel in asked.kernels:
            print(f"{kernel}: {judge(work, kernel, kernel)}")
        report("The lab against scikit-learn", judged, "lab", OWN)
        for kernel in asked.kernels:
            report(f"scikit-learn with kernels for {kernel} against itself", judged, kernel, OWN)
        print("\nWhere verdicts of the lab and of scikit-learn differ")
        print("\n".join(differences(judged, "lab", OWN)) or "nowhere")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="python3 scripts/parity", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="files that the lab reads")
    parser.add_argument("--seeds", type=int, default=5, help="seeds of generated flows (5)")
    parser.add_argument("--tables", type=int, default=5, help="seeds of made-up tables (5)")
    parser.add_argument("--rows", type=int, default=10_000,
                        help="of larger files, a sample of so many rows (10000)")
    parser.add_argument("--kernels", type=lambda text: text.split(",") if text else [],
                        default=["Haswell", "Nehalem"],
                        help="values of OPENBLAS_CORETYPE to compare besides (Haswell,Nehalem)")
    return parser.parse_args()


def run_all(cases, work):
    """Runs the lab on each case and writes what the reference needs; what is refused is told."""
    for number, case in enumerate(cases):
        folder = work / f"{number:05}"
        folder.mkdir()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number + 1} of {len(cases)} cases")
        try:
            x, normal, verdicts = run_lab(case.options, folder)
        except Refused as error:
            print(f"refused by the lab: {case.group}, {case.name}: {error}")
            shutil.rmtree(folder)
            continue
        np.save(folder / "x.npy", x)
        np.save(folder / "train.npy", normal if case.learns_normal else np.ones(len(x), bool))
        (folder / "parameters.json").write_text(json.dumps(case.parameters))
        save = {}
        for detector, (scores, predictions) in verdicts.items():
            save[f"{detector}_scores"], save[f"{detector}_predictions"] = scores, predictions
        np.savez(folder / "lab.npz", **save)
        yield case, folder


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


HEADINGS = f"{'verdicts':>10}{'differ':>8}{'cases':>7}{'differ':>8}{'largest difference':>20}"


def report(title, judged, one, other):
    print(f"\n{title}\n{HEADINGS:>119}")
    for group in dict.fromkeys(case.group for case, _ in judged):
        for number, detector in enumerate(DETECTORS):
            found = [compare(folder, detector, one, other)
                     for case, folder in judged if case.group == group]
            found = [each for each in found if each is not None]
            print(f"{group if number == 0 else '':44}{detector:22}"
                  f"{sum(rows for rows, _, _ in found):>10}{sum(n for _, n, _ in found):>8}"
                  f"{len(found):>7}{sum(n > 0 for _, n, _ in found):>8}"
                  f"{max((largest for _, _, largest in found), default=0):>20.1e}")


def differences(judged, one, other):
    for case, folder in judged:
        for detector in DETECTORS:
            rows, differ, largest = compare(folder, detector, one, other) or (0, 0, 0)
            if differ > 0:
                yield (f"{case.group}, {case.name}: {detector} on {differ} of {rows}, "
                       f"scores by up to {largest:.1e}")


def compare(folder, detector, one, other):
    """Rows, verdicts that differ, and the largest difference of scores, relative to those above 1;
    nothing where either gave no answer."""
    a, b = np.load(folder / f"{one}.npz"), np.load(folder / f"{other}.npz")
    if f"{detector}_scores" not in a or f"{detector}_scores" not in b:
        return None
    scores, wanted = a[f"{detector}_scores"], b[f"{detector}_scores"]
    difference = np.abs(scores - wanted) / np.maximum(1, np.abs(wanted))
    differ = a[f"{detector}_predictions"] != b[f"{detector}_predictions"]
    return len(wanted), int(differ.sum()), float(difference.max())


if __name__ == "__main__":
    main()
