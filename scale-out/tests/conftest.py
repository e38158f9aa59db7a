"""Models and scores that the lab itself has made; scripts/test-scale-out.mjs makes them beforehand."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("LAB_MODELS", "."))


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also what takes minutes")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--long"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="takes minutes: --long"))


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes")


def pytest_generate_tests(metafunc):
    if "model_file" in metafunc.fixturenames:
        files = sorted(FOLDER.glob("*.onnx"))
        metafunc.parametrize("model_file", files, ids=lambda file: file.stem)


@pytest.fixture(scope="session")
def lab() -> Path:
    """The folder with conn.log, conn.onnx and what the lab itself scores, conn.csv."""
    assert (FOLDER / "conn.onnx").exists(), "set LAB_MODELS, or run npm run test:scale-out"
    return FOLDER
