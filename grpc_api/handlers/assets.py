"""RPCs about assets: which one is meant, what it is, and what becomes of it."""

from collections.abc import Iterable
from typing import Any

from cqc.services.v1 import resolution_pb2 as pb
from cqc.services.v1.tradeability_pb2 import TRADE_DECISION_ALLOW

from cqi.errors import CqiError, InvalidInput, NotFound
from grpc_api.batches import Items, answer_each
from grpc_api.handler import custom, permission
from grpc_api.requests import must_have
from grpc_api.searching import search
from grpc_api.standard import create, delete, list_, update
from grpc_api.values import Values
from registry.models import Asset
from registry.reading import filters, reads
from registry.reading.resources import ASSET
from registry.reading.row_keys import uuid_from
from registry.reading.search.assets import ASSET_SEARCH
from registry.services import assets
from registry.services.flagging import safety
from registry.services.flagging.facts import load_facts
from registry.services.merging.merge import merge
from registry.services.resolving.resolve import resolve_keys

DECISIONS: dict[str | None, int] = {
    None: pb.MERGE_DECISION_UNSPECIFIED,
    "KEEP_TARGET": pb.MERGE_DECISION_KEEP_TARGET,
    "KEEP_SOURCE": pb.MERGE_DECISION_KEEP_SOURCE,
}
"""A decision as a request names it, and the number by which a merge knows it."""


def get_asset(request: Values) -> dict[str, Any]:
    """The asset, or what it became; with its tradeability as the primary database has it now."""
    must_have(request, "asset_id")
    name = str(request.asset_id)
    # Of what a trade is judged by nothing is told as absent by a cache.
    believing = not request.with_tradeability
    asset = reads.fetch_assets([name], request.show_deleted, believing_absence=believing).get(name)
    if asset is None:
        raise NotFound("Asset", name)
    if not request.with_tradeability:
        return {"asset": asset}
    judgement = safety.Judge(load_facts(assets=[request.asset_id])).asset(request.asset_id)
    tradeable = judgement.decision == TRADE_DECISION_ALLOW
    return {"asset": asset, "is_tradeable": tradeable, "active_flags": judgement.flags}


def batch_get_assets(request: Values) -> Any:
    def answers(ids: Items) -> Iterable[Any]:
        names = [asset_name(text, path) for path, text in ids.items()]
        found = reads.fetch_assets([name for name in names if isinstance(name, str)], request.show_deleted)
        return [
            name if isinstance(name, CqiError) else found.get(name) or NotFound("Asset", name)
            for name in names
        ]

    return answer_each(request.asset_ids, answers, pb.BatchGetAssetsResponse(), "asset")


def asset_name(text: str, path: str) -> str | CqiError:
    """The id as a batch looks it up, or what is wrong with it."""
    try:
        return str(uuid_from(text))
    except ValueError as error:
        return InvalidInput(path, str(error))


def resolve_asset(request: Values) -> Any:
    must_have(request, "key")
    (answer,) = resolve_keys(
        {"key": request.key}, exactly_one=request.exactly_one, show_deleted=request.show_deleted, shown=20
    )
    if isinstance(answer, CqiError):
        raise answer
    return answer


def batch_resolve_assets(request: Values) -> Any:
    def answers(keys: Items) -> Iterable[Any]:
        return resolve_keys(keys, exactly_one=request.exactly_one, show_deleted=request.show_deleted, shown=5)

    return answer_each(request.keys, answers, pb.BatchResolveAssetsResponse(), "response")


def merge_assets(request: Values) -> dict[str, Any]:
    must_have(request, "source_asset_id", "target_asset_id")
    merged = merge(
        request.source_asset_id,
        request.target_asset_id,
        decisions=decisions_asked(request.decisions),
        default=DECISIONS[request.default_decision],
        versions=(request.source_version, request.target_version),
        validate_only=request.validate_only,
    )
    return {
        "asset": merged.target,
        "merged": merged.source,
        "moved_count": merged.moved,
        "collisions": merged.collisions,
    }


def decisions_asked(asked: Iterable[Values]) -> dict[tuple[str, str, str], int]:
    """(entity type, source row, target row) -> decision.  Raises InvalidInput for two about the same rows."""
    decisions: dict[tuple[str, str, str], int] = {}
    for index, said in enumerate(asked):
        rows = (said.entity_type, said.source_entity_id.lower(), said.target_entity_id.lower())
        if rows in decisions:
            raise InvalidInput(f"decisions[{index}]", "decides about the same rows again")
        decisions[rows] = DECISIONS[said.decision]
    return decisions


def undelete(request: Values) -> Asset:
    must_have(request, "asset_id")
    return assets.undelete_asset(request.asset_id, version=request.version or None)


HANDLERS = {
    "CreateAsset": create(ASSET, service=assets.create_asset, gives=("collisions", "look_alikes")),
    "GetAsset": custom(
        get_asset,
        needs=permission("view", Asset),
        takes=("with_tradeability", "show_deleted"),
        keys={"asset_id": Asset},
        gives=("asset", "is_tradeable", "active_flags"),
        is_kept=True,
    ),
    "BatchGetAssets": custom(
        batch_get_assets,
        needs=permission("view", Asset),
        takes=("asset_ids", "show_deleted"),
        gives=("results",),
        batch="asset_ids",
    ),
    "UpdateAsset": update(ASSET),
    "DeleteAsset": delete(ASSET),
    "UndeleteAsset": custom(
        undelete,
        # Who may delete may take it back.
        needs=permission("delete", Asset),
        takes=("version", "reason"),
        keys={"asset_id": Asset},
        gives=("asset",),
    ),
    "ListAssets": list_(
        ASSET,
        asset_type="asset_type",
        category="category",
        symbol=filters.assets_with_symbol,
        chain_id=filters.assets_on_chain,
        venue_id=filters.assets_on_venue,
        group_id=filters.assets_in_group,
        flag_type=filters.assets_with_flag_type,
        flag_source=filters.assets_with_flag_source,
        min_severity=filters.assets_with_severity,
    ),
    "SearchAssets": search(
        ASSET,
        ASSET_SEARCH,
        asset_type="asset_type",
        category="category",
        chain_id=filters.assets_on_chain,
        venue_id=filters.assets_on_venue,
    ),
    "ResolveAsset": custom(
        resolve_asset,
        needs=permission("view", Asset),
        takes=("key", "exactly_one", "show_deleted"),
        gives=(
            "asset", "matched_by", "deployment", "candidates", "candidate_count",
            "reason", "merged_from", "look_alike_of", "listed_at", "delisted_at",
        ),
    ),
    "BatchResolveAssets": custom(
        batch_resolve_assets,
        needs=permission("view", Asset),
        takes=("keys", "exactly_one", "show_deleted"),
        gives=("results",),
        batch="keys",
    ),
    "MergeAssets": custom(
        merge_assets,
        needs=permission("merge", Asset),
        takes=(
            "decisions", "default_decision", "reason", "source_version", "target_version",
            "request_id", "validate_only",
        ),
        keys={"source_asset_id": Asset, "target_asset_id": Asset},
        gives=("asset", "merged", "moved_count", "collisions"),
    ),
}  # fmt: skip
