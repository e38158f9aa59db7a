"""Against counts by the definition, flow by flow."""

import numpy as np
import polars as pl
import pytest

from flow_scores.times import clock, seconds_of
from flow_scores.windows import distinct_partners, pair_rhythm, window_totals


def made_up(seed: int, n: int = 300) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    # Whole and broken seconds, and several flows of one instant.
    start = np.round(random.uniform(0, 200, n), 1) if seed % 2 else random.integers(0, 150, n) * 1.0
    return pl.DataFrame(
        {
            "start_time": start,
            "originator_address": [f"10.0.0.{i}" for i in random.integers(0, 6, n)],
            "responder_address": [f"10.0.1.{i}" for i in random.integers(0, 12, n)],
            "bytes_sent": random.uniform(0, 1000, n),
            "bytes_recv": random.uniform(0, 1000, n),
        }
    )


@pytest.mark.parametrize("seed", range(6))
def test_distinct_addresses_are_those_of_the_window(seed):
    flows, window = made_up(seed), 60.0
    rows = flows.rows(named=True)
    for host, partner in (
        ("originator_address", "responder_address"),
        ("responder_address", "originator_address"),
    ):
        wanted = [
            len(
                {
                    other[partner]
                    for other in rows
                    if other[host] == row[host]
                    and other["start_time"] <= row["start_time"]
                    and not other["start_time"] <= row["start_time"] - window
                }
            )
            for row in rows
        ]
        assert distinct_partners(flows, host, partner, window).tolist() == wanted


@pytest.mark.parametrize("seed", range(6))
def test_totals_look_at_what_began_earlier_and_at_the_flow_itself(seed):
    flows, window = made_up(seed), 45.0
    rows = flows.rows(named=True)
    found = window_totals(flows, window).rows(named=True)

    def whole(row):
        return np.floor(row["bytes_sent"] + 0.5) + np.floor(row["bytes_recv"] + 0.5)

    for row, got in zip(rows, found):
        before = [
            other
            for other in rows
            if other["originator_address"] == row["originator_address"]
            and row["start_time"] - window < other["start_time"] < row["start_time"]
        ]
        assert got == {
            "window_flows": len(before) + 1,
            "window_bytes": sum(map(whole, before)) + whole(row),
            "window_partners": len({o["responder_address"] for o in [*before, row]}),
        }


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_s_rhythm_is_that_of_its_last_ten_gaps(seed):
    flows = made_up(seed)
    pair = ("originator_address", "responder_address")
    for row, got in zip(flows.rows(named=True), pair_rhythm(flows).rows(named=True)):
        same = [o for o in flows.rows(named=True) if all(o[k] == row[k] for k in pair)]
        instants = sorted({o["start_time"] for o in same if o["start_time"] <= row["start_time"]})
        gaps = np.diff(instants)[-10:]
        assert got["gap"] == (gaps[-1] if len(gaps) else 86_400)
        wanted = max(0.01, np.std(gaps) / np.mean(gaps)) if len(gaps) >= 3 else 1
        assert got["variation"] == pytest.approx(wanted, rel=1e-12)


def test_clocks_are_those_of_the_zone():
    summer = 1_751_328_000.0  # 2025-07-01 00:00 UTC, a Tuesday
    hour, weekday = clock(np.array([summer]), "Europe/Vienna")
    assert [hour[0] * 24, weekday[0] * 7] == pytest.approx([2, 1])
    assert clock(np.array([summer]), "-01:30")[0][0] * 24 == pytest.approx(22.5)


def test_moments_may_name_several_zones_but_must_name_one():
    column = pl.Series("ts", ["2025-07-01T00:00:00Z", "2025-07-01T02:00:00+02:00", "2025-07-01 00:00:00"])
    assert seconds_of(column).to_list() == [1_751_328_000.0, 1_751_328_000.0, None]
