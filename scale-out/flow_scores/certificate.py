"""Whether a model gives here what the lab says it gives."""

import hashlib
import json

import numpy as np
import polars as pl

from .model import Model
from .problems import InputError


def read_certificate(path: str) -> dict:
    """Raises InputError that names the file."""
    try:
        with open(path, encoding="utf-8") as file:
            certificate = json.load(file)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}. It lies beside the model.") from error
    except ValueError as error:
        raise InputError(f"{path}: no JSON, or cut short ({error}).") from error
    if certificate.get("kind") != "network-anomaly-lab-certificate":
        raise InputError(f"{path}: JSON, but no certificate of the Network Anomaly Lab.")
    return certificate


def check(model: Model, certificate: dict) -> tuple[bool, list[str]]:
    """Whether all is as certified, and a sentence for each detector."""
    if hashlib.sha256(model.content).hexdigest() != certificate["model"]["sha256"]:
        return False, [f"{model.name}: not the model that the certificate was made for."]
    flows = pl.DataFrame(certificate["inputs"], strict=False)
    scored = model.score(flows)
    results = [_check_detector(scored, certificate["expected"], one) for one in certificate["detectors"]]
    return all(ok for ok, _ in results), [sentence for _, sentence in results]


def _check_detector(scored: pl.DataFrame, expected: dict, detector: dict) -> tuple[bool, str]:
    outputs, tolerance = detector["outputs"], detector["tolerance"]
    wanted = np.array(expected[outputs["score"]])
    room = tolerance * np.maximum(np.abs(wanted), abs(detector["threshold"]))
    difference = np.abs(scored[outputs["score"]].to_numpy() - wanted)
    beyond = int((~(difference <= room)).sum())
    turned = scored[outputs["prediction"]].to_numpy() != np.array(expected[outputs["prediction"]])
    at_threshold = np.abs(np.array(expected[outputs["decision"]])) <= room
    wrong = int((turned & ~at_threshold).sum())
    ok = beyond == 0 and wrong == 0
    return ok, (
        f"{'ok ' if ok else 'NOT EQUAL'} {detector['name']}: {len(wanted)} flows, {beyond} scores "
        f"beyond the tolerance of {tolerance:.1g}, {wrong} verdicts otherwise, "
        f"{int((turned & at_threshold).sum())} more at the threshold itself."
    )
