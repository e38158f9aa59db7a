"""Flows as they come: lines of JSON in, lines of JSON out, in bounded memory."""

import json
import time
from collections import Counter, deque
from itertools import groupby
from typing import BinaryIO, TextIO

import polars as pl

from .model import Model
from .problems import InputError, Problems
from .reasons import reasons_of
from .sources import JsonReader

#: Bytes that are taken at a time at most, and of one line.
BLOCK = 2**18
LONGEST_LINE = 2**24
#: Flows that the window remembers at most: beyond, the oldest are forgotten early, and it is told.
MOST_REMEMBERED = 1_000_000


class Window:
    """The flows of the last seconds, to count distinct addresses by. For flows in order of time."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.flows: deque = deque()
        self.pairs: Counter = Counter()
        self.responders: Counter = Counter()
        self.originators: Counter = Counter()
        self.forgotten = 0

    def add(self, start: float, originator: str, responder: str) -> None:
        while self.flows and self.flows[0][0] <= start - self.seconds:
            self._leave()
        if len(self.flows) == MOST_REMEMBERED:
            self._leave()
            self.forgotten += 1
        self.flows.append((start, originator, responder))
        pair = (originator, responder)
        self.pairs[pair] += 1
        if self.pairs[pair] == 1:
            self.responders[originator] += 1
            self.originators[responder] += 1

    def counts(self, originator: str, responder: str) -> tuple[int, int]:
        """Distinct originators of the responder, and distinct responders of the originator."""
        return self.originators[responder], self.responders[originator]

    def _leave(self) -> None:
        _, originator, responder = self.flows.popleft()
        pair = (originator, responder)
        self.pairs[pair] -= 1
        if self.pairs[pair] > 0:
            return
        del self.pairs[pair]
        for counter, host in ((self.responders, originator), (self.originators, responder)):
            counter[host] -= 1
            if counter[host] == 0:
                del counter[host]


def score_stream(
    model: Model, source: BinaryIO, target: TextIO, detector: str, every: bool, problems: Problems
) -> dict:
    """Scores lines until there are no more; writes an object for each alert, or each flow.

    A flow is counted with those that came before it and with those of its instant that came together
    with it; flows that come late, with those of the window as it then is.
    """
    if model.computed:
        raise InputError(
            f"{model.name}: this model looks at {', '.join(model.computed)}, which a stream does not "
            "tell yet. Train one without --time-features."
        )
    judge = next((one for one in model.detectors if one.name == detector), None)
    if judge is None:
        raise InputError(f"{model.name}: has no {detector}; it has {', '.join(d.name for d in model.detectors)}.")
    reader = JsonReader(model, "standard input", problems)
    window = Window(model.window)
    began, flows, alerts = time.monotonic(), 0, 0
    for block in batches(source, problems):
        found = _with_counts(reader.read(block), model, window)
        if found.height == 0:
            continue
        scored = model.score(found)
        flagged = scored[judge.prediction].to_numpy() == -1
        flows, alerts = flows + found.height, alerts + int(flagged.sum())
        _write(model, scored if every else scored.filter(flagged), target)
    seconds = time.monotonic() - began
    if window.forgotten:
        what = f"more than {MOST_REMEMBERED:,} flows in {model.window:g} s: the oldest were forgotten early"
        problems.refuse("standard input", what, window.forgotten, 0)
    return {"flows": flows, "alerts": alerts, "seconds": seconds, "flows_a_second": flows / max(seconds, 1e-9)}


def batches(source: BinaryIO, problems: Problems):
    """Whole lines, as many as are there: nothing waits for a batch to fill."""
    rest = b""
    while read := source.read1(BLOCK):
        rest += read
        end = rest.rfind(b"\n") + 1
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > LONGEST_LINE:
            problems.refuse("standard input", "a line of more than 16 MiB, left out up to here", 1, 0)
            rest = b""
    if rest:
        yield rest


def _with_counts(flows: pl.DataFrame, model: Model, window: Window) -> pl.DataFrame:
    lacks = [name for name in model.counts if flows[name].null_count() > 0]
    if not lacks:
        return flows
    rows = list(flows.select("start_time", "originator_address", "responder_address").iter_rows())
    counts = []
    # Flows of one instant see each other.
    for _, together in groupby(rows, key=lambda row: row[0]):
        instant = list(together)
        for row in instant:
            window.add(*row)
        counts += [window.counts(originator, responder) for _, originator, responder in instant]
    both = {"src_ip_count": [float(a) for a, _ in counts], "dst_ip_count": [float(b) for _, b in counts]}
    return flows.with_columns(pl.Series(name, both[name]) for name in lacks)


def _write(model: Model, scored: pl.DataFrame, target: TextIO) -> None:
    if scored.height == 0:
        return
    features = model.run(scored, ["features"])["features"]
    told = scored.drop("source_file").hstack(reasons_of(model, features))
    for record in told.iter_rows(named=True):
        target.write(json.dumps({k: v for k, v in record.items() if v is not None}) + "\n")
    target.flush()
