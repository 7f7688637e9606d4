"""The .proto files still speak CQC 0.3.1, and what they add to it numbers from 100."""

from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from contracts import protos

FACTS_OF_0_3_1 = 1630
FIRST_ADDITION = 100

BREAKS = [
    (
        "assets/v1/deployment.proto",
        "optional int32 decimals = 6;",
        "optional int32 decimals = 16;",
        "cqc.assets.v1.AssetDeployment.decimals",
    ),
    (
        "assets/v1/deployment.proto",
        "optional int32 decimals = 6;",
        "optional int64 decimals = 6;",
        "cqc.assets.v1.AssetDeployment.decimals",
    ),
    (
        "venues/v1/venue_symbol.proto",
        "optional double taker_fee = 6;",
        "double taker_fee = 6;",
        "cqc.venues.v1.VenueSymbol.taker_fee",
    ),
    (
        "assets/v1/quality.proto",
        "FLAG_SEVERITY_CRITICAL = 5;",
        "FLAG_SEVERITY_CRITICAL = 6;",
        "cqc.assets.v1.FlagSeverity.FLAG_SEVERITY_CRITICAL",
    ),
    (
        "services/v1/asset_registry.proto",
        "rpc GetVenueSymbol(GetVenueSymbolRequest)",
        "rpc GetVenueSymbol(stream GetVenueSymbolRequest)",
        "cqc.services.v1.AssetRegistry/GetVenueSymbol",
    ),
    (
        "services/v1/asset_registry.proto",
        "rpc GetChain(GetChainRequest)",
        "rpc ReadChain(GetChainRequest)",
        "cqc.services.v1.AssetRegistry/GetChain",
    ),
]


def test_it_works(contract: FileDescriptorSet) -> None:
    assert protos.broken(protos.table(), protos.facts(contract)) == []


def test_the_table_is_whole() -> None:
    assert len(protos.table()) == FACTS_OF_0_3_1


@pytest.mark.parametrize(("file", "line", "instead", "name"), BREAKS)
def test_a_changed_fact_is_named(copy: Path, file: str, line: str, instead: str, name: str) -> None:
    path = copy / "cqc" / file
    text = path.read_text()
    assert text.count(line) == 1
    path.write_text(text.replace(line, instead))

    broken = protos.broken(protos.table(), protos.facts(protos.compiled(copy)))

    assert [line.split(":")[0] for line in broken] == [name]


def test_a_message_may_not_move_to_another_file(copy: Path) -> None:
    """The file is what generated code is imported by."""
    (copy / "cqc/assets/v1/chain.proto").rename(copy / "cqc/assets/v1/network.proto")
    for path in copy.rglob("*.proto"):
        path.write_text(path.read_text().replace("cqc/assets/v1/chain.proto", "cqc/assets/v1/network.proto"))

    broken = protos.broken(protos.table(), protos.facts(protos.compiled(copy)))

    assert broken
    assert all(line.startswith("cqc.assets.v1.Chain.") for line in broken)


def test_additions_number_from_100(contract: FileDescriptorSet) -> None:
    assert too_low(protos.facts(contract)) == []


@pytest.mark.parametrize(
    ("line", "addition", "name"),
    [
        (
            "optional string symbol = 2;",
            "optional string nickname = 99;",
            "cqc.assets.v1.Asset.nickname",
        ),
        (
            "ASSET_TYPE_UNSPECIFIED = 0;",
            "ASSET_TYPE_COUPON = 10;",
            "cqc.assets.v1.AssetType.ASSET_TYPE_COUPON",
        ),
    ],
)
def test_an_addition_under_100_is_named(copy: Path, line: str, addition: str, name: str) -> None:
    path = copy / "cqc/assets/v1/asset.proto"
    text = path.read_text()
    assert text.count(line) == 1
    path.write_text(text.replace(line, f"{line}\n  {addition}"))

    assert too_low(protos.facts(protos.compiled(copy))) == [name]


def too_low(found: protos.Facts) -> list[str]:
    """What CQAR added to a message or enum of CQC 0.3.1 under a number that a later CQC may use."""
    wanted = protos.table()
    theirs = {owner(name) for kind, name in wanted if kind != "rpc"}
    return [
        name
        for (kind, name), fact in found.items()
        if kind != "rpc"
        and (kind, name) not in wanted
        and owner(name) in theirs
        and int(fact.number) < FIRST_ADDITION
    ]


def owner(name: str) -> str:
    return name.rpartition(".")[0]
