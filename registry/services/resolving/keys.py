"""What the keys of a request are looked up by: each read once, by its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from cqi.errors import CqiError, InvalidInput
from registry.models import AssetDeployment
from registry.reading.row_keys import address_key_of, uuid_from
from registry.values.caip import Caip19, parse_caip19
from registry.values.clock import has_been
from registry.values.text import fold

from .chains import Chains

KeyValue = tuple[Any, ...]
"""What a key of one kind is looked up by."""


@dataclass(frozen=True)
class ReadKey:
    """A key as it is looked up, and as the caller wrote it."""

    kind: str
    name: KeyValue
    said: str
    caip19: Caip19 | None = None
    """The name that the deployment at the address must have."""

    def fits(self, deployment: AssetDeployment | None) -> bool:
        return self.caip19 is None or (deployment is not None and deployment.is_named(self.caip19))


def read_key(key: Any, path: str, chains: Chains) -> ReadKey | CqiError:
    """The values of an AssetKey that stands at this path of its request, or what is wrong with them."""
    kind = key.key
    if kind is None:
        return InvalidInput(path, f"must hold one of {', '.join(READERS)}")
    part = f"{path}.{kind}"
    try:
        return READERS[kind](getattr(key, kind), part, chains)
    except CqiError as error:
        return error
    except ValidationError as error:
        return InvalidInput(part, " ".join(error.messages))
    except ValueError as error:
        return InvalidInput(part, str(error))


def chain_named_by(key: Any) -> str:
    """The chain that an AssetKey names, by its slug or CAIP-2 name; empty where it names none."""
    match key.key:
        case "caip19":
            return str(key.caip19.partition("/")[0])
        case "address":
            return str(key.address.chain_id)
        case "symbol":
            return str(key.symbol.chain_id)
    return ""


def require_parts(value: Any, path: str, *names: str) -> None:
    """Raise InvalidInput, naming the path, where one of these parts of a key is empty."""
    for name in names:
        if not getattr(value, name):
            raise InvalidInput(f"{path}.{name}", "must be set")


def of_id(value: str, _path: str, _chains: Chains) -> ReadKey:
    return ReadKey("asset_id", (uuid_from(value),), value)


def of_address(value: Any, path: str, chains: Chains) -> ReadKey:
    """A ChainAddress, by chain and the key of its address.  Raises InvalidInput, NotFound."""
    require_parts(value, path, "chain_id")
    if value.native and value.address:
        raise InvalidInput(
            f"{path}.native", "must not be true beside an address: a chain's own coin has none"
        )
    if not value.native and not value.address:
        raise InvalidInput(f"{path}.address", "must be set, or native must be true for the chain's own coin")
    chain = chains.get(value.chain_id)
    if value.native:
        return ReadKey("address", (chain.pk, None), f"{value.chain_id}/native")
    try:
        place = chain.place_of(value.address, field="address")
    except ValidationError as error:
        raise InvalidInput(f"{path}.address", " ".join(error.messages)) from None
    return ReadKey("address", (chain.pk, place and place.key), f"{value.chain_id}/{value.address}")


def of_symbol(value: Any, path: str, chains: Chains) -> ReadKey:
    require_parts(value, path, "symbol")
    chain = chains.get(value.chain_id).pk if value.chain_id else None
    said = f"{value.symbol} on {value.chain_id}" if chain else value.symbol
    return ReadKey("symbol", (fold(value.symbol), chain), said)


def of_identifier(value: Any, path: str, _chains: Chains) -> ReadKey:
    require_parts(value, path, "source", "external_id")
    name = (value.source, value.external_id)
    return ReadKey("identifier", name, "/".join(name))


def of_venue(value: Any, path: str, _chains: Chains) -> ReadKey:
    require_parts(value, path, "venue_id", "venue_symbol")
    name, said = (value.venue_id, value.venue_symbol), f"{value.venue_id}/{value.venue_symbol}"
    if value.on is None:
        return ReadKey("venue", name, said)
    return ReadKey(
        "dated venue", (*name, has_been(value.on, f"{path}.on")), f"{said} on {value.on.isoformat()}"
    )


def of_caip19(value: str, _path: str, chains: Chains) -> ReadKey:
    """A token by its address, a chain's own coin (no address) by its SLIP-44 number."""
    name = parse_caip19(value)
    chain = chains.get(name.caip2)
    return ReadKey("address", (chain.pk, address_key_of(name, chain)), value, name)


READERS: dict[str, Callable[[Any, str, Chains], ReadKey]] = {
    "asset_id": of_id,
    "address": of_address,
    "symbol": of_symbol,
    "identifier": of_identifier,
    "venue": of_venue,
    "caip19": of_caip19,
}
