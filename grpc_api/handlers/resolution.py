"""RPCs that tell which asset is meant, batches, and what becomes of an asset."""

from collections.abc import Callable, Iterable
from typing import Any

from cqc.services.v1 import resolution_pb2 as pb

from cqi.errors import CqiError, InvalidInput, NotFound
from grpc_api.handler import custom
from grpc_api.requests import items_of, key, require, wrong_items
from registry.models import Asset
from registry.reading import reads
from registry.reading.row_keys import uuid_of
from registry.services import assets, venues
from registry.services.merging.merge import merge
from registry.services.resolving.resolve import resolve

MOST_ITEMS = 1000
Items = dict[str, Any]
"""The items of a batch, by their paths in the request."""


def resolve_asset(request: Any) -> Any:
    require(request, "key")
    (answer,) = resolve(
        {"key": request.key}, exactly_one=request.exactly_one, show_deleted=request.show_deleted, shown=20
    )
    if isinstance(answer, CqiError):
        raise answer
    return answer


def batch_resolve_assets(request: Any) -> Any:
    def answers(keys: Items) -> Iterable[Any]:
        return resolve(keys, exactly_one=request.exactly_one, show_deleted=request.show_deleted, shown=5)

    return batch(request, "keys", answers, pb.BatchResolveAssetsResponse(), "response")


def batch_get_assets(request: Any) -> Any:
    def answers(ids: Items) -> Iterable[Any]:
        names = [asset_name(text, path) for path, text in ids.items()]
        found = reads.fetch_assets([name for name in names if isinstance(name, str)], request.show_deleted)
        return [
            name if isinstance(name, CqiError) else found.get(name) or NotFound("Asset", name)
            for name in names
        ]

    return batch(request, "asset_ids", answers, pb.BatchGetAssetsResponse(), "asset")


def asset_name(text: str, path: str) -> str | CqiError:
    try:
        return str(uuid_of(text))
    except ValueError as error:
        return InvalidInput(path, str(error))


def batch_get_venue_symbols(request: Any) -> Any:
    return batch(request, "keys", listings, pb.BatchGetVenueSymbolsResponse(), "venue_symbol")


def listings(keys: Items) -> Iterable[Any]:
    names = {path: (key.venue_id, key.venue_symbol) for path, key in keys.items()}
    found = venues.listings({name for name in names.values() if all(name)})
    return [found.get(name) or no_listing(name, path) for path, name in names.items()]


def no_listing(name: tuple[str, str], path: str) -> CqiError:
    for part, text in zip(("venue_id", "venue_symbol"), name, strict=True):
        if not text:
            return InvalidInput(f"{path}.{part}", "must be set")
    return NotFound("VenueSymbol", "/".join(name))


def merge_assets(request: Any) -> dict[str, Any]:
    merged = merge(
        key(request, "source_asset_id", Asset),
        key(request, "target_asset_id", Asset),
        decisions=decisions_of(request),
        default=request.default_decision,
        versions=(request.source_version, request.target_version),
        validate_only=request.validate_only,
    )
    return {
        "asset": merged.target,
        "merged": merged.source,
        "moved_count": merged.moved,
        "collisions": merged.collisions,
    }


def decisions_of(request: Any) -> dict[tuple[str, str, str], int]:
    decisions: dict[tuple[str, str, str], int] = {}
    for index, said in enumerate(request.decisions):
        rows = (said.entity_type, said.source_entity_id.lower(), said.target_entity_id.lower())
        if rows in decisions:
            raise InvalidInput(f"decisions[{index}]", "decides about the same rows again")
        decisions[rows] = said.decision
    return decisions


def undelete_asset(request: Any) -> Asset:
    return assets.undelete(key(request, "asset_id", Asset), version=request.version or None)


def batch(
    request: Any, name: str, answers: Callable[[Items], Iterable[Any]], response: Any, field: str
) -> Any:
    """The response to a batch, filled in its place: for each item its answer, or the status of its error.

    `answers` is asked for the items that are well formed, and gives as many answers in their order.
    """
    items = items_of(request, name)
    if len(items) > MOST_ITEMS:
        raise InvalidInput(name, f"holds {len(items)}: must be at most {MOST_ITEMS}")
    wrong = wrong_items(request, name)
    right = {path: item for path, item in items.items() if path not in wrong}
    answered = wrong | dict(zip(right, answers(right), strict=True))
    for answer in map(answered.__getitem__, items):
        item = response.results.add()
        if isinstance(answer, CqiError):
            item.status.code = answer.status.value[0]
            item.status.reason, item.status.message = answer.reason, str(answer)
        else:
            item.status.code = 0
            getattr(item, field).CopyFrom(answer)
    return response


HANDLERS = {
    "ResolveAsset": custom(
        resolve_asset,
        takes=("key", "exactly_one", "show_deleted"),
        gives=(
            "asset", "matched_by", "deployment", "candidates", "candidate_count",
            "reason", "merged_from", "look_alike_of",
        ),
    ),
    "BatchResolveAssets": custom(
        batch_resolve_assets, takes=("keys", "exactly_one", "show_deleted"), gives=("results",), batch="keys"
    ),
    "BatchGetAssets": custom(
        batch_get_assets, takes=("asset_ids", "show_deleted"), gives=("results",), batch="asset_ids"
    ),
    "BatchGetVenueSymbols": custom(
        batch_get_venue_symbols, takes=("keys",), gives=("results",), batch="keys"
    ),
    "MergeAssets": custom(
        merge_assets,
        takes=(
            "source_asset_id", "target_asset_id", "decisions", "default_decision", "reason",
            "source_version", "target_version", "request_id", "validate_only",
        ),
        gives=("asset", "merged", "moved_count", "collisions"),
    ),
    "UndeleteAsset": custom(undelete_asset, takes=("asset_id", "version", "reason"), gives=("asset",)),
}  # fmt: skip
