"""An RPC's handler is found by its name: in the module of the noun in it."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from grpc_api import handlers
from grpc_api.handlers import HANDLERS

MODULES: dict[str, ModuleType] = {
    path.stem: import_module(f"{handlers.__name__}.{path.stem}")
    for path in Path(handlers.__file__).parent.glob("[!_]*.py")
}

NOUNS = {
    "AssetDeployment": "deployments",
    "AssetGroup": "groups",
    "ToGroup": "groups",
    "FromGroup": "groups",
    "AssetIdentifier": "identifiers",
    "SymbolIdentifier": "identifiers",
    "AssetRelationship": "relationships",
    "AssetVariant": "relationships",
    "QualityFlag": "flags",
    "Tradeable": "flags",
    "VenueAsset": "venues",
    "VenueSymbol": "venues",
    "Change": "changes",
    "Asset": "assets",
    "Chain": "chains",
    "Symbol": "symbols",
    "Venue": "venues",
}
"""The first of these nouns that stands in an RPC's name says where its handler is."""


@pytest.mark.parametrize("rpc", HANDLERS)
def test_the_handler_stands_in_the_module_of_the_noun(rpc: str) -> None:
    module = next((module for noun, module in NOUNS.items() if noun in rpc), None)
    assert module is not None, f"{rpc} has no noun that a module stands for"
    there = [name for name, each in MODULES.items() if rpc in each.HANDLERS]
    assert there == [module], f"{rpc} belongs in handlers/{module}.py, and is in {there}"


def test_every_module_is_of_a_noun() -> None:
    assert set(MODULES) == set(NOUNS.values())
