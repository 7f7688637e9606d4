"""Imports point one way: cqc <- cqi <- registry <- grpc_api <- cqar_site."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = {
    "cqc": ROOT / "contracts" / "gen" / "python" / "cqc",
    "cqi": ROOT / "cqi",
    "registry": ROOT / "registry",
    "grpc_api": ROOT / "grpc_api",
    "cqar_site": ROOT / "cqar_site",
}


def imported(path: Path) -> Iterator[str]:
    """The top-level packages a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("layer", LAYERS)
def test_layers(layer):
    above = list(LAYERS)[list(LAYERS).index(layer) + 1 :]
    files = list(LAYERS[layer].rglob("*.py"))
    assert files, f"{layer} has no files: is it still where this test looks?"
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported(path)
        if name in above
    ]
    assert not wrong


@pytest.mark.parametrize("layer", ["cqi", "registry"])
def test_grpc_stays_above_the_registry(layer):
    """Messages are everybody's, servers and stubs are not."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {node.module}"
        for path in LAYERS[layer].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("_pb2_grpc")
    ]
    assert not wrong


def test_tests_and_tools_are_imported_by_nobody():
    outside = {"tests", "bench", "manage"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for folder in LAYERS.values()
        for path in folder.rglob("*.py")
        for name in imported(path)
        if name in outside
    ]
    assert not wrong
