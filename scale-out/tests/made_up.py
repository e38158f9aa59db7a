"""Flows that no network had, as many as are wanted."""

import numpy as np
import polars as pl


def made_up(flows: int, hosts: int, seed: int, span: float | None = None, first: int = 0) -> pl.DataFrame:
    """Flows of a few busy hosts and many others, over `span` seconds, numbered from `first`."""
    random = np.random.default_rng(seed)
    bytes_sent = np.floor(random.lognormal(6, 2, flows))
    return pl.DataFrame(
        {
            "uid": [f"F{i}" for i in range(first, first + flows)],
            "start_time": np.round(1.7e9 + random.uniform(0, span or flows / 200, flows), 3),
            "originator_address": pl.Series(random.zipf(1.3, flows) % hosts).cast(pl.String),
            "responder_address": pl.Series(random.zipf(1.2, flows) % (4 * hosts)).cast(pl.String),
            "bytes_sent": bytes_sent,
            "bytes_recv": np.floor(random.lognormal(7, 2, flows)),
            "packets_sent": np.ceil(bytes_sent / 900) + 1,
            "packets_recv": random.integers(1, 50, flows),
            "duration": random.exponential(5, flows),
            "dst_port": random.choice([53, 80, 443, 8080, 4444], flows),
            "protocol": random.choice(["TCP", "UDP"], flows),
        }
    )
