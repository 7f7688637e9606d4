"""RPCs about quality flags and whether something may be traded."""

from typing import Any

from cqc.services.v1 import tradeability_pb2 as pb
from django.db.models import Q
from django.utils import timezone

from cqi.errors import InvalidInput
from grpc_api.handler import custom
from grpc_api.pages import Page, page_request, paginate
from grpc_api.requests import given, key, naming, require
from grpc_api.standard import create, get
from registry import graph
from registry.convert import take
from registry.messages import FLAG
from registry.models import Asset, QualityFlag
from registry.named import uuid_of
from registry.services import flags, safety

MOST_KEYS = 1000


def resolve_quality_flag(request: Any) -> Any:
    require(request, "resolution_notes")
    return flags.resolve(
        key(request, "flag_id", QualityFlag),
        notes=request.resolution_notes,
        claimed=request.resolved_by or None,
        version=request.version or None,
    )


def list_quality_flags(request: Any) -> Page:
    """Flags by filters; for one asset also the active ones that it inherits."""
    wanted = page_request(request, pages_by_default=False)
    rows = QualityFlag.objects.all()
    if not request.include_resolved:
        rows = rows.filter(resolved_at__isnull=True)
    if given(request, "min_severity"):
        rows = rows.filter(severity__gte=request.min_severity)
    if given(request, "flag_type"):
        rows = rows.filter(flag_type=take(request, request.DESCRIPTOR.fields_by_name["flag_type"]))
    if request.source:
        rows = rows.filter(source=request.source)
    with safety.primary():
        if request.HasField("asset_id"):
            return flags_of_asset(request, rows, wanted)
        page, token = paginate(rows, wanted)
        return Page(FLAG.to_messages(page), token)


def flags_of_asset(request: Any, rows: Any, wanted: Any) -> Page:
    asset = flags.judged_asset(key(request, "asset_id", Asset), show_deleted=request.show_deleted)
    origins = {reached.asset_id: reached for reached in graph.origins([asset.pk]).get(asset.pk, ())}
    rows = rows.filter(Q(asset=asset) | Q(asset__in=list(origins), resolved_at__isnull=True))
    page, token = paginate(rows, wanted)
    return Page([flag_as_seen_from(asset, flag, origins) for flag in page], token)


def flag_as_seen_from(asset: Any, flag: Any, origins: dict[Any, Any]) -> Any:
    if flag.asset_id == asset.pk:
        return FLAG.to_message(flag)
    return safety.inherited(flag, asset.pk, [str(step) for step in origins[flag.asset_id].asset_ids])


def check_tradeable(request: Any) -> dict[str, Any]:
    if not 0 < len(request.keys) <= MOST_KEYS:
        raise InvalidInput("keys", f"holds {len(request.keys)}: must be from 1 to {MOST_KEYS}")
    checked_at = timezone.now()
    names = [name_of(item, f"keys[{index}]") for index, item in enumerate(request.keys)]
    facts = safety.Facts(
        assets=(name for kind, name in names if kind == "asset_id"),
        symbols=(name for kind, name in names if kind == "symbol_id"),
        listings=(name for kind, name in names if kind == "venue_symbol"),
    )
    checks = [check(item, judged(facts, *name)) for item, name in zip(request.keys, names, strict=True)]
    return {"checks": checks, "checked_at": checked_at}


def name_of(item: Any, path: str) -> tuple[str, Any]:
    """What a key names, as the facts know it."""
    match kind := item.WhichOneof("key"):
        case None:
            raise InvalidInput(path, "must hold one of asset_id, symbol_id, venue_symbol")
        case "venue_symbol":
            name = item.venue_symbol
            if not (name.venue_id and name.venue_symbol):
                raise InvalidInput(f"{path}.venue_symbol", "must hold venue_id and venue_symbol")
            return kind, (name.venue_id, name.venue_symbol)
    with naming(f"{path}.{kind}"):
        return kind, uuid_of(getattr(item, kind))


def judged(facts: safety.Facts, kind: str, name: Any) -> safety.Judgement:
    match kind:
        case "asset_id":
            return facts.asset(name)
        case "symbol_id":
            return facts.symbol(name)
    return facts.listing(*name)


def check(item: Any, judgement: safety.Judgement) -> Any:
    return pb.TradeCheck(
        key=item,
        decision=judgement.decision,
        findings=judgement.findings,
        flags=judgement.flags,
        asset_id=judgement.asset_id,
        version=judgement.version,
    )


HANDLERS = {
    "RaiseQualityFlag": create(FLAG, {"description": "reason"}, service=flags.raise_flag),
    "ResolveQualityFlag": custom(
        resolve_quality_flag,
        takes=("flag_id", "resolution_notes", "resolved_by", "reason", "version"),
        gives=("flag",),
    ),
    "GetQualityFlag": get(FLAG),
    "ListQualityFlags": custom(
        list_quality_flags,
        takes=(
            "asset_id", "min_severity", "include_resolved", "flag_type", "source",
            "page_size", "page_token", "show_deleted",
        ),
        gives=("flags", "next_page_token"),
    ),
    "CheckTradeable": custom(check_tradeable, takes=("keys",), gives=("checks", "checked_at")),
}  # fmt: skip
