"""The contract, compiled once a session, and a copy of it to break."""

import shutil
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2

from contracts import protos


@pytest.fixture(scope="session")
def contract() -> descriptor_pb2.FileDescriptorSet:
    return protos.compiled()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the .proto files, which a test may change."""
    return Path(shutil.copytree(protos.PROTO, tmp_path / "proto"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the generated package, which a test may change."""
    source = protos.CONTRACTS / "gen" / "python" / "cqc"
    return Path(shutil.copytree(source, tmp_path / "cqc", ignore=shutil.ignore_patterns("__pycache__")))
