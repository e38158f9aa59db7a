"""The whole way by Ray Data: files in, Parquet of scores and alerts out.

What is scheduled where, shuffled, spilled and tried again is Ray's business. Here are the steps.
"""

import json
import logging
import os
import shutil
from dataclasses import dataclass

# Ray sends no usage statistics from here.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

import polars as pl
import pyarrow
import ray
import ray.data

from .columns import empty_flows
from .model import Model
from .problems import InputError, Problems
from .reasons import Drift, reasons_of
from .sources import pieces_of, read_piece
from .times import clock
from .windows import distinct_partners, pair_rhythm, window_totals

#: Flows that a task of windows has in memory at a time, about.
FLOWS_A_BUCKET = 250_000
#: What a problem is told in, among the rows of a dataset.
PROBLEM = "problem"


@dataclass(frozen=True)
class Job:
    model: Model
    inputs: list[str]
    output: str
    #: Whose alerts are written.
    detector: str
    #: How many buckets hosts are dealt to; None: by the number of flows.
    buckets: int | None = None


def start_ray(address: str | None, memory: int | None = None) -> None:
    """Joins a cluster, or starts Ray on this machine."""
    settings = {"logging_level": "ERROR", "log_to_driver": False}
    if address is None:
        ray.init(include_dashboard=False, object_store_memory=memory, **settings)
    else:
        ray.init(address=address, **settings)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    # Tasks alone: what a lost machine held is computed again, where actors would take it along.
    context.shuffle_strategy = ray.data.context.ShuffleStrategy.SORT_SHUFFLE_PULL_BASED


def score_files(job: Job) -> dict:
    """Scores, alerts and a summary in `job.output`; the summary. Raises InputError."""
    problems = Problems()
    pieces = pieces_of(job.inputs, problems)
    _make_room(job.output)
    scores, alerts = os.path.join(job.output, "scores"), os.path.join(job.output, "alerts")
    model = ray.put(job.model)
    ours = ray.data.from_items(pieces) if pieces else None
    if ours is not None:
        _scored(_read(ours, model), job, model, problems).write_parquet(scores)
    summary = _summarise(job, model, scores, alerts, problems)
    with open(os.path.join(job.output, "summary.json"), "w", encoding="utf-8") as file:
        json.dump(summary, file, indent=1)
    return summary


#: Tables of Arrow, as many rows at a time as Ray has them in a block.
_BATCHES = {"batch_format": "pyarrow", "batch_size": None, "zero_copy_batch": True}


def _make_room(output: str) -> None:
    """Only a folder of ours is written over."""
    if os.path.exists(output) and not os.path.isdir(output):
        raise InputError(f"{output}: is a file; --output needs a folder.")
    os.makedirs(output, exist_ok=True)
    others = [n for n in os.listdir(output) if n not in ("scores", "alerts", "summary.json")]
    if others:
        raise InputError(f"{output}: holds other files ({others[0]} …); --output needs a folder of its own.")
    for name in ("scores", "alerts"):
        shutil.rmtree(os.path.join(output, name), ignore_errors=True)


def _read(pieces: ray.data.Dataset, model) -> ray.data.Dataset:
    """All flows; what cannot be read stands among them as rows of problems, so that it is told once."""

    def read(piece: dict, model_ref):
        model = _model(model_ref)
        problems = Problems()
        for flows in read_piece({k: v[0] for k, v in piece.items()}, model, problems):
            if flows.height > 0:
                yield flows.with_columns(pl.lit(None, pl.String).alias(PROBLEM)).to_arrow()
        if problems.found:
            told = [json.dumps([*key, *value]) for key, value in problems.found.items()]
            missing = empty_flows(model).clear(len(told))
            yield missing.with_columns(pl.Series(PROBLEM, told, dtype=pl.String)).to_arrow()

    return pieces.map_batches(read, fn_args=(model,), batch_size=1, batch_format="numpy")


def _scored(flows: ray.data.Dataset, job: Job, model_ref, problems: Problems) -> ray.data.Dataset:
    """The flows with their scores, and before with what their columns do not tell alone."""
    flows = flows.materialize()
    _gather(flows, problems)
    if not job.model.counts and not job.model.computed:
        return flows.map_batches(_score, fn_args=(model_ref,), **_BATCHES)
    buckets = job.buckets or -(-flows.count() // FLOWS_A_BUCKET)
    by_responder = _by_host(flows, "responder_address", buckets, _count_originators, model_ref)
    return _by_host(by_responder, "originator_address", buckets, _look_and_score, model_ref)


def _gather(flows: ray.data.Dataset, problems: Problems) -> None:
    told = flows.select_columns([PROBLEM]).map_batches(
        lambda table: table.filter(table.column(PROBLEM).is_valid()), **_BATCHES
    )
    for row in told.iter_rows():
        file, what, rows, first = json.loads(row[PROBLEM])
        problems.refuse(file, what, rows, first)


def _by_host(flows: ray.data.Dataset, host: str, buckets: int, compute, model_ref) -> ray.data.Dataset:
    """Calls `compute` with all flows of some hosts at a time, in the order in which they stand in files.

    The order matters: a runtime computes the last flows of a batch otherwise than those before, to the
    last bit. So what is computed once more, where a machine was lost, is the same.
    """

    def deal(table: pyarrow.Table) -> pyarrow.Table:
        frame = pl.from_arrow(table).filter(pl.col(PROBLEM).is_null())
        # The same in every process: a hash of the bytes of the address.
        dealt = (frame[host].hash(seed=7) % max(1, buckets)).cast(pl.Int64)
        return frame.with_columns(dealt.fill_null(0).alias("bucket")).to_arrow()

    def together(table: pyarrow.Table) -> pyarrow.Table:
        frame = pl.from_arrow(table).drop("bucket").sort("source_file", "source_row")
        return compute(frame, _model(model_ref)).to_arrow()

    dealt = flows.map_batches(deal, **_BATCHES)
    return dealt.groupby("bucket").map_groups(together, batch_format="pyarrow")


def _count_originators(flows: pl.DataFrame, model: Model) -> pl.DataFrame:
    if "src_ip_count" not in model.counts or flows["src_ip_count"].null_count() == 0:
        return flows
    counted = distinct_partners(flows, "responder_address", "originator_address", model.window)
    return flows.with_columns(src_ip_count=_filled(flows["src_ip_count"], counted))


def _look_at_originator(flows: pl.DataFrame, model: Model) -> pl.DataFrame:
    if "dst_ip_count" in model.counts and flows["dst_ip_count"].null_count() > 0:
        counted = distinct_partners(flows, "originator_address", "responder_address", model.window)
        flows = flows.with_columns(dst_ip_count=_filled(flows["dst_ip_count"], counted))
    computed = {
        ("hour", "weekday"): lambda: pl.DataFrame(
            dict(zip(("hour", "weekday"), clock(flows["start_time"].to_numpy(), model.time_zone)))
        ),
        ("gap", "variation"): lambda: pair_rhythm(flows),
        ("window_flows", "window_bytes", "window_partners"): lambda: window_totals(flows, model.time_window),
    }
    for names, compute in computed.items():
        wanted = [name for name in names if name in model.computed]
        if wanted:
            flows = flows.hstack(compute().select(wanted))
    return flows


def _look_and_score(flows: pl.DataFrame, model: Model) -> pl.DataFrame:
    return model.score(_look_at_originator(flows, model).drop(PROBLEM))


def _filled(own: pl.Series, counted) -> pl.Series:
    """What the file tells itself, and where it does not, what was counted."""
    return own.fill_null(pl.Series(counted, dtype=pl.Float64))


def _score(table: pyarrow.Table, model_ref) -> pyarrow.Table:
    flows = pl.from_arrow(table).filter(pl.col(PROBLEM).is_null()).drop(PROBLEM)
    return _model(model_ref).score(flows).to_arrow()


def _summarise(job: Job, model_ref, scores: str, alerts: str, problems: Problems) -> dict:
    """Writes the alerts, and counts over all that was scored."""
    model = job.model
    judge = next(one for one in model.detectors if one.name == job.detector)
    report = {
        "model": model.name,
        "flows": 0,
        "detectors": {one.name: {"threshold": one.threshold, "alerts": 0} for one in model.detectors},
        "alerts_of": judge.name,
        "problems": problems.sentences(),
        "drift": [],
    }
    if not os.path.isdir(scores) or not os.listdir(scores):
        return report
    scored = ray.data.read_parquet(scores)
    alerting = scored.map_batches(_alerts, fn_args=(model_ref, judge.prediction, judge.score), **_BATCHES)
    alerting.write_parquet(alerts)
    counted = scored.map_batches(_count, fn_args=(model_ref,), batch_format="pyarrow", batch_size=65_536)
    drift = Drift(model)
    for row in counted.iter_rows():
        report["flows"] += row["flows"]
        for one in model.detectors:
            report["detectors"][one.name]["alerts"] += row[one.prediction]
        more = Drift(model)
        more.rows, more.outside = row["flows"], more.outside + row["outside"]
        at = 0
        for own in more.counts:
            own += row["counts"][at : at + len(own)]
            at += len(own)
        drift.join(more)
    report["drift"] = drift.report()
    return report


def _model(model_ref) -> Model:
    return ray.get(model_ref) if isinstance(model_ref, ray.ObjectRef) else model_ref


def _alerts(table: pyarrow.Table, model_ref, prediction: str, score: str) -> pyarrow.Table:
    model = _model(model_ref)
    flagged = pl.from_arrow(table).filter(pl.col(prediction) == -1).sort(score)
    features = model.run(flagged, ["features"])["features"]
    return flagged.hstack(reasons_of(model, features)).to_arrow()


def _count(table: pyarrow.Table, model_ref) -> pyarrow.Table:
    model = _model(model_ref)
    flows = pl.from_arrow(table)
    drift = Drift(model)
    drift.add(model.run(flows, ["features"])["features"])
    found = {one.prediction: [int((flows[one.prediction] == -1).sum())] for one in model.detectors}
    counts = [int(n) for own in drift.counts for n in own]
    return pyarrow.table(
        {"flows": [flows.height], "outside": [[int(n) for n in drift.outside]], "counts": [counts], **found}
    )
