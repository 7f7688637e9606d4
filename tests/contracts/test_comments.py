"""The comments in the .proto files are the API's reference: nothing that a caller can meet goes without."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorSet

from contracts import protos

REGISTRY = "cqc.services.v1.AssetRegistry"
EVENTS = tuple(f"events/v1/{name}_events.proto" for name in ("asset", "market", "risk", "venue"))
NOT_OURS = {"cqc.events.v1.PriceUpdated", "cqc.events.v1.RiskAlert"}
"""Events in these files that other services publish."""
REASONS = {
    "INVALID_ARGUMENT": {"INVALID_FIELD", "REQUEST_ID_REUSED", "INVALID_PAGE_TOKEN"},
    "NOT_FOUND": set(),
    "OUT_OF_RANGE": set(),
    "ALREADY_EXISTS": set(),
    "FAILED_PRECONDITION": {
        "RELATIONSHIP_CYCLE",
        "NOT_DELETED",
        "AMBIGUOUS",
        "PAGING_REQUIRED",
        "MERGE_COLLISION",
        "APPROVAL_PENDING",
        "ALREADY_RESOLVED",
        "WEIGHT_OUT_OF_RANGE",
        "CHANGED_SINCE",
    },
    "ABORTED": {"STALE_VERSION"},
    "RESOURCE_EXHAUSTED": set(),
    "UNAVAILABLE": {"DATABASE_UNAVAILABLE", "REVISION_NOT_HERE"},
}
"""gRPC code -> the reasons in its ErrorInfo, besides one of the code's own name."""
CODE = re.compile(rf"\b({'|'.join(REASONS)})\b((?: [A-Z]+(?:_[A-Z]+)*,?(?= |$|;|,|\.))*)")
NUMERIC = {FieldDescriptorProto.TYPE_DOUBLE, FieldDescriptorProto.TYPE_INT32, FieldDescriptorProto.TYPE_INT64}


def test_it_works(contract: FileDescriptorSet) -> None:
    """All that AssetRegistry takes and answers, and all that it publishes."""
    assert uncommented(reachable(contract)) == []


def test_the_rest_of_the_contract_is_commented_too(contract: FileDescriptorSet) -> None:
    assert uncommented(protos.elements(contract)) == []


@pytest.mark.parametrize(
    ("file", "comment", "name"),
    [
        ("assets/v1/chain.proto", "  // What people call it", "cqc.assets.v1.Chain.chain_name"),
        (
            "services/v1/asset_registry.proto",
            "// The request of GetAsset.",
            "cqc.services.v1.GetAssetRequest",
        ),
        ("services/v1/tradeability.proto", "  // It may be traded.", "TRADE_DECISION_ALLOW"),
    ],
)
def test_what_has_no_comment_is_named(copy: Path, file: str, comment: str, name: str) -> None:
    path = copy / "cqc" / file
    lines = path.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(comment)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept))

    assert [found.endswith(name) for found in uncommented(reachable(protos.compiled(copy)))] == [True]


def test_every_rpc_says_its_errors(contract: FileDescriptorSet) -> None:
    rpcs = [e for e in protos.elements(contract) if e.kind == "rpc" and e.name.startswith(REGISTRY)]

    assert rpcs
    silent = [rpc.name for rpc in rpcs if not errors_of(rpc.comment)]
    assert silent == [], "the comment of an RPC ends as in: Errors: NOT_FOUND if there is no such asset."


def test_errors_are_known_ones(contract: FileDescriptorSet) -> None:
    """A code that gRPC has, and behind it only reasons that come with this code."""
    unknown = [
        f"{element.name}: {code} {reason}"
        for element in reachable(contract)
        for code, reasons in CODE.findall(" ".join(element.comment.split()))
        for reason in reasons.replace(",", "").split()
        if reason not in REASONS[code]
    ]

    assert unknown == []


def test_every_error_of_an_rpc_opens_with_its_code(contract: FileDescriptorSet) -> None:
    stray = [
        f"{element.name}: {part}"
        for element in reachable(contract)
        if element.kind == "rpc"
        for part in re.sub(r"\([^)]*\)", "", errors_of(element.comment)).rstrip(".").split(";")
        if not CODE.match(part.strip())
    ]

    assert stray == []


def test_a_number_is_more_than_its_name(contract: FileDescriptorSet) -> None:
    """Its unit, its range or what it counts: more words than the name has."""
    bare = [
        element.name
        for element in protos.elements(contract)
        if isinstance(element.proto, FieldDescriptorProto)
        and element.proto.type in NUMERIC
        and not set(words(element.comment)) - set(element.proto.name.split("_")) - {"the", "a", "of", "is"}
    ]

    assert bare == []


def uncommented(elements: Iterable[protos.Element]) -> list[str]:
    return [element.name for element in elements if not element.comment]


def errors_of(comment: str) -> str:
    return " ".join(comment.partition("Errors: ")[2].split())


def words(comment: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", comment.lower())


def reachable(contract: FileDescriptorSet) -> list[protos.Element]:
    """The service, its RPCs, the registry's events, and what any of their messages is made of."""
    by_name = {element.name: element for element in protos.elements(contract)}
    children: dict[str, list[str]] = {}
    for name in by_name:
        if (owner := name.rpartition("/")[0] or name.rpartition(".")[0]) in by_name:
            children.setdefault(owner, []).append(name)
    found: dict[str, protos.Element] = {}
    events = {e.name for e in by_name.values() if e.file in EVENTS and e.kind == "message"} - NOT_OURS
    waiting = [REGISTRY, *sorted(events)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in by_name:
            continue
        found[name] = by_name[name]
        fact = protos.fact_of(by_name[name])
        waiting += [*children.get(name, []), *((fact.type, fact.presence) if fact else ())]
    return list(found.values())
