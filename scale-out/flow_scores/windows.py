"""What a flow's columns tell of the flows around it, as the lab defines it.

Everything here is about the flows of some hosts, all of them: whoever calls has put together the flows
of a host that lie in several files.
"""

import numpy as np
import polars as pl

#: A gap of a day or more, and a first contact, count as a day.
LONGEST_GAP = 86_400.0
RECENT_GAPS = 10
FEWEST_GAPS = 3
NO_RHYTHM = 1.0
LEAST_VARIATION = 0.01


def distinct_partners(flows: pl.DataFrame, host: str, partner: str, window: float) -> np.ndarray:
    """Of each flow: distinct partners of its host among flows that began in (t − window, t]."""
    return _by_host(flows, host, partner, lambda t, p, _: _distinct_up_to(t, p, window))


def window_totals(flows: pl.DataFrame, window: float) -> pl.DataFrame:
    """Flows, bytes and responders of the originator in (t − window, t), and the flow itself."""
    whole = np.floor(flows["bytes_sent"].to_numpy() + 0.5) + np.floor(
        flows["bytes_recv"].to_numpy() + 0.5
    )
    names = ("window_flows", "window_bytes", "window_partners")
    found = _by_host(
        flows,
        "originator_address",
        "responder_address",
        lambda t, p, rows: np.column_stack(_totals(t, p, whole[rows], window)),
        width=3,
    )
    return pl.DataFrame(dict(zip(names, found.T)))


def _by_host(flows: pl.DataFrame, host: str, partner: str, compute, width: int = 1) -> np.ndarray:
    """Calls `compute(times, partners, rows)` with each host's flows in order of time."""
    hosts = flows[host].rank("dense").to_numpy()
    partners = flows[partner].rank("dense").to_numpy()
    times = flows["start_time"].to_numpy()
    order = np.lexsort((times, hosts))
    bounds = np.flatnonzero(np.diff(hosts[order], prepend=-1, append=-1))
    result = np.ones((flows.height, width) if width > 1 else flows.height)
    for begin, end in zip(bounds[:-1], bounds[1:]):
        # A host with one flow has nothing to count.
        if end - begin == 1 and width == 1:
            continue
        rows = order[begin:end]
        result[rows] = compute(times[rows], partners[rows], rows)
    return result


def _next_of_pair(partners: np.ndarray, value: np.ndarray) -> np.ndarray:
    """For each flow `value` of the next flow with the same partner; beyond all where there is none."""
    n = len(partners)
    order = np.argsort(partners, kind="stable")
    result = np.full(n, n)
    same = partners[order][1:] == partners[order][:-1]
    result[order[:-1][same]] = value[order[1:][same]]
    return result


def _running(begins: np.ndarray, ends: np.ndarray, n: int) -> np.ndarray:
    """How many of the stretches [begin, end) each place lies in."""
    change = np.zeros(n + 1, dtype=np.int64)
    np.add.at(change, np.minimum(begins, n), 1)
    np.add.at(change, np.minimum(np.maximum(ends, begins), n), -1)
    return np.cumsum(change)[:n]


def _distinct_up_to(times: np.ndarray, partners: np.ndarray, window: float) -> np.ndarray:
    """A flow speaks for its partner from its instant until it leaves the window or the next one does."""
    begins = np.searchsorted(times, times, side="left")
    leaves = np.searchsorted(times - window, times, side="left")
    return _running(begins, np.minimum(leaves, _next_of_pair(partners, begins)), len(times))


def _totals(times, partners, whole, window):
    n = len(times)
    first = np.searchsorted(times, times - window, side="right")
    last = np.searchsorted(times, times, side="left")
    so_far = np.append(0.0, np.cumsum(whole))
    # Flows of one instant do not see each other: a flow counts from the next instant on.
    after = np.searchsorted(times, times, side="right")
    leaves = np.searchsorted(times - window, times, side="left")
    others = _running(after, np.minimum(leaves, _next_of_pair(partners, after)), n)
    return (
        last - first + 1.0,
        so_far[last] - so_far[first] + whole,
        others + ~_pair_is_there(partners, last, first),
    )


def _pair_is_there(partners: np.ndarray, last: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Whether a flow with the same partner lies among the places first … last − 1."""
    order = np.argsort(partners, kind="stable")
    # Of each flow in that order the last one of its partner that began earlier.
    latest = np.full(len(partners), -1)
    grouped = partners[order]
    at = np.searchsorted(_keys(grouped, order), _keys(grouped, last[order]), side="left") - 1
    found = (at >= 0) & (grouped[np.maximum(at, 0)] == grouped)
    latest[order[found]] = order[at[found]]
    return latest >= first


def _keys(group: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Numbers that ascend by group, then by place."""
    return group.astype(np.int64) * (len(place) + 1) + place


def pair_rhythm(flows: pl.DataFrame) -> pl.DataFrame:
    """Seconds since the pair's last flow, and how much its last ten gaps vary."""
    pair = ["originator_address", "responder_address"]
    instants = (
        flows.select(*pair, "start_time")
        .unique()
        .sort(*pair, "start_time")
        .with_columns(since=pl.col("start_time").diff().over(pair))
    )
    recent = [pl.col("since").shift(k).over(pair) for k in range(RECENT_GAPS - 1, -1, -1)]
    gaps = instants.select(pl.concat_list(recent).alias("recent"))["recent"].list.to_array(RECENT_GAPS)
    matrix = gaps.to_numpy().astype(float)
    there = ~np.isnan(matrix)
    count = there.sum(axis=1)
    divisor = np.maximum(count, 1)
    filled = np.where(there, matrix, 0.0)
    # In order, as the lab adds them up.
    mean = np.cumsum(filled, axis=1)[:, -1] / divisor
    squares = np.where(there, (filled - mean[:, None]) ** 2, 0.0)
    deviation = np.sqrt(np.cumsum(squares, axis=1)[:, -1] / divisor)
    regular = np.maximum(LEAST_VARIATION, deviation / np.where(mean == 0, 1, mean))
    instants = instants.with_columns(
        gap=pl.col("since").fill_null(LONGEST_GAP).clip(upper_bound=LONGEST_GAP),
        variation=np.where(count < FEWEST_GAPS, NO_RHYTHM, regular),
    ).drop("since")
    joined = flows.select(*pair, "start_time").join(
        instants, on=[*pair, "start_time"], how="left", maintain_order="left"
    )
    return joined.select("gap", "variation")
