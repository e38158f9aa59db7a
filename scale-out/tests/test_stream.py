import io
import json
import subprocess
import sys

import polars as pl
import pytest

from flow_scores.model import Model
from flow_scores.problems import InputError, Problems
from flow_scores.stream import score_stream


def as_json(lab) -> bytes:
    lines = (lab / "conn.log").read_text().splitlines()
    names = next(line for line in lines if line.startswith("#fields")).split("\t")[1:]
    records = [dict(zip(names, line.split("\t"))) for line in lines if not line.startswith("#")]
    records.sort(key=lambda record: float(record["ts"]))
    return "".join(
        json.dumps({k: v for k, v in record.items() if v != "-"}) + "\n" for record in records
    ).encode()


def test_lines_as_they_come_get_the_lab_s_own_scores(lab):
    model = Model.read(str(lab / "conn.onnx"))
    out, problems = io.StringIO(), Problems()
    source = io.BufferedReader(io.BytesIO(as_json(lab)))
    rate = score_stream(model, source, out, "isolation-forest", True, problems)
    assert rate["flows"] == 1270 and problems.found == {}
    found = pl.DataFrame([json.loads(line) for line in out.getvalue().splitlines()], infer_schema_length=None)
    wanted = pl.read_csv(lab / "conn.csv", infer_schema_length=None)
    both = wanted.join(found, on="uid", suffix="_found")
    assert both.height == 1270
    # Which of equally far neighbours count is arbitrary: see test_model.
    for one in (d for d in model.detectors if d.name not in ("local-outlier-factor", "ensemble")):
        difference = (both[one.score] - both[f"{one.score}_found"]).abs()
        room = one.tolerance * pl.max_horizontal(both[one.score].abs(), pl.lit(abs(one.threshold)))
        assert both.select((difference <= room).all()).item(), one.name
    alerts = found.filter(pl.col("isolation_forest_prediction") == -1)
    assert alerts["reason_1"].null_count() < alerts.height


def test_the_command_tells_bad_lines_and_its_rate(lab):
    sent = b"no json\n" + as_json(lab)
    command = [sys.executable, "-m", "flow_scores", "--model", str(lab / "conn.onnx"), "--stream", "-"]
    done = subprocess.run(command, input=sent, capture_output=True)
    assert done.returncode == 1
    told = done.stderr.decode()
    assert "1,270 flows" in told and "flows a second" in told
    assert "standard input: no JSON object in the line; rows left out (1 rows, first row 1)" in told
    assert 0 < len(done.stdout.splitlines()) < 1270


def test_a_model_that_looks_at_rhythms_is_refused_by_name(lab):
    model = Model.read(str(lab / "timed.onnx"))
    with pytest.raises(InputError, match="looks at hour, weekday, gap"):
        score_stream(model, io.BufferedReader(io.BytesIO()), io.StringIO(), "hbos", True, Problems())
