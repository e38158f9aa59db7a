"""Bad input: named, counted, and the rest goes on."""

import gzip
import json
import random

import polars as pl
import pytest

from flow_scores.model import Model
from flow_scores.problems import InputError, Problems
from flow_scores.sources import pieces_of, read_piece


@pytest.fixture(scope="module")
def model(lab):
    return Model.read(str(lab / "conn.onnx"))


def read(model, *files):
    problems = Problems()
    pieces = pieces_of([str(file) for file in files], problems)
    frames = [frame for piece in pieces for frame in read_piece(piece, model, problems)]
    return (pl.concat(frames) if frames else None), problems.sentences()


def test_one_log_in_every_form_is_the_same_flows(lab, model, tmp_path):
    flows, problems = read(model, lab / "conn.log")
    assert problems == [] and flows.height == 1270
    lines = (lab / "conn.log").read_text().splitlines()
    names = next(line for line in lines if line.startswith("#fields")).split("\t")[1:]
    records = [dict(zip(names, line.split("\t"))) for line in lines if not line.startswith("#")]
    records = [{k: v for k, v in record.items() if v not in ("-", "(empty)")} for record in records]
    (tmp_path / "conn.json").write_text("".join(json.dumps(record) + "\n" for record in records))
    with gzip.open(tmp_path / "packed.log.gz", "wt") as packed:
        packed.write((lab / "conn.log").read_text())
    table = pl.DataFrame(records, infer_schema_length=None)
    table.write_csv(tmp_path / "conn.csv")
    table.write_parquet(tmp_path / "conn.parquet", row_group_size=100)
    for name in ("conn.json", "packed.log.gz", "conn.csv", "conn.parquet"):
        found, problems = read(model, tmp_path / name)
        assert problems == [], name
        assert found.drop("source_file").equals(flows.drop("source_file")), name


def test_a_file_that_is_cut_short_gives_what_it_has(lab, model, tmp_path):
    text = (lab / "conn.log").read_bytes()
    (tmp_path / "cut.log").write_bytes(text[: len(text) // 2])
    # What cannot be packed is cut in the middle, whatever the block.
    packed = gzip.compress(text)
    (tmp_path / "cut.log.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "cut.parquet").write_bytes(random.Random(0).randbytes(1000))
    flows, problems = read(model, tmp_path / "cut.log")
    assert 500 < flows.height < 1270
    assert len(problems) == 1 and "cut.log: line has not the" in problems[0]
    flows, problems = read(model, tmp_path / "cut.log.gz", tmp_path / "cut.parquet")
    assert 100 < flows.height < 1270
    assert any("cut.log.gz: cut short" in one for one in problems)
    assert any("cut.parquet: no Parquet file" in one for one in problems)


def test_wrong_columns_and_wrong_cells_are_named(lab, model, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    flows, [problem] = read(model, tmp_path / "other.csv")
    assert flows.height == 0
    assert "other.csv: lacks the column bytes_sent" in problem and "it has a, b" in problem
    table, _ = read(model, lab / "conn.log")
    cells = table.drop("source_file", "source_row").cast(pl.String)
    broken = cells.with_columns(
        bytes_sent=pl.when(pl.arange(pl.len()) == 4).then(pl.lit("many")).otherwise("bytes_sent"),
        start_time=pl.when(pl.arange(pl.len()) == 9)
        .then(pl.lit("2025-03-04 09:00:00"))
        .otherwise("start_time"),
    )
    broken.write_csv(tmp_path / "broken.csv")
    flows, problems = read(model, tmp_path / "broken.csv")
    assert flows.height == 1268
    assert [one.split(": ", 1)[1] for one in problems] == [
        "column bytes_sent: not readable, or below 0; rows left out (1 rows, first row 5)",
        "column start_time: no moment with a zone; rows left out (1 rows, first row 10)",
    ]


def test_no_such_file_is_an_error():
    with pytest.raises(InputError, match="there is no such file"):
        pieces_of(["/nowhere/*.parquet"], Problems())
