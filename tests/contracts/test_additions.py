"""What the design adds to CQC 0.3.1 is there, in the shape that every part of the platform counts on."""

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from contracts import protos
from tests.contracts import additions

REGISTRY = "cqc.services.v1.AssetRegistry"
INT64, STRING = "int64", "string"


@pytest.fixture(scope="session")
def facts(contract: FileDescriptorSet) -> protos.Facts:
    return protos.facts(contract)


def test_it_works(facts: protos.Facts) -> None:
    wanted = [f"{owner}.{field}" for owner, fields in additions.FIELDS.items() for field in fields.split()]

    assert [name for name in wanted if ("field", name) not in facts] == []


def test_what_embeds_a_message(facts: protos.Facts) -> None:
    assert {name: facts["field", name].type for name in additions.TYPES} == additions.TYPES


def test_enum_values(facts: protos.Facts, contract: FileDescriptorSet) -> None:
    zero = {
        f"{file.package}.{enum.name}": enum.value[0].name.removesuffix("UNSPECIFIED")
        for file in contract.file
        for enum in file.enum_type
    }
    wanted = [
        f"{enum}.{zero[enum]}{value}" for enum, values in additions.VALUES.items() for value in values.split()
    ]

    assert [name for name in wanted if ("enum", name) not in facts] == []


def test_rpcs(facts: protos.Facts) -> None:
    """Those of the design, those of 0.3.1, and no other without a word in the list."""
    ours = {f"{REGISTRY}/{name}" for name in additions.RPCS.split()}
    theirs = {name for kind, name in protos.table() if kind == "rpc" and name.startswith(REGISTRY)}

    there = {name for kind, name in facts if kind == "rpc" and name.startswith(REGISTRY)}
    assert not there - ours - theirs, "name them in RPCS of additions.py"
    assert not (ours | theirs) - there


@pytest.mark.parametrize(("verbs", "wanted"), additions.BY_VERB.items(), ids=str)
def test_what_an_rpc_of_this_name_has(
    facts: protos.Facts, verbs: tuple[str, ...], wanted: tuple[str, str]
) -> None:
    rpcs = {
        name.rpartition("/")[2]: fact
        for (kind, name), fact in facts.items()
        if kind == "rpc" and name.startswith(REGISTRY) and name.rpartition("/")[2].startswith(verbs)
    }
    assert rpcs
    missing = [
        f"{message}.{field}"
        for rpc, fact in rpcs.items()
        if rpc not in additions.NOT_BY_VERB
        for message, fields in zip((fact.type, fact.presence), wanted, strict=True)
        for field in fields.split()
        if ("field", f"{message}.{field}") not in facts
    ]

    assert missing == []


def test_beside_total_count_stands_whether_it_is_an_estimate(facts: protos.Facts) -> None:
    answers = {fact.presence for (kind, name), fact in facts.items() if name.startswith(f"{REGISTRY}/")}
    counted = {message for message in answers if ("field", f"{message}.total_count") in facts}

    assert counted
    assert [m for m in counted if ("field", f"{m}.total_count_is_estimate") not in facts] == []


@pytest.mark.parametrize(("ending", "type_"), [(".version", INT64), ("_exact", STRING)])
def test_types(facts: protos.Facts, ending: str, type_: str) -> None:
    named = {name: fact.type for (kind, name), fact in facts.items() if name.endswith(ending)}

    assert named
    assert {name for name, found in named.items() if found != type_} == set()


def test_a_market_spec_is_decimal_strings(facts: protos.Facts) -> None:
    spec = {n: f.type for (_, n), f in facts.items() if n.startswith("cqc.markets.v1.MarketSpec.")}

    assert len(spec) == len(additions.FIELDS["cqc.markets.v1.MarketSpec"].split())
    assert set(spec.values()) == {STRING}
