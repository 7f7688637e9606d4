"""Contract, handlers, mappings and models agree, or the server does not start."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1.asset_registry_pb2_grpc import (
    AssetRegistryServicer,
    add_AssetRegistryServicer_to_server,
)
from cqc.venues.v1 import venue_pb2
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from google.protobuf.descriptor import Descriptor
from google.protobuf.message_factory import GetMessageClass

from grpc_api import standard
from grpc_api.handler import custom, permission
from grpc_api.handlers import HANDLERS
from grpc_api.service import CONTRACT, asset_registry
from registry import models
from registry.reading import resources as messages
from registry.wire.mapping import MessageMapping

MAPPINGS = {mapping.message.DESCRIPTOR: mapping for mapping in MessageMapping.by_model.values()}


class Registered:
    """What the generated code would register with a server."""

    def __init__(self) -> None:
        self.handlers: dict[str, Any] = {}
        add_AssetRegistryServicer_to_server(AssetRegistryServicer(), self)  # type: ignore[abstract]

    def add_generic_rpc_handlers(self, _: Any) -> None:
        """The same handlers, in the form of older servers."""

    def add_registered_method_handlers(self, service: str, handlers: dict[str, Any]) -> None:
        assert service == CONTRACT.full_name
        self.handlers = handlers


@dataclass
class Details:
    """What a server asks for a handler by."""

    method: str
    invocation_metadata: tuple[()] = ()


def test_it_works():
    """Bytes are taken before the generated code; methods, streams and types are its own all the same."""
    registry = asset_registry()
    generated = Registered().handlers
    assert registry.service_name() == CONTRACT.full_name
    assert set(generated) == set(CONTRACT.methods_by_name)
    for name, method in CONTRACT.methods_by_name.items():
        served = registry.service(Details(f"/{CONTRACT.full_name}/{name}"))
        assert (served.request_deserializer, served.response_serializer) == (None, None)
        assert served.response_streaming == generated[name].response_streaming
        assert generated[name].request_deserializer == GetMessageClass(method.input_type).FromString
        assert generated[name].response_serializer == GetMessageClass(method.output_type).SerializeToString


@pytest.mark.django_db(transaction=True)
def test_the_generated_stub_has_the_same_calls_and_its_types_are_understood(stub):
    assert set(vars(stub)) == set(CONTRACT.methods_by_name)
    answer = stub.ListChains(asset_registry_pb2.ListChainsRequest())
    assert isinstance(answer, asset_registry_pb2.ListChainsResponse)
    assert not answer.chains


def test_every_message_that_can_be_answered_has_a_mapping_or_a_handler_that_fills_it():
    """Binding checks the fields of each response; what those hold must be mapped, or be made by a service."""
    made_by_services = {
        "AssetCandidate", "AssetVariant", "GetAssetResult", "GetVenueSymbolResult", "ItemStatus", "MarketSpec",
        "MergeCollision", "ResolveAssetResponse", "ResolveAssetResult", "TradeCheck", "TradeFinding",
        "AssetKey", "Change", "ChainAddress", "FieldChange", "ExternalId", "PriceRule", "SymbolOnChain", "TickBand",
        "TradeKey", "VenueName",
    }  # fmt: skip
    answered = {inner for name in HANDLERS for inner in parts_of(CONTRACT.methods_by_name[name].output_type)}
    assert {inner.name for inner in answered if inner not in MAPPINGS} <= made_by_services


def parts_of(descriptor: Descriptor, seen: frozenset[str] = frozenset()) -> set[Descriptor]:
    """The messages of the contract that a message holds, at any depth."""
    inner = {field.message_type for field in descriptor.fields if field.message_type is not None}
    ours = {part for part in inner if part.full_name.startswith("cqc.") and part.full_name not in seen}
    return ours | {deep for part in ours for deep in parts_of(part, seen | {part.full_name})}


@pytest.mark.parametrize("mapping", list(MAPPINGS.values()), ids=lambda mapping: mapping.kind)
def test_every_field_of_a_message_is_served(mapping):
    written = len(mapping.writers)
    assert written + len(mapping.joined) == len(mapping.message.DESCRIPTOR.fields)
    assert not mapping.joined or mapping.join or mapping is messages.FLAG


def test_a_message_field_that_no_model_has_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match=r"Venue has nothing for Asset\.asset_id"):
        MessageMapping(models.Venue, asset_pb2.Asset)


def test_an_rpc_without_a_handler_stops_the_start():
    tables = {name: bind for name, bind in HANDLERS.items() if name != "GetVenue"}
    with pytest.raises(ImproperlyConfigured, match="no handler for GetVenue"):
        asset_registry(tables)


def test_a_handler_without_an_rpc_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match="SellVenue"):
        asset_registry({**HANDLERS, "SellVenue": HANDLERS["GetVenue"]})


def test_a_handler_of_another_message_stops_the_start():
    with pytest.raises(ImproperlyConfigured, match=r"GetVenue: .*venue_id|Asset has nothing"):
        asset_registry({**HANDLERS, "GetVenue": standard.get(messages.ASSET)})


def test_a_filter_that_nobody_serves_stops_the_start():
    bind = standard.list_(messages.VENUE, venue_type="venue_type", chain_id="chain_id", operator="operator")
    with pytest.raises(ImproperlyConfigured, match="ListVenues: the contract has is_active"):
        asset_registry({**HANDLERS, "ListVenues": bind})


def test_a_response_field_that_nobody_fills_stops_the_start():
    bind = custom(lambda _: None, needs=permission("view", models.Venue), takes=("venue_id",), gives=())
    with pytest.raises(ImproperlyConfigured, match="GetVenue: the contract has venue"):
        asset_registry({**HANDLERS, "GetVenue": bind})


def test_a_permission_that_no_model_has_stops_the_start():
    bind = custom(lambda _: None, needs="registry.sell_venue", takes=("venue_id",), gives=("venue",))
    with pytest.raises(ImproperlyConfigured, match="permission that is named for GetVenue"):
        asset_registry({**HANDLERS, "GetVenue": bind})


def test_a_request_field_that_the_model_has_not_stops_the_start():
    mapping = replace(messages.VENUE, rename={})
    bind = standard.create(mapping, {"operator": "runs_it"})
    with pytest.raises(ImproperlyConfigured, match=r"Venue has nothing for CreateVenueRequest\.operator"):
        asset_registry({**HANDLERS, "CreateVenue": bind})


def test_every_model_leaves_as_a_message_but_the_answers_kept_for_retries():
    stored: set[type[Model]] = {
        model for model in vars(models).values() if isinstance(model, type) and issubclass(model, models.Row)
    }
    assert stored - {models.Row} == set(MessageMapping.by_model)
    assert MessageMapping.by_model[models.Venue].message is venue_pb2.Venue
