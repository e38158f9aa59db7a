"""Writes small Parquet files of flows by several writers, and what pandas reads in each, as CSV.

    python scripts/parity/parquet_files.py tests/fixtures/import/parquet

Needs pandas, pyarrow, duckdb and polars.
"""

import pathlib
import random
import sys

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

ROWS = 60


def flows(unit: str, zone: str | None) -> pyarrow.Table:
    """Flows with gaps, times of this unit, and words that need quotes."""
    draw = random.Random(42)
    start = 1_700_000_000_000_000_000
    per_unit = {"ms": 1_000_000, "us": 1000, "ns": 1}[unit]
    some = range(ROWS)
    return pyarrow.table(
        {
            "ts": pyarrow.array(
                [(start + row * 1_234_567_891 + 123_456_789) // per_unit for row in some],
                pyarrow.timestamp(unit, zone),
            ),
            "src_ip": [f"10.0.{row % 3}.{row % 50 + 1}" for row in some],
            "src_port": pyarrow.array([40_000 + row for row in some], pyarrow.uint16()),
            "dst_ip": [f"192.0.2.{row % 7 + 1}" for row in some],
            "dst_port": pyarrow.array([(443, 53, 22)[row % 3] for row in some], pyarrow.int32()),
            "proto": [("tcp", "udp", "tcp")[row % 3] for row in some],
            "duration": [None if row % 9 == 4 else draw.expovariate(1) for row in some],
            "orig_bytes": pyarrow.array(
                [None if row % 11 == 5 else draw.randrange(10**5) for row in some], pyarrow.int64()
            ),
            "resp_bytes": pyarrow.array([draw.randrange(10**7) for _ in some], pyarrow.uint64()),
            "orig_pkts": pyarrow.array([draw.randrange(1, 90) for _ in some], pyarrow.uint32()),
            "resp_pkts": pyarrow.array([draw.randrange(1, 90) for _ in some], pyarrow.int16()),
            "note": [('a, "b"', "plain", None)[row % 3] for row in some],
            "label": pyarrow.array([row % 10 == 0 for row in some]),
        }
    )


def write_all(folder: pathlib.Path) -> None:
    """Each file stands for what one writer does by default or can be told to do."""
    write = pyarrow.parquet.write_table
    write(flows("us", "UTC"), folder / "pyarrow-snappy.parquet")
    write(flows("ns", None), folder / "pyarrow-zstd-nanoseconds.parquet", compression="zstd")
    write(
        flows("us", None),
        folder / "spark-int96.parquet",
        flavor="spark",
        use_deprecated_int96_timestamps=True,
        compression="gzip",
    )
    write(
        flows("ms", "UTC"),
        folder / "pyarrow-pages-v2.parquet",
        data_page_version="2.0",
        row_group_size=16,
        compression="brotli",
    )
    write(
        flows("us", "UTC"),
        folder / "pyarrow-delta.parquet",
        use_dictionary=False,
        column_encoding={
            "orig_bytes": "DELTA_BINARY_PACKED",
            "src_ip": "DELTA_BYTE_ARRAY",
            "duration": "BYTE_STREAM_SPLIT",
        },
        compression="lz4",
    )
    flows_of_all = flows("us", "UTC")
    for codec in ("snappy", "zstd"):
        duckdb.sql(f"COPY (FROM flows_of_all) TO '{folder}/duckdb-{codec}.parquet' (CODEC '{codec}')")
    polars.from_arrow(flows_of_all).write_parquet(folder / "polars.parquet")


def read_all(folder: pathlib.Path) -> None:
    """What pandas reads, with whole numbers kept whole."""
    for file in sorted(folder.glob("*.parquet")):
        frame = pandas.read_parquet(file, dtype_backend="pyarrow")
        frame.to_csv(file.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write_all(target)
    read_all(target)
