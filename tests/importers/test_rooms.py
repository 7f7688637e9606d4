"""Where an importer stands: a module of `sources/` is a source, and `order.py` runs it."""

from importlib import import_module
from pathlib import Path

import pytest

from registry.importers import sources
from registry.importers.engine.fixtures import FOLDER
from registry.importers.markets import facts
from registry.importers.order import ORDER

MODULES = sorted(path.stem for path in Path(sources.__file__).parent.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_sources_is_run_by_the_seed(name):
    module = import_module(f"registry.importers.sources.{name}")
    assert module.IMPORTER in ORDER, f"order.py does not run {name}"
    assert callable(module.IMPORTER.candidates)


def test_nothing_else_is_run_by_the_seed():
    assert len(ORDER) == len(MODULES) + 1
    assert facts.IMPORTER in ORDER
    assert len({importer.name for importer in ORDER}) == len(ORDER)


def test_every_file_of_the_fixtures_is_described():
    described = (FOLDER / "README.md").read_text()
    silent = {path.name for path in FOLDER.iterdir() if f"`{path.name}`" not in described}
    assert not silent - {"README.md"}, "fixtures/README.md has no line for them"
