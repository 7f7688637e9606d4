"""RPCs about quality flags and whether something may be traded."""

from typing import Any

from cqc.services.v1 import tradeability_pb2 as pb
from django.utils import timezone
from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.filtering import Filters
from grpc_api.handler import Handler, agree, custom
from grpc_api.pages import Page, page_request, paginate
from grpc_api.requests import key, naming, require
from grpc_api.standard import PAGING, agree_page, create, get
from registry.models import Asset, QualityFlag
from registry.reading import filters
from registry.reading.filters import Filter
from registry.reading.resources import FLAG
from registry.reading.row_keys import uuid_of
from registry.services.flagging import flag_lists, flags, safety

MOST_KEYS = 1000


def resolve_quality_flag(request: Any) -> Any:
    require(request, "resolution_notes")
    return flags.resolve(
        key(request, "flag_id", QualityFlag),
        notes=request.resolution_notes,
        claimed=request.resolved_by or None,
        version=request.version or None,
    )


def list_quality_flags(method: MethodDescriptor) -> Handler:
    """Flags by filters; for one asset also the active ones that it inherits."""
    takes = {"asset_id", "include_resolved"}
    by: dict[str, Filter] = {
        "flag_type": "flag_type",
        "source": "source",
        "min_severity": filters.flags_from_severity,
    }
    agree(method.name, "takes", {*by, *takes, *PAGING}, set(method.input_type.fields_by_name))
    agree_page(method, FLAG)
    reading = Filters(method, FLAG, by, skip=takes)

    def run(request: Any) -> Page:
        wanted = page_request(request, pages_by_default=False)
        found, token = flag_lists.listed(
            reading.choose(request).rows(),
            lambda rows: paginate(rows, wanted),
            asset_id=key(request, "asset_id", Asset) if request.HasField("asset_id") else None,
            include_resolved=request.include_resolved,
            show_deleted=request.show_deleted,
        )
        return Page(list(found), token)

    return Handler(run, reading.name_of)


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
    "ListQualityFlags": list_quality_flags,
    "CheckTradeable": custom(check_tradeable, takes=("keys",), gives=("checks", "checked_at")),
}
