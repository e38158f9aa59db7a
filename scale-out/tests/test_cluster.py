"""The whole way by Ray: on this machine, and on a cluster of three that loses one."""

import threading
import time

import polars as pl
import pytest
import ray

from flow_scores.cluster import Job, score_files, start_ray
from flow_scores.model import Model

from made_up import made_up


@pytest.fixture(scope="module")
def one_machine():
    start_ray(None)
    yield
    ray.shutdown()


def shuffled(lab, folder, files: int) -> None:
    """The sample log as Parquet files, each with rows from all over it."""
    lines = (lab / "conn.log").read_text().splitlines()
    names = next(line for line in lines if line.startswith("#fields")).split("\t")[1:]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    table = pl.DataFrame(dict(zip(names, zip(*rows)))).sample(fraction=1, shuffle=True, seed=1)
    for at in range(files):
        table.gather_every(files, at).write_parquet(folder / f"part-{at}.parquet")


def test_shuffled_files_get_the_scores_of_the_log(lab, tmp_path, one_machine):
    shuffled(lab, tmp_path, 5)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    model = Model.read(str(lab / "conn.onnx"))
    job = Job(model, [str(tmp_path / "*.*")], str(tmp_path / "out"), "isolation-forest", buckets=3)
    summary = score_files(job)
    wanted = pl.read_csv(lab / "conn.csv", infer_schema_length=None)
    found = pl.read_parquet(tmp_path / "out" / "scores" / "*.parquet")
    assert found.height == found["uid"].n_unique() == summary["flows"] == 1270
    both = wanted.join(found, on="uid", suffix="_found")
    for name in ("src_ip_count", "dst_ip_count"):
        assert (both[name] == both[f"{name}_found"]).all(), name
    assert (both["isolation_forest_score"] - both["isolation_forest_score_found"]).abs().max() < 1e-9
    assert (both["isolation_forest_prediction"] == both["isolation_forest_prediction_found"]).all()
    alerts = pl.read_parquet(tmp_path / "out" / "alerts" / "*.parquet")
    flagged = int((wanted["isolation_forest_prediction"] == -1).sum())
    assert alerts.height == summary["detectors"]["isolation-forest"]["alerts"] == flagged
    assert alerts["reason_1"].null_count() < flagged
    assert [one for one in summary["problems"] if "lacks the column" in one] == summary["problems"]
    # The very flows that it has learnt from.
    assert summary["drift"][0]["distance"] < 0.01


def test_the_same_files_give_the_same_bits(lab, tmp_path, one_machine):
    shuffled(lab, tmp_path, 3)
    model = Model.read(str(lab / "conn.onnx"))
    for name in ("once", "again"):
        score_files(Job(model, [str(tmp_path / "*.parquet")], str(tmp_path / name), "hbos", buckets=2))
    once, again = (
        pl.read_parquet(tmp_path / name / "scores" / "*.parquet").sort("uid") for name in ("once", "again")
    )
    assert once.equals(again)


@pytest.mark.long
def test_features_of_time_are_the_lab_s(lab, tmp_path, one_machine):
    shuffled(lab, tmp_path, 4)
    model = Model.read(str(lab / "timed.onnx"))
    score_files(Job(model, [str(tmp_path / "*.parquet")], str(tmp_path / "out"), "hbos", buckets=3))
    wanted = pl.read_csv(lab / "timed.csv", infer_schema_length=None)
    both = wanted.join(pl.read_parquet(tmp_path / "out" / "scores" / "*.parquet"), on="uid", suffix="_found")
    assert both.height == 1270
    assert (both["hbos_score"] - both["hbos_score_found"]).abs().max() < 1e-9


def parts_of(output) -> int:
    return len(list((output / "scores").glob("*.parquet")))


@pytest.mark.long
def test_a_cluster_that_loses_a_machine_gives_each_flow_once(lab, tmp_path):
    """Three machines, of which one goes when the first scores are written and the last are not."""
    from ray.cluster_utils import Cluster

    ray.shutdown()
    flows = made_up(200_000, 2000, 5)
    for at in range(10):
        flows.gather_every(10, at).write_parquet(tmp_path / f"part-{at}.parquet")
    model = Model.read(str(lab / "timed.onnx"))
    lost_at = []
    for name in ("whole", "killed"):
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
        nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
        start_ray(cluster.address)
        output = tmp_path / name

        def lose():
            while parts_of(output) == 0:
                time.sleep(0.05)
            lost_at.append(parts_of(output))
            cluster.remove_node(nodes[0], allow_graceful=False)

        if name == "killed":
            threading.Thread(target=lose, daemon=True).start()
        job = Job(model, [str(tmp_path / "*.parquet")], str(output), "hbos", buckets=24)
        assert score_files(job)["flows"] == 200_000
        ray.shutdown()
        cluster.shutdown()
    assert 0 < lost_at[0] < parts_of(tmp_path / "killed")
    both = [pl.read_parquet(tmp_path / n / "scores" / "*.parquet").sort("uid") for n in ("whole", "killed")]
    assert both[0].height == both[1].height == both[0]["uid"].n_unique() == 200_000
    # To the last bit, where each flow was read too.
    assert both[0].equals(both[1])
    print(f"lost after {lost_at[0]} of {parts_of(tmp_path / 'killed')} parts")
