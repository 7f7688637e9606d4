"""RPCs about quality flags and whether something may be traded."""

from typing import Any

from cqc.services.v1 import resolution_pb2
from cqc.services.v1 import tradeability_pb2 as pb
from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.filtering import Filters
from grpc_api.handler import Handler, custom, permission, refuse_other_fields
from grpc_api.pages import Page, PageRequest, page_of_keys, page_request, paginate, within_bytes
from grpc_api.requests import filled, must_have
from grpc_api.standard import PAGING, check_page, create, get
from grpc_api.values import Values
from registry.models import Asset, QualityFlag
from registry.reading import filters
from registry.reading.filters import AtLeast
from registry.reading.past import tell_revision
from registry.reading.resources import FLAG
from registry.reading.row_keys import uuid_from
from registry.services.flagging import flag_lists, flags, safety
from registry.services.flagging.facts import load_facts
from registry.services.flagging.held_flags import ACTIVE
from registry.values.choices import Severity
from registry.values.clock import now

MOST_KEYS = 1000


def resolve_quality_flag(request: Values) -> Any:
    must_have(request, "flag_id", "resolution_notes")
    return flags.resolve_flag(
        request.flag_id,
        notes=request.resolution_notes,
        claimed=request.resolved_by or None,
        version=request.version or None,
    )


FLAG_FILTERS: dict[str, str | AtLeast] = {
    "flag_type": "flag_type",
    "source": "source",
    "min_severity": filters.flags_from_severity,
}
"""Request field -> what it compares with.  Each works on a query and on flags in memory."""


def list_quality_flags(method: MethodDescriptor) -> Handler:
    """Flags by filters; for one asset also the active ones that it inherits."""
    takes, keys = {"include_resolved"}, {"asset_id": Asset}
    refuse_other_fields(
        method.name, "takes", {*FLAG_FILTERS, *takes, *keys, *PAGING}, set(method.input_type.fields_by_name)
    )
    check_page(method, FLAG)
    reading = Filters(method, FLAG, FLAG_FILTERS, skip=takes, keys=keys)

    def run(request: Values) -> Page:
        wanted = page_request(request, pages_by_default=False)
        if "asset_id" in request:
            must_have(request, "asset_id")
            return page_of_asset(request, wanted)
        rows = reading.choose(request).rows()
        with flag_lists.on_primary():
            found, token = paginate(rows if request.include_resolved else rows.filter(ACTIVE), wanted)
            return within_bytes(Page(FLAG.to_messages(found), token), wanted, [[flag.pk] for flag in found])

    return Handler(run, reading.read, permission("view", QualityFlag), reading.name_of)


def page_of_asset(request: Values, wanted: PageRequest) -> Page:
    held = flag_lists.of_asset(
        request.asset_id, include_resolved=request.include_resolved, show_deleted=request.show_deleted
    )
    asked = [(by, getattr(request, name)) for name, by in FLAG_FILTERS.items() if filled(request, name)]
    fitting = {each.flag.pk: each for each in held if all(is_wanted(each.flag, *wish) for wish in asked)}
    found, token = page_of_keys(fitting, wanted)
    return within_bytes(
        Page([fitting[key].message() for key in found], token), wanted, [[key] for key in found]
    )


def is_wanted(flag: QualityFlag, by: str | AtLeast, value: Any) -> bool:
    return getattr(flag, by) == value if isinstance(by, str) else by.fits(flag, value)


def check_tradeable(request: Values) -> dict[str, Any]:
    if not 0 < len(request.keys) <= MOST_KEYS:
        raise InvalidInput("keys", f"holds {len(request.keys)}: must be from 1 to {MOST_KEYS}")
    checked_at = now()
    names = [name_in(item, f"keys[{index}]") for index, item in enumerate(request.keys)]
    facts = load_facts(
        assets=(name for kind, name in names if kind == "asset_id"),
        symbols=(name for kind, name in names if kind == "symbol_id"),
        listings=(name for kind, name in names if kind == "venue_symbol"),
    )
    tell_revision(facts.revision)
    judge = safety.Judge(facts)
    checks = [trade_check(item, judged(judge, *name)) for item, name in zip(request.keys, names, strict=True)]
    return {"checks": checks, "checked_at": checked_at}


def name_in(item: Values, path: str) -> tuple[str, Any]:
    """The kind of a key and the name that it holds.  Raises InvalidInput with the path of the key."""
    match kind := item.key:
        case None:
            raise InvalidInput(path, "must hold one of asset_id, symbol_id, venue_symbol")
        case "venue_symbol":
            name = item.venue_symbol
            if not (name.venue_id and name.venue_symbol):
                raise InvalidInput(f"{path}.venue_symbol", "must hold venue_id and venue_symbol")
            if name.on is not None:
                raise InvalidInput(
                    f"{path}.venue_symbol.on", "must be absent: whether it may be traded now is asked"
                )
            return kind, (name.venue_id, name.venue_symbol)
    try:
        return kind, uuid_from(getattr(item, kind))
    except ValueError as error:
        raise InvalidInput(f"{path}.{kind}", str(error)) from None


def judged(judge: safety.Judge, kind: str, name: Any) -> safety.Judgement:
    match kind:
        case "asset_id":
            return judge.asset(name)
        case "symbol_id":
            return judge.symbol(name)
    return judge.listing(*name)


def trade_check(item: Values, judgement: safety.Judgement) -> Any:
    return pb.TradeCheck(
        key=trade_key(item),
        decision=judgement.decision,
        findings=judgement.findings,
        flags=judgement.flags,
        asset_id=judgement.asset_id,
        version=judgement.version,
    )


def trade_key(item: Values) -> Any:
    """The key as it was sent, so that the caller knows which answer is whose."""
    if item.key != "venue_symbol":
        return pb.TradeKey(**{item.key: getattr(item, item.key)})
    name = item.venue_symbol
    return pb.TradeKey(
        venue_symbol=resolution_pb2.VenueName(venue_id=name.venue_id, venue_symbol=name.venue_symbol)
    )


HANDLERS = {
    "RaiseQualityFlag": create(
        FLAG,
        {"description": "reason"},
        service=flags.raise_flag,
        # Trading goes on until it is raised.
        insists=lambda request: request.severity == Severity.CRITICAL.name,
        reason_field="description",
    ),
    "ResolveQualityFlag": custom(
        resolve_quality_flag,
        needs=permission("resolve", QualityFlag),
        takes=("resolution_notes", "resolved_by", "reason", "version"),
        keys={"flag_id": QualityFlag},
        gives=("flag",),
    ),
    "GetQualityFlag": get(FLAG),
    "ListQualityFlags": list_quality_flags,
    "CheckTradeable": custom(
        check_tradeable,
        needs=permission("view", QualityFlag),
        takes=("keys",),
        gives=("checks", "checked_at"),
    ),
}
