"""A model that the lab has saved: what it asks for, what it tells of itself, and its scores."""

import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import onnxruntime
import polars as pl

from .problems import InputError

#: What goes in that is computed from all flows, by flow_scores.windows.
COUNTS = ("src_ip_count", "dst_ip_count")
CLOCK = ("hour", "weekday")
RHYTHM = ("gap", "variation")
TOTALS = ("window_flows", "window_bytes", "window_partners")
COMPUTED = (*CLOCK, *RHYTHM, *TOTALS)


@dataclass(frozen=True)
class Detector:
    name: str
    title: str
    threshold: float
    tolerance: float
    score: str
    decision: str
    prediction: str


class Model:
    """An ONNX file by the lab. Only its bytes travel to other processes."""

    def __init__(self, content: bytes, name: str = "model.onnx"):
        self.content = content
        self.name = name
        metadata = self.session.get_modelmeta().custom_metadata_map
        if metadata.get("kind") != "network-anomaly-lab":
            raise InputError(
                f"{name}: an ONNX model, but not one that the Network Anomaly Lab has saved. "
                "Save one with --save-onnx."
            )
        if int(metadata["version"]) > 1:
            raise InputError(f"{name}: of a later form than this version reads. Update flow-scores.")
        self.from_flows = metadata["from_flows"] == "true"
        self.features: list[str] = json.loads(metadata["features"])
        self.settings: dict[str, str] = json.loads(metadata["settings"])
        self.reference: dict = json.loads(metadata["reference"])
        self.flows_at_a_time = int(metadata["flows_at_a_time"])
        self.detectors = [
            Detector(one["name"], one["title"], one["threshold"], one["tolerance"], **one["outputs"])
            for one in json.loads(metadata["detectors"])
        ]
        self.inputs = {one.name: one.type == "tensor(string)" for one in self.session.get_inputs()}

    @classmethod
    def read(cls, path: str) -> "Model":
        """Raises InputError that names the file."""
        try:
            with open(path, "rb") as file:
                return cls(file.read(), path)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}.") from error

    def __reduce__(self):
        return Model, (self.content, self.name)

    @cached_property
    def session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        # Ray and the batches share the cores.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                self.content, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise InputError(
                f"{self.name}: cannot be read as an ONNX model; it may be cut short or of another "
                f"kind. onnxruntime says: {str(error).splitlines()[0][:200]}"
            ) from error

    @property
    def columns(self) -> list[str]:
        """The columns that files must have; those that are computed from all flows are not among them."""
        return [name for name in self.inputs if name not in COMPUTED and name not in COUNTS]

    @property
    def counts(self) -> list[str]:
        """The counts of addresses that it asks for, which a file has or which are computed."""
        return [name for name in COUNTS if name in self.inputs]

    @property
    def computed(self) -> list[str]:
        return [name for name in COMPUTED if name in self.inputs]

    @property
    def window(self) -> float:
        """Seconds over which distinct addresses are counted."""
        return float(self.settings.get("window", "60"))

    @property
    def time_window(self) -> float:
        return float(self.settings.get("time-window", "300"))

    @property
    def time_zone(self) -> str:
        return self.settings.get("time-zone", "UTC")

    def run(self, flows: pl.DataFrame, outputs: list[str]) -> dict[str, np.ndarray]:
        """These outputs of every flow, a few thousand flows at a time."""
        inputs = {
            name: flows[name].cast(pl.String).to_numpy().astype(object)
            if is_word
            else flows[name].cast(pl.Float64).to_numpy()
            for name, is_word in self.inputs.items()
        }
        parts = [
            self.session.run(
                outputs, {k: v[at : at + self.flows_at_a_time] for k, v in inputs.items()}
            )
            for at in range(0, max(1, flows.height), self.flows_at_a_time)
        ]
        return {name: np.concatenate(found) for name, found in zip(outputs, zip(*parts))}

    def score(self, flows: pl.DataFrame) -> pl.DataFrame:
        """The flows with the columns of each detector behind them."""
        names = [n for d in self.detectors for n in (d.score, d.decision, d.prediction)]
        return flows.with_columns(**self.run(flows, names))
