"""How the text of a request names a row: by its key, or by a standard name.

Chains are also named by CAIP-2 and deployments by CAIP-19, wherever their key is accepted; a standard
name holds a `:` or a `/`, which no key does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F

from cqi.errors import NotFound
from registry.models import AssetDeployment, Chain
from registry.values.caip import Caip19, parse_caip19


@dataclass(frozen=True)
class Named:
    """How a standard name is told from a key, and which key it stands for."""

    fits: Callable[[str], bool]
    key: Callable[[str], Any]


def chain_key(caip2: str) -> str:
    found = Chain.objects.filter(caip2=caip2).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("Chain", caip2)
    return str(found)


def deployment_key(caip19: str) -> Any:
    try:
        found = deployments_named(parse_caip19(caip19))
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    if not found:
        raise NotFound("AssetDeployment", caip19)
    return found[0].pk


def deployments_named(name: Caip19) -> list[AssetDeployment]:
    """The deployments that have or had this CAIP-19 name: a live one first, then the last deleted one."""
    chain = Chain.objects.filter(caip2=name.caip2).first()
    if chain is None:
        return []
    rows = AssetDeployment.objects.select_related("chain", "asset").filter(
        chain=chain, address_key=address_key_of(name, chain), is_native=name.is_coin
    )
    ordered = rows.order_by(F("deleted_at").desc(nulls_first=True), "-pk")
    return [row for row in ordered if row.is_named(name)]


def address_key_of(name: Caip19, chain: Any) -> str | None:
    """The key of the address in a CAIP-19 name of a token; a chain's own coin has none."""
    return None if name.is_coin else chain.parse(name.reference, field="caip19").key


NAMED: dict[type[models.Model], Named] = {
    Chain: Named(lambda value: ":" in value, chain_key),
    AssetDeployment: Named(lambda value: "/" in value, deployment_key),
}


def key_value(model: type[models.Model], attribute: str, text: str) -> Any:
    """The text as what this attribute of the model holds."""
    return column_value(column_of(model, attribute), text)


def column_of(model: type[models.Model], attribute: str) -> Any:
    """The model field behind an attribute; None for one that is computed."""
    for field in model._meta.concrete_fields:
        if attribute in (field.attname, field.name):
            return field
    return None


def column_value(column: Any, text: str) -> Any:
    """The text as what the column holds.  Raises ValueError for what is no UUID, NotFound for an unknown name."""
    if column is None or (text == "" and column.null):
        return text or None
    target = column.target_field if column.is_relation else column
    named = NAMED.get(target.model) if target.primary_key else None
    if named and named.fits(text):
        return named.key(text)
    return uuid_of(text) if isinstance(target, models.UUIDField) else text


def uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(
            f"{text[:60]!r} is not a UUID such as 0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"
        ) from None
