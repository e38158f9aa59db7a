"""`flow-scores`: the command."""

import argparse
import json
import os
import sys

from .certificate import check, read_certificate
from .model import Model
from .problems import InputError, Problems


def main(arguments: list[str] | None = None) -> int:
    """Runs the command. 0; 1 where something of the input was refused; 2 for a wrong command."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.check is None and asked.model is None:
        parser.error("--model FILE is missing: a model that the lab has saved by --save-onnx")
    if asked.check is None and asked.stream is None and not (asked.input and asked.output):
        parser.error("--input FILES and --output FOLDER are missing, or --stream -")
    try:
        if asked.check is not None:
            return _check(asked.check)
        model = Model.read(asked.model)
        detector = asked.alerts_of or model.detectors[0].name
        if detector not in [one.name for one in model.detectors]:
            names = ", ".join(one.name for one in model.detectors)
            raise InputError(f"--alerts-of {detector}: the model has {names}.")
        if asked.stream is not None:
            return _stream(model, asked, detector)
        return _files(model, asked, detector)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="flow-scores", description=__doc__)
    add = parser.add_argument
    add("--model", metavar="FILE", help="an ONNX file that the Network Anomaly Lab has saved")
    add("--input", metavar="FILE", nargs="+", help="Parquet, CSV, Zeek's TSV or JSON lines; with *, ** or s3://")
    add("--output", metavar="FOLDER", help="where scores/, alerts/ and summary.json go")
    add("--alerts-of", metavar="DETECTOR", help="whose alerts are written; the model's first if not given")
    add("--address", metavar="ADDRESS", help="a Ray cluster to join; without it, Ray starts on this machine")
    add("--stream", metavar="-", choices=["-"], help="score JSON lines of standard input as they come")
    add("--all", action="store_true", help="with --stream: write every flow, not only alerts")
    add("--check", metavar="FILE", help="compare what a model gives here with its certificate")
    return parser


def _check(path: str) -> int:
    ok, sentences = check(Model.read(path), read_certificate(f"{path}.certificate.json"))
    print("\n".join(sentences))
    return 0 if ok else 1


def _stream(model: Model, asked: argparse.Namespace, detector: str) -> int:
    from .stream import score_stream

    problems = Problems()
    try:
        rate = score_stream(model, sys.stdin.buffer, sys.stdout, detector, asked.all, problems)
    except KeyboardInterrupt:
        return _tell(problems)
    print(
        f"{rate['flows']:,} flows, {rate['alerts']:,} alerts, {rate['flows_a_second']:,.0f} flows a second",
        file=sys.stderr,
    )
    return _tell(problems)


def _files(model: Model, asked: argparse.Namespace, detector: str) -> int:
    from .cluster import Job, score_files, start_ray

    start_ray(asked.address)
    summary = score_files(Job(model, asked.input, asked.output, detector))
    print(json.dumps({k: v for k, v in summary.items() if k not in ("problems", "drift")}, indent=1))
    for sentence in summary["problems"]:
        print(sentence, file=sys.stderr)
    return 1 if summary["problems"] else 0


def _tell(problems: Problems) -> int:
    for sentence in problems.sentences():
        print(sentence, file=sys.stderr)
    return 1 if problems.found else 0
