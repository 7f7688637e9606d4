"""Imports point one way, in the whole tree and inside the registry; no module is part of a circle."""

import pytest

from .structure import (
    ROOT,
    TOOLS,
    borrowed_names,
    circles,
    function_lengths,
    imported,
    modules,
    public_names,
    written_modules,
)

LAYERS = ("cqc", "cqi", "registry", "grpc_api", "cqar_site")
FLOORS = (
    ("values",),
    ("rules",),
    ("models",),
    ("wire",),
    ("reading",),
    ("writing",),
    ("services", "importers", "relaying"),
    ("admin",),
)
"""The rooms of the registry; those of one floor do not know each other."""

DOORS = ("registry.apps", "registry.management", "registry.migrations")
"""What Django calls: these may import any room, and no room imports them."""

SHARED_NAMES = {
    "Command": "Django finds commands by it",
    "DatabaseWrapper": "Django finds a database backend by it: the product's, and the tests'",
    "HANDLERS": "each module of handlers has its table",
    "IMPORTER": "each source has its importer",
    "candidates": "each source makes candidates of its records",
    "log": "each module that logs has its logger",
    "main": "each program has its entry",
}
"""Names that stand in several places on purpose."""

NAMES_OF_OTHERS = {
    "DatabaseWrapper": "Django finds a database backend by it",
}
"""Names of ours that another package has as well, on purpose."""


@pytest.mark.parametrize("layer", LAYERS[1:])
def test_layers(layer):
    above = LAYERS[LAYERS.index(layer) + 1 :]
    own = [name for name in modules() if name.split(".")[0] == layer]
    assert own, f"{layer} has no files: is it still where this test looks?"
    wrong = [
        f"{name} imports {other}" for name in own for other in imported(name) if other.split(".")[0] in above
    ]
    assert not wrong


def floor(module: str) -> tuple[int, str] | None:
    """The floor of a module of the registry, and its room; None for a door and for other packages."""
    package, _, rest = module.partition(".")
    room = rest.partition(".")[0]
    return next(
        ((n, room) for n, rooms in enumerate(FLOORS) if package == "registry" and room in rooms), None
    )


def test_rooms():
    """values <- rules <- models <- wire <- reading <- writing <- services | importers | relaying <- admin"""
    wrong = []
    for name in modules():
        if (here := floor(name)) is None:
            continue
        for other in imported(name):
            there = floor(other)
            if other.startswith(DOORS) or (there and there != here and there[0] >= here[0]):
                wrong.append(f"{name} imports {other}")
    assert not wrong


def test_every_module_stands_in_a_room():
    homeless = [
        name
        for name in modules()
        if name.startswith("registry.") and floor(name) is None and not name.startswith(DOORS)
    ]
    assert not homeless


def test_every_room_says_what_belongs_in_it():
    silent = [
        name
        for name, path in modules().items()
        if path.name == "__init__.py"
        and floor(name) is not None
        and not path.read_text().lstrip().startswith('"""')
    ]
    assert not silent


def test_no_circles():
    assert circles() == []


def test_a_name_means_one_thing():
    twice = {
        name: where for name, where in public_names().items() if len(where) > 1 and name not in SHARED_NAMES
    }
    assert not twice


def test_a_name_is_ours_or_another_package_s():
    """`Mapping` beside `collections.abc.Mapping` would be read as the one while it is the other."""
    borrowed = borrowed_names()
    both = {
        name: [*where, *sorted(borrowed[name])]
        for name, where in public_names().items()
        if name in borrowed and name not in NAMES_OF_OTHERS
    }
    assert not both


@pytest.mark.parametrize("layer", ["cqi", "registry"])
def test_grpc_stays_above_the_registry(layer):
    """Messages are everybody's, servers and stubs are not."""
    wrong = [
        f"{name} imports {other}"
        for name in modules()
        if name.split(".")[0] == layer
        for other in imported(name)
        if other.endswith("_pb2_grpc")
    ]
    assert not wrong


def test_tests_and_tools_are_imported_by_nobody():
    wrong = [
        f"{name} imports {other}"
        for name in modules()
        for other in imported(name)
        if other.split(".")[0] in TOOLS
    ]
    assert not wrong


def test_files_stay_small():
    long = {
        str(path.relative_to(ROOT)): length
        for name, path in written_modules().items()
        if not name.startswith("tests.") and (length := len(path.read_text().splitlines())) > 250
    }
    assert not long


def test_functions_stay_short():
    assert not {where: lines for where, lines in function_lengths().items() if lines > 50}
