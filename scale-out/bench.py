"""Flows a second on this machine, by clusters of one, two and three raylets, and with one of them killed.

    python bench.py --model lab.onnx --flows 1000000 --raylets 1,2,3 --kill

Writes made-up flows as shuffled Parquet files into a folder that it removes again. Each raylet has one
processor; with fewer processors than raylets they share. Memory is the largest of any worker, resident.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import polars as pl
import ray
from ray.cluster_utils import Cluster

from flow_scores.cluster import Job, score_files, start_ray
from flow_scores.model import Model
from tests.made_up import made_up

#: Flows that are made at a time.
PART = 500_000
#: Files that each part is dealt to, so that no file has a time of its own.
FILES = 16


def write_flows(folder: Path, flows: int) -> None:
    """All parts have the same span of time: their windows cross files."""
    for at in range(-(-flows // PART)):
        part = made_up(min(PART, flows - at * PART), 20_000, at, span=flows / 200, first=at * PART)
        for file in range(FILES):
            part.gather_every(FILES, file).write_parquet(folder / f"part-{at}-{file}.parquet")


def parts_of(output: Path) -> int:
    return len(list((output / "scores").glob("*.parquet")))


class Memory(threading.Thread):
    """Looks every second how much memory a worker of Ray has at most."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(1):
            listed = subprocess.run(["ps", "-eo", "rss,args"], capture_output=True, text=True, check=True)
            for line in listed.stdout.splitlines()[1:]:
                size, _, command = line.strip().partition(" ")
                if command.startswith("ray::"):
                    self.most = max(self.most, int(size) * 1024)


def score(model: Model, folder: Path, output: Path, raylets: int, detector: str, kill: bool) -> dict:
    """Scores the files by a cluster of its own; with `kill` one raylet goes when the first scores are there."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(raylets - 1)]
    start_ray(cluster.address)
    memory = Memory()
    memory.start()
    lost_at = []

    def lose() -> None:
        while parts_of(output) == 0:
            time.sleep(0.05)
        lost_at.append(parts_of(output))
        cluster.remove_node(nodes[0], allow_graceful=False)

    if kill:
        threading.Thread(target=lose, daemon=True).start()
    began = time.monotonic()
    summary = score_files(Job(model, [str(folder / "*.parquet")], str(output), detector))
    seconds = time.monotonic() - began
    memory.ended.set()
    ray.shutdown()
    cluster.shutdown()
    return {
        "raylets": raylets,
        "killed after parts": lost_at[0] if kill else None,
        "parts": parts_of(output),
        "flows": summary["flows"],
        "seconds": round(seconds, 1),
        "flows a second": round(summary["flows"] / seconds),
        "largest worker MB": round(memory.most / 2**20),
    }


def same(one: Path, other: Path) -> bool:
    """Whether every flow stands in both once, with the same bits in every column."""
    both = [pl.read_parquet(output / "scores" / "*.parquet").sort("uid") for output in (one, other)]
    return both[0]["uid"].n_unique() == both[0].height and both[0].equals(both[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--detector", default="isolation-forest")
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--raylets", default="1,2,3")
    parser.add_argument("--kill", action="store_true", help="once more with three, of which one is killed")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="flow-scores-"))
    try:
        flows = folder / "flows"
        flows.mkdir()
        write_flows(flows, asked.flows)
        model = Model.read(asked.model)
        whole = folder / "whole"
        for raylets in map(int, asked.raylets.split(",")):
            print(json.dumps(score(model, flows, whole, raylets, asked.detector, kill=False)), flush=True)
        if asked.kill:
            killed = folder / "killed"
            told = score(model, flows, killed, 3, asked.detector, kill=True)
            print(json.dumps({**told, "same as without": same(whole, killed)}), flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
