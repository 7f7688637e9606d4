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
class StandardName:
    """A text that stands where a key may stand, and is none: the key has to be looked up."""

    text: str
    find: Callable[[str], Any]

    def key(self) -> Any:
        """The key of the row.  Raises NotFound, and ValueError for another text."""
        return self.find(self.text)


def chain_key(caip2: str) -> str:
    """The slug of the chain with this CAIP-2 name.  Raises NotFound."""
    found = Chain.objects.filter(caip2=caip2).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("Chain", caip2)
    return str(found)


def deployment_key(caip19: str) -> Any:
    """The key of the deployment with this CAIP-19 name.  Raises NotFound, and ValueError for another text."""
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


STANDARD_NAMES: dict[type[models.Model], tuple[str, Callable[[str], Any]]] = {
    Chain: (":", chain_key),
    AssetDeployment: ("/", deployment_key),
}
"""For each model with standard names: a sign that every such name holds and no key, and how a key is found."""


def column_of(model: type[models.Model], attribute: str) -> Any:
    """The model field behind an attribute; None for an attribute that is computed."""
    for field in model._meta.concrete_fields:
        if attribute in (field.attname, field.name):
            return field
    return None


def text_taker(column: Any) -> Callable[[str], Any]:
    """A function from a text to what the column holds, or to a StandardName.

    The function raises ValueError, which says what is wrong with the text.  An empty text is no value: it is
    refused where the column needs a key, and otherwise left to the model's own rules.
    """
    if column is None:
        return lambda text: text or None
    target = column.target_field if column.is_relation else column
    take = key_taker(target) if target.primary_key else plain_taker(target)
    if column.null:
        return lambda text: take(text) if text else None
    return take


def key_taker(key: Any) -> Callable[[str], Any]:
    """A function from a text to this key of its model's rows."""
    take = plain_taker(key)
    if key.model not in STANDARD_NAMES:
        return take
    sign, find = STANDARD_NAMES[key.model]
    return lambda text: StandardName(text, find) if sign in text else take(text)


def optional_key_taker(model: type[models.Model]) -> Callable[[str], Any]:
    """A function from a text to a key of the model's rows; from an empty text to None."""
    take = key_taker(model._meta.pk)
    return lambda text: take(text) if text else None


def plain_taker(column: Any) -> Callable[[str], Any]:
    return needed_uuid if isinstance(column, models.UUIDField) else str


def needed_uuid(text: str) -> UUID:
    """The UUID that a text is.  Raises ValueError, also for an empty text."""
    if not text:
        raise ValueError("must be set")
    return uuid_from(text)


def uuid_from(text: str) -> UUID:
    """The UUID that a text is.  Raises ValueError with a sentence for the caller."""
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(
            f"{text[:60]!r} is not a UUID such as 0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"
        ) from None
