"""What others call an asset or a symbol, by the RPCs of identifiers."""

from dataclasses import dataclass
from typing import Any

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from tests.factories import AssetFactory, SymbolFactory

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

COINGECKO, COINMARKETCAP = 1, 2


@dataclass
class Kind:
    """The four RPCs of one kind of identifier, which differ in names only."""

    stub: Any
    name: str
    owner: str
    source: str
    factory: Any

    def call(self, verb: str, plural: str = "", **fields: Any) -> Any:
        rpc = f"{verb}{self.name}Identifier{plural}"
        request = getattr(pb, f"{rpc}Request")
        fields = {self.source if key == "source" and verb != "List" else key: fields[key] for key in fields}
        return getattr(self.stub, rpc)(request(**fields))

    def create(self, owner: Any, external_id: str, source: int = COINGECKO, **fields: Any) -> Any:
        fields = {self.owner: str(owner.pk), "source": source, "external_id": external_id} | fields
        return self.call("Create", **fields).identifier

    def get(self, owner: Any, source: int = COINGECKO) -> Any:
        return self.call("Get", **{self.owner: str(owner.pk), "source": source}).identifier

    def delete(self, identifier: Any, **fields: Any) -> Any:
        return self.call("Delete", identifier_id=identifier.identifier_id, **fields)

    def list(self, **fields: Any) -> list[str]:
        return [each.external_id for each in self.call("List", plural="s", **fields).identifiers]


@pytest.fixture(params=["Asset", "Symbol"])
def kind(request, stub):
    if request.param == "Asset":
        return Kind(stub, "Asset", "asset_id", "source", AssetFactory)
    return Kind(stub, "Symbol", "symbol_id", "data_source", SymbolFactory)


def test_it_works(kind):
    owner = kind.factory()
    made = kind.create(owner, "usd-coin", is_primary=True, metadata={"rank": 7})
    assert (made.external_id, made.is_primary, made.version) == ("usd-coin", True, 1)
    assert getattr(made, kind.source) == COINGECKO
    assert getattr(made, kind.owner) == str(owner.pk)
    assert made.metadata["rank"] == 7
    assert kind.get(owner) == made


def test_the_only_one(kind):
    owner = kind.factory()
    kind.create(owner, "only")
    kind.create(owner, "elsewhere", COINMARKETCAP)
    assert kind.get(owner).external_id == "only"


def test_the_oldest_of_several(kind):
    owner = kind.factory()
    for name in ("oldest", "newer", "newest"):
        kind.create(owner, name)
    assert kind.get(owner).external_id == "oldest"


def test_the_primary_before_the_oldest(kind):
    owner = kind.factory()
    kind.create(owner, "oldest")
    primary = kind.create(owner, "primary", is_primary=True)
    kind.create(owner, "newest")
    assert kind.get(owner) == primary
    kind.delete(primary)
    assert kind.get(owner).external_id == "oldest"


def test_one_primary_a_source(kind):
    owner = kind.factory()
    kind.create(owner, "one", is_primary=True)
    kind.create(owner, "other source", COINMARKETCAP, is_primary=True)
    refused(lambda: kind.create(owner, "two", is_primary=True), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


def test_an_id_of_a_source_means_one(kind):
    kind.create(kind.factory(), "usd-coin")
    kind.create(kind.factory(), "usd-coin", COINMARKETCAP)
    kind.create(kind.factory(), "USD-Coin")
    refused(lambda: kind.create(kind.factory(), "usd-coin"), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


def test_a_deleted_one_is_gone_and_its_name_free(kind):
    owner = kind.factory()
    made = kind.create(owner, "usd-coin")
    refused(lambda: kind.delete(made, version=7), StatusCode.ABORTED, "STALE_VERSION")
    assert kind.delete(made, version=1, reason="mistaken").success
    refused(lambda: kind.get(owner), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: kind.delete(made), StatusCode.NOT_FOUND, "NOT_FOUND")
    assert kind.create(kind.factory(), "usd-coin").external_id == "usd-coin"


def test_what_must_be_sent(kind):
    owner = kind.factory()
    refused(lambda: kind.create(owner, ""), StatusCode.INVALID_ARGUMENT, field="external_id")
    refused(lambda: kind.create(owner, "x", 0), StatusCode.INVALID_ARGUMENT, field=kind.source)
    refused(lambda: kind.create(owner, "x", 99), StatusCode.INVALID_ARGUMENT, field=kind.source)
    refused(lambda: kind.create(owner, "\u200b"), StatusCode.INVALID_ARGUMENT, field="external_id")
    refused(lambda: kind.get(owner, 0), StatusCode.INVALID_ARGUMENT, field=kind.source)
    refused(lambda: kind.call("Get", source=1), StatusCode.INVALID_ARGUMENT, field=kind.owner)
    refused(lambda: kind.call("Delete"), StatusCode.INVALID_ARGUMENT, field="identifier_id")


def test_lists(kind):
    one, two = kind.factory(), kind.factory()
    kind.create(one, "a")
    kind.create(one, "b", COINMARKETCAP)
    kind.create(two, "c")
    assert kind.list(**{kind.owner: str(one.pk)}) == ["a", "b"]
    assert kind.list(source=COINGECKO) == ["a", "c"]
    assert kind.list(source=COINGECKO, **{kind.owner: str(two.pk)}) == ["c"]


FIGI, DTI, ISO4217 = (
    asset_pb2.DataSource.Value(f"DATA_SOURCE_{name}") for name in ("FIGI", "DTI", "ISO4217")
)
OF_STANDARDS = [
    (FIGI, "BBG000BLNNH6"),
    (FIGI, "BBG000BLNQ16"),
    (DTI, "4H95J0R2X"),
    (DTI, "X9J9K872S"),
    (ISO4217, "USD"),
]


@pytest.mark.parametrize(("source", "external_id"), OF_STANDARDS)
def test_an_id_of_a_standard(kind, source, external_id):
    assert kind.create(kind.factory(), external_id, source).external_id == external_id


@pytest.mark.parametrize("pair", ["EURUSD", "EUR/USD"])
def test_a_pair_of_currencies_is_a_symbols(kind, pair):
    owner = kind.factory()
    if kind.name == "Symbol":
        assert kind.create(owner, pair, ISO4217).external_id == pair
    else:
        refused(lambda: kind.create(owner, pair, ISO4217), StatusCode.INVALID_ARGUMENT, field="external_id")


@pytest.mark.parametrize(
    ("source", "external_id"),
    [
        (FIGI, "zzz"), (FIGI, "BBG000BLNNH7"), (FIGI, "bbg000blnnh6"), (FIGI, "GBG000BLNNH6"),
        (FIGI, "BBG000BLNNHB"),
        (DTI, "!!"), (DTI, "4H95J0R2"), (DTI, "0H95J0R2X"), (DTI, "AH95J0R2X"), (DTI, "4h95j0r2x"),
        (ISO4217, "XX"), (ISO4217, "usd"), (ISO4217, "USDC"), (ISO4217, "US٣"),
    ],
)  # fmt: skip
def test_what_no_standard_gives(kind, source, external_id):
    error = refused(
        lambda: kind.create(kind.factory(), external_id, source),
        StatusCode.INVALID_ARGUMENT,
        field="external_id",
    )
    assert "such as" in error.details()
