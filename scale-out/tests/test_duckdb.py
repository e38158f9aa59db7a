"""The recipe in docs/duckdb.md, as it stands there."""

import re
import shutil
from pathlib import Path

import polars as pl

RECIPE = Path(__file__).parents[2] / "docs" / "duckdb.md"


def test_the_recipe_gives_the_lab_s_own_scores(lab, tmp_path, monkeypatch):
    shutil.copy(lab / "conn.onnx", tmp_path / "lab.onnx")
    shutil.copy(lab / "conn.log", tmp_path / "conn.log")
    monkeypatch.chdir(tmp_path)
    [code] = re.findall(r"```python\n(.*?)```", RECIPE.read_text(), re.DOTALL)
    exec(compile(code, str(RECIPE), "exec"), {})
    found = pl.read_parquet("scores.parquet")
    wanted = pl.read_csv(lab / "conn.csv", infer_schema_length=None)
    both = wanted.join(found, on="uid", suffix="_found")
    assert found.height == both.height == 1270
    for name in ("src_ip_count", "dst_ip_count", "isolation_forest_prediction"):
        assert (both[name] == both[f"{name}_found"]).all(), name
    assert (both["isolation_forest_score"] - both["isolation_forest_score_found"]).abs().max() < 1e-9
