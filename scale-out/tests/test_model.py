import json

import numpy as np
import onnx
import polars as pl
import pytest

from flow_scores.certificate import check, read_certificate
from flow_scores.cli import main
from flow_scores.model import Model
from flow_scores.problems import InputError


def test_a_model_gives_what_its_certificate_says(model_file):
    model = Model.read(str(model_file))
    ok, sentences = check(model, read_certificate(f"{model_file}.certificate.json"))
    assert ok, sentences
    assert len(sentences) == len(model.detectors) > 0


def test_a_model_is_valid_and_of_standard_operators(model_file):
    model = onnx.load(model_file)
    onnx.checker.check_model(model, full_check=True)
    assert {node.domain for node in model.graph.node} <= {"", "ai.onnx.ml"}


def test_a_wrong_answer_does_not_pass(lab):
    model = Model.read(str(lab / "conn.onnx"))
    certificate = read_certificate(str(lab / "conn.onnx.certificate.json"))
    score = certificate["detectors"][0]["outputs"]["score"]
    certificate["expected"][score][7] *= 1 + 1e-6
    ok, sentences = check(model, certificate)
    assert not ok and sentences[0].startswith("NOT EQUAL")
    certificate["model"]["sha256"] = "0" * 64
    assert check(model, certificate) == (
        False,
        [f"{model.name}: not the model that the certificate was made for."],
    )


def test_hostile_numbers_are_scored_as_the_lab_scores_them(lab):
    flows = pl.read_csv(lab / "hostile.scores.csv", infer_schema_length=None)
    model = Model.read(str(lab / "conn.onnx"))
    scored = model.score(flows.select(list(model.inputs)))
    for one in model.detectors:
        wanted, found = flows[one.score].to_numpy(), scored[one.score].to_numpy()
        room = one.tolerance * np.maximum(np.abs(wanted), abs(one.threshold))
        assert (np.abs(found - wanted) <= room).all(), one.name


def test_a_command_that_lacks_something_is_wrong_usage(capsys):
    for arguments, words in (([], "--model FILE is missing"), (["--model", "x"], "--output FOLDER are missing")):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2 and words in capsys.readouterr().err


def tied_rows(path, flows: pl.DataFrame) -> np.ndarray:
    """Flows whose last neighbour lies as far as the next one: which of the two counts is arbitrary."""
    model = onnx.load(path)
    [search] = [n for n in model.graph.node if n.op_type == "TopK" and n.name.startswith("local")]
    kind = onnx.TensorProto.DOUBLE
    model.graph.output.append(onnx.helper.make_tensor_value_info(search.input[0], kind, None))
    scored = Model(model.SerializeToString()).run(flows, [search.input[0], "local_outlier_factor_score"])
    distances = np.sort(scored[search.input[0]], axis=1)
    [count] = [i.raw_data for i in model.graph.initializer if i.name == search.input[1]]
    k = int(np.frombuffer(count, np.int64)[0])
    return distances[:, k] <= distances[:, k - 1] * (1 + 1e-12) + 1e-12


def test_real_flows_are_scored_as_the_lab_scores_them_but_for_tied_neighbours(lab):
    flows = pl.read_csv(lab / "conn.csv", infer_schema_length=None)
    model = Model.read(str(lab / "conn.onnx"))
    scored = model.score(flows.select(list(model.inputs)))
    tied = tied_rows(lab / "conn.onnx", flows)
    for one in model.detectors:
        wanted, found = flows[one.score].to_numpy(), scored[one.score].to_numpy()
        beyond = np.abs(found - wanted) > one.tolerance * np.maximum(np.abs(wanted), abs(one.threshold))
        by_neighbours = one.name in ("local-outlier-factor", "ensemble")
        assert not (beyond & ~(tied & by_neighbours)).any(), one.name
        assert beyond.mean() < 0.01
        assert (scored[one.prediction] == flows[one.prediction]).all(), one.name


def test_what_is_no_model_of_the_lab_is_refused_by_name(lab, tmp_path, capsys):
    content = (lab / "conn.onnx").read_bytes()
    (tmp_path / "cut.onnx").write_bytes(content[: len(content) // 2])
    other = onnx.load(lab / "conn.onnx")
    del other.metadata_props[:]
    onnx.save(other, tmp_path / "other.onnx")
    for name, words in (("cut", "cut short"), ("other", "not one that the"), ("none", "No such file")):
        assert main(["--model", str(tmp_path / f"{name}.onnx"), "--stream", "-"]) == 1
        told = capsys.readouterr().err
        assert f"{name}.onnx" in told and words in told
    with pytest.raises(InputError, match="no JSON, or cut short"):
        (tmp_path / "c.json").write_text(json.dumps({"kind": 1})[:-1])
        read_certificate(str(tmp_path / "c.json"))
