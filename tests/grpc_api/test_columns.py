"""Every column that can be edited is in its row's message and in the requests that create and change the row."""

from typing import Any

import pytest
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db.models import Field
from google.protobuf.message_factory import GetMessageClass

from grpc_api.handlers import HANDLERS
from registry import models
from registry.reading import resources
from registry.wire.mapping import MessageMapping
from tests.grpc_api.column_exceptions import CHANGED_BY, CREATED_BY, EXCEPTIONS, NEVER_CHANGED

METHODS = pb.DESCRIPTOR.services_by_name["AssetRegistry"].methods_by_name

COLUMNS = [
    pytest.param(mapping, column, id=f"{mapping.model.__name__}.{column.attname}")
    for mapping in MessageMapping.by_model.values()
    for column in mapping.model._meta.concrete_fields
    if column.editable
]


def missing_from_message(mapping: MessageMapping, column: Any) -> bool:
    served = {
        attribute
        for field in mapping.message.DESCRIPTOR.fields
        for attribute in (
            MarketSpec.DESCRIPTOR.fields_by_name
            if field.message_type is MarketSpec.DESCRIPTOR
            else [mapping.rename.get(field.name, field.name).removesuffix("_exact")]
        )
    }
    return not served & {column.name, column.attname}


def missing_from_request(rpc: str, column: Any) -> bool:
    """Whether nothing in the request is what the handler calls this column."""
    if rpc not in HANDLERS:
        return True
    method = METHODS[rpc]
    request = GetMessageClass(method.input_type)()
    outer, _, inner = HANDLERS[rpc](method).field_name(column.attname, request).partition(".")
    field = method.input_type.fields_by_name.get(outer)
    return field is None or bool(inner and inner not in field.message_type.fields_by_name)


def gaps(mapping: MessageMapping, column: Any) -> dict[str, bool]:
    """For the message and each request: whether the column is missing there."""
    name = mapping.model.__name__
    requests = [CREATED_BY.get(name, f"Create{name}")]
    if name not in NEVER_CHANGED:
        requests.append(CHANGED_BY.get(name, f"Update{name}"))
    return {
        mapping.message.DESCRIPTOR.name: missing_from_message(mapping, column),
        **{f"{rpc}Request": missing_from_request(rpc, column) for rpc in requests},
    }


@pytest.mark.parametrize(("mapping", "column"), COLUMNS)
def test_the_contract_has_the_column(mapping: MessageMapping, column: "Field[Any, Any]") -> None:
    left_out = [
        f"{place} has nothing for {mapping.model.__name__}.{column.attname}"
        for place, is_missing in gaps(mapping, column).items()
        if is_missing and column.attname not in EXCEPTIONS.get(place, {})
    ]
    assert not left_out


def test_no_exception_is_for_nothing() -> None:
    found = {
        (place, column.attname)
        for mapping, column in (param.values for param in COLUMNS)
        for place, is_missing in gaps(mapping, column).items()
        if is_missing
    }
    assert {(place, name) for place, names in EXCEPTIONS.items() for name in names} <= found
    assert not {f"Update{name}" for name in NEVER_CHANGED} & set(HANDLERS)


def test_a_column_that_is_left_out_is_named() -> None:
    column = models.Venue._meta.get_field("symbol_pattern")
    assert not missing_from_request("UpdateVenue", column)
    assert missing_from_request("UpdateChain", column)
    assert missing_from_message(resources.CHAIN, column)
