"""What a handler gets of a request: values, each converted by its type, and never the message."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from google.protobuf.descriptor import MethodDescriptor
from grpc import StatusCode

from cqi.errors import InvalidInput, NotFound
from grpc_api.handler import custom
from grpc_api.pages import Page
from grpc_api.values import MOST_ITEMS, MessageReader, Values
from registry.models import Asset, Chain
from registry.reading.resources import ASSET, CHAIN
from registry.values.choices import AssetType
from tests.factories import AssetFactory, ChainFactory

from .helpers import VIEW, refused, serving
from .requests import METHODS, SOME_UUID, plausible, request_of

PLAIN = (str, int, float, bool, Decimal, datetime, timedelta, UUID, type(None))
METHOD = {method.name: method for method in METHODS}


def read(request: Any, **by: Any) -> Values:
    return MessageReader(request.DESCRIPTOR, by)(request)


def names_of(rpc: str) -> tuple[set[str], set[str]]:
    """The fields of an RPC's request and of its response."""
    method = METHOD[rpc]
    return set(method.input_type.fields_by_name), set(method.output_type.fields_by_name)


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_compares_an_enum_with_a_column_finds_the_rows():
    def list_assets(request: Values) -> Page:
        return Page(ASSET.to_messages(Asset.objects.filter(asset_type=request.asset_type)))

    coin, _ = AssetFactory(asset_type=AssetType.NATIVE), AssetFactory(asset_type=AssetType.ERC20)
    takes, gives = names_of("ListAssets")
    with serving(ListAssets=custom(list_assets, takes, gives, needs=VIEW)) as stub:
        answer = stub.ListAssets(pb.ListAssetsRequest(asset_type=asset_pb2.ASSET_TYPE_NATIVE))
    assert [asset.asset_id for asset in answer.assets] == [str(coin.pk)]


@pytest.mark.django_db(transaction=True)
def test_a_handler_gets_the_key_of_the_row_that_a_standard_name_means():
    def get_chain(request: Values) -> Any:
        if (chain := Chain.objects.filter(pk=request.chain_id).first()) is None:
            raise NotFound("Chain", request.chain_id)
        return CHAIN.to_message(chain)

    chain = ChainFactory(network_id=10)
    with serving(
        GetChain=custom(get_chain, needs=VIEW, takes=(), keys={"chain_id": Chain}, gives=("chain",))
    ) as stub:
        for name in (chain.pk, "eip155:10"):
            assert stub.GetChain(pb.GetChainRequest(chain_id=name)).chain.chain_id == chain.pk
        refused(lambda: stub.GetChain(pb.GetChainRequest(chain_id="eip155:11")), StatusCode.NOT_FOUND)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_nothing_of_the_message_is_within_reach(method: MethodDescriptor):
    request = request_of(method, plausible, items=2)
    values = read(request)
    assert {field.name for field, _ in request.ListFields()} <= set(values)
    assert not [found for found in within(values) if type(found) not in PLAIN]


def within(value: Any) -> Iterator[Any]:
    """The values inside a value, at any depth."""
    match value:
        case Values():
            for name in dir(value):
                if not name.startswith("_"):
                    yield from within(getattr(value, name))
        case dict() | list() | tuple():
            for inner in [*value.values(), *value] if isinstance(value, dict) else value:
                yield from within(inner)
        case _:
            yield value


def test_values_are_converted_by_their_type():
    request = pb.CreateVenueSymbolRequest(venue_id="kraken", maker_fee=0.1, is_active=False)
    request.listed_at.FromDatetime(datetime(2024, 1, 2, tzinfo=UTC))
    request.metadata.update({"tier": 2})
    request.spec.tick_size = "0.50"
    values = read(request)
    assert (values.venue_id, values.maker_fee, values.is_active) == ("kraken", Decimal("0.1"), False)
    assert values.listed_at == datetime(2024, 1, 2, tzinfo=UTC)
    assert (values.metadata, values.spec.tick_size) == ({"tier": 2}, Decimal("0.5"))
    mask = pb.UpdateVenueRequest(venue_type="VENUE_TYPE_CEX")
    mask.update_mask.paths.extend(["name", "mic"])
    assert (read(mask).update_mask, read(mask).venue_type) == (["name", "mic"], "CEX")


def test_a_field_that_was_not_sent_has_its_default_and_says_so():
    values = read(pb.ListAssetsRequest(page_size=0, asset_type=0))
    assert (values.page_size, values.category, values.show_deleted, values.asset_type) == (0, "", False, None)
    assert list(values) == ["page_size"]
    assert "page_size" in values
    assert "asset_type" not in values
    empty = read(pb.UpdateAssetRequest())
    assert (empty.metadata, empty.update_mask, empty.version) == (None, (), 0)


def test_unspecified_is_nothing_in_a_list_too():
    types = ["RELATIONSHIP_TYPE_UNSPECIFIED", "RELATIONSHIP_TYPE_WRAPS"]
    request = resolution_pb2.ListAssetVariantsRequest(relationship_types=types)
    assert read(request).relationship_types == ["WRAPS"]


def test_a_oneof_is_the_name_of_the_field_that_was_sent():
    key = read(resolution_pb2.AssetKey(identifier={"source": asset_pb2.DATA_SOURCE_FIGI, "external_id": "x"}))
    assert (key.key, key.identifier.source, key.identifier.external_id) == ("identifier", "FIGI", "x")
    assert read(resolution_pb2.AssetKey()).key is None


def test_a_field_that_the_contract_does_not_have():
    with pytest.raises(AttributeError, match="GetAssetRequest"):
        read(pb.GetAssetRequest()).assset_id  # noqa: B018


def test_values_cannot_be_changed():
    values = read(pb.GetAssetRequest(asset_id="x"))
    with pytest.raises(AttributeError, match="cannot be changed"):
        values.asset_id = "y"


def test_every_wrong_value_is_named_by_its_path():
    key = {"address": {"chain_id": "a\0"}}
    request = resolution_pb2.MergeAssetsRequest(reason="b\0", default_decision=9)
    request.decisions.add(entity_type="c")
    request.decisions.add(source_entity_id="\0", decision=-1)
    with pytest.raises(InvalidInput) as caught:
        read(request)
    assert {violation.field for violation in caught.value.violations} == {
        "reason", "default_decision", "decisions[1].source_entity_id", "decisions[1].decision",
    }  # fmt: skip
    nested = resolution_pb2.ResolveAssetRequest(key=key)
    with pytest.raises(InvalidInput, match=r"key\.address\.chain_id: holds a NUL"):
        read(nested)


def test_a_malformed_item_of_a_batch_stands_in_its_place():
    request = resolution_pb2.BatchGetAssetsRequest(asset_ids=[SOME_UUID, "a\0"])
    items = MessageReader(request.DESCRIPTOR, batch="asset_ids")(request).asset_ids
    assert items["asset_ids[0]"] == SOME_UUID
    assert str(items["asset_ids[1]"]) == "asset_ids[1]: holds a NUL character"
    request.asset_ids.extend([SOME_UUID] * MOST_ITEMS)
    with pytest.raises(InvalidInput, match="asset_ids: holds 1002: must be at most 1000"):
        MessageReader(request.DESCRIPTOR, batch="asset_ids")(request)


def test_each_value_is_converted_once():
    read_texts: list[str] = []

    def taken(text: str) -> str:
        read_texts.append(text)
        return text

    values = read(pb.GetAssetRequest(asset_id="x"), asset_id=taken)
    assert (values.asset_id, values.asset_id, read_texts) == ("x", "x", ["x"])
