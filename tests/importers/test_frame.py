"""The frame of all importers: what is new, changed, unchanged, conflicting and refused, and what is written."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection

from cqi.database import set_limits
from cqi.errors import StaleVersion
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import WRITE_ORDER, Tables
from registry.models import Asset, Chain, SourceClaim
from tests.factories import AssetFactory, ChainFactory, RelationshipFactory, SourceClaimFactory

from .sources import another_change, claims_of, conflicts, derivations, refused, run

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Network:
    """A chain as the source of these tests has it."""

    record: str
    values: dict[str, Any]
    refresh: tuple[str, ...] = ()
    derived: dict[str, str] = field(default_factory=dict)

    def plan(self, plan: Plan) -> None:
        if self.values.get("chain_name") == "unwanted":
            raise RecordRefused(Reason.KNOWN_ERROR, "nobody wants it")
        found = plan.tables[Chain].find(self.record)
        initial = {"chain_id": self.record, "chain_type": "OTHER"}
        plan.put(
            self.record,
            Chain,
            self.values,
            found=found,
            initial=initial,
            refresh=self.refresh,
            derived=self.derived,
        )


def candidates(record: dict[str, Any]) -> list[Network]:
    values = dict(record)
    return [Network(values.pop("key"), values)]


IMPORTER = Importer(name="test", source="test", read=list, candidates=candidates)


def load(*records: dict[str, Any]) -> Plan:
    return run(IMPORTER, *records)


def refreshing(*fields: str) -> Importer:
    return replace(IMPORTER, candidates=lambda r: [replace(c, refresh=fields) for c in candidates(r)])


def test_it_works():
    plan = load({"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    chain = Chain.objects.get(pk="gnosis")
    assert (chain.chain_name, chain.slip44, chain.version) == ("Gnosis", 700, 1)
    assert list(plan.new) == [chain]


def test_again_changes_nothing():
    record = {"key": "gnosis", "chain_name": "Gnosis", "metadata": {"a": 1}}
    load(record)
    before = Chain.objects.values().get()
    plan = load(record)
    assert (plan.is_empty, plan.unchanged) == (True, 1)
    assert Chain.objects.values().get() == before


def test_what_was_not_known_is_filled_in():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    plan = load({"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    chain = Chain.objects.get()
    assert (chain.slip44, chain.version) == (700, 2)
    assert plan.changed == {chain: {"slip44": (None, 700)}}


def test_what_a_source_does_not_say_stays():
    load({"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    assert load({"key": "gnosis", "chain_name": "Gnosis", "slip44": None}).is_empty


def test_a_contradiction_is_listed_and_not_written():
    load({"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    plan = load({"key": "gnosis", "chain_name": "Gnosis", "slip44": 60})
    assert conflicts(plan) == [("gnosis", "Chain.slip44")]
    assert next(iter(plan.conflicts)).detail == "stored '700', test says '60'"
    assert Chain.objects.get().slip44 == 700


def test_the_case_of_a_text_is_no_contradiction():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    plan = load({"key": "gnosis", "chain_name": "GNOSIS"})
    assert (plan.is_empty, conflicts(plan)) == (True, [])


def test_what_a_person_changed_is_not_overwritten():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    chain = Chain.objects.get()
    chain.chain_name = "Gnosis Chain"
    chain.save()
    plan = load({"key": "gnosis", "chain_name": "Gnosis"})
    assert conflicts(plan) == [("gnosis", "Chain.chain_name")]
    assert Chain.objects.get().chain_name == "Gnosis Chain"


def test_a_source_corrects_its_own_figure():
    run(refreshing("slip44"), {"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    plan = run(refreshing("slip44"), {"key": "gnosis", "chain_name": "Gnosis", "slip44": 701})
    chain = Chain.objects.get()
    assert (chain.slip44, conflicts(plan)) == (701, [])
    assert run(refreshing("slip44"), {"key": "gnosis", "slip44": 701}).is_empty


def test_a_source_does_not_correct_a_person():
    run(refreshing("slip44"), {"key": "gnosis", "chain_name": "Gnosis", "slip44": 700})
    chain = Chain.objects.get()
    chain.slip44 = 60
    chain.save()
    plan = run(refreshing("slip44"), {"key": "gnosis", "slip44": 701})
    assert conflicts(plan) == [("gnosis", "Chain.slip44")]
    assert Chain.objects.get().slip44 == 60


def test_a_derived_text_gives_way_to_the_same_text_as_a_source_spells_it():
    derives = {"chain_name": "in capitals"}
    deriving = replace(IMPORTER, candidates=lambda r: [replace(c, derived=derives) for c in candidates(r)])
    run(deriving, {"key": "gnosis", "chain_name": "GNOSIS"})
    assert derivations(Chain.objects.get()) == derives
    load({"key": "gnosis", "chain_name": "Gnosis"})
    chain = Chain.objects.get()
    assert (chain.chain_name, derivations(chain)) == ("Gnosis", {})
    assert run(deriving, {"key": "gnosis", "chain_name": "GNOSIS"}).is_empty


def test_a_key_of_the_metadata_is_given_once():
    record = {"key": "gnosis", "chain_name": "Gnosis", "metadata": {"a": 1, "b": 2}}
    load({**record, "metadata": {"a": 1}})
    chain = Chain.objects.get()
    chain.metadata = {"mine": True}
    chain.save()
    load(record)
    assert Chain.objects.get().metadata == {"mine": True, "b": 2}


def test_one_bad_record_among_good_ones():
    plan = load(
        {"key": "one", "chain_name": "One"},
        {"key": "two", "chain_name": "zero\u200bwidth"},
        {"chain_name": "without a key"},
        {"key": "three", "chain_name": "unwanted"},
        {"key": "four", "chain_name": "Four", "slip44": -1},
        {"key": "five", "chain_name": "Five"},
    )
    assert set(Chain.objects.values_list("pk", flat=True)) == {"one", "five"}
    assert refused(plan) == [
        ("two", "Chain.chain_name"),
        ("{'chain_name': 'without a key'}", "malformed"),
        ("three", "known error"),
        ("four", "Chain.slip44"),
    ]


def test_a_bad_change_leaves_the_row_as_it_was():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    plan = load(
        {"key": "gnosis", "explorer_url": "not a url", "slip44": 700}, {"key": "gnosis", "network_id": 100}
    )
    assert refused(plan) == [("gnosis", "Chain.explorer_url")]
    assert list(Chain.objects.values_list("explorer_url", "slip44", "network_id")) == [(None, None, 100)]


def test_a_key_that_another_row_has_is_a_conflict():
    ChainFactory(chain_id="one", chain_type="OTHER", network_id=None, caip2="near:mainnet")
    plan = load(
        {"key": "two", "chain_name": "Two", "caip2": "near:mainnet"},
        {"key": "three", "chain_name": "Three", "caip2": "near:testnet"},
    )
    assert conflicts(plan) == [("two", "Chain.caip2")]
    assert [chain.pk for chain in plan.new] == ["three"]


def test_a_dry_run_writes_nothing():
    plan = run(IMPORTER, {"key": "gnosis", "chain_name": "Gnosis"}, dry_run=True)
    assert [chain.pk for chain in plan.new] == ["gnosis"]
    assert not Chain.objects.exists()


def test_a_dry_run_builds_on_what_was_planned_before():
    tables = Tables()
    replace(IMPORTER, read=lambda: [{"key": "gnosis", "chain_name": "Gnosis"}]).run(tables, dry_run=True)
    plan = replace(IMPORTER, read=lambda: [{"key": "gnosis", "slip44": 700}]).run(tables, dry_run=True)
    assert list(plan.changed.values()) == [{"slip44": (None, 700)}]
    assert not Chain.objects.exists()


def test_it_is_planned_again_when_somebody_else_was_faster():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    tables = Tables()
    tables[Chain]
    chain = Chain.objects.get()
    chain.explorer_url = "https://gnosisscan.io"
    chain.save()
    records = [{"key": "gnosis", "chain_name": "Gnosis", "slip44": 700}]
    replace(IMPORTER, read=lambda: records).run(tables)
    chain.refresh_from_db()
    assert (chain.explorer_url, chain.slip44, chain.version) == ("https://gnosisscan.io", 700, 3)


LOCKED = "SELECT FROM registry_chain WHERE chain_id = 'gnosis' FOR UPDATE"


@pytest.mark.django_db(transaction=True)
def test_it_is_planned_again_when_another_change_is_in_the_way():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    reads: list[int] = []
    with another_change(LOCKED) as other:

        def read() -> list[dict[str, Any]]:
            if reads:
                other.rollback()
            reads.append(1)
            return [{"key": "gnosis", "slip44": 700}]

        replace(IMPORTER, read=read).run(Tables())
    assert (len(reads), Chain.objects.get().slip44) == (2, 700)


@pytest.mark.django_db(transaction=True)
def test_another_change_that_stays_in_the_way_is_told():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    with another_change(LOCKED), pytest.raises(OperationalError, match="lock timeout"):
        load({"key": "gnosis", "slip44": 700})
    assert Chain.objects.get().slip44 is None


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_not_repeated():
    load({"key": "gnosis", "chain_name": "Gnosis"})
    reads: list[int] = []

    def read() -> list[dict[str, Any]]:
        reads.append(1)
        return [{"key": "gnosis", "slip44": 700}]

    with another_change(LOCKED):
        set_limits(connection, {"lock_timeout": "0", "statement_timeout": "50ms"})
        with pytest.raises(OperationalError, match="statement timeout"):
            replace(IMPORTER, read=read).run(Tables())
    assert len(reads) == 1


def test_a_failure_leaves_nothing_behind():
    ChainFactory(chain_id="gnosis", chain_name="Gnosis")
    tables = Tables()
    plan = replace(
        refreshing("slip44"),
        read=lambda: [{"key": "gnosis", "slip44": 700}, {"key": "celo", "chain_name": "Celo"}],
    ).plan(tables)
    assert [*plan.claims] == [("Chain", "gnosis", "slip44", "test")]
    Chain.objects.get().save()
    stale = Chain.objects.get()
    stale.slip44 = 60
    stale.save()
    with pytest.raises((StaleVersion, IntegrityError)):
        plan.apply()
    assert list(Chain.objects.values_list("pk", "slip44")) == [("gnosis", 60)]
    assert not SourceClaim.objects.exists()


def test_what_was_deleted_stays_deleted():
    asset = AssetFactory()
    asset.delete()
    plan = Plan("test", Tables())
    assert plan.put("it", Asset, {"symbol": "X"}, found=plan.tables[Asset].find(asset.pk)) is None
    assert conflicts(plan) == [("it", "deleted")]


def test_what_was_said_of_a_removed_row_is_forgotten():
    """A row that is made again under its key has no history of what it is not."""
    row, other = RelationshipFactory.create_batch(2)
    for about in (row, other):
        SourceClaimFactory(entity="AssetRelationship", entity_id=str(about.pk), source="test")
    SourceClaimFactory(entity="AssetIdentifier", entity_id=str(row.pk))
    again = RelationshipFactory.build(
        pk=row.pk, from_asset=row.from_asset, to_asset=row.to_asset, relationship_type=row.relationship_type
    )
    row.delete()
    again.begins_at, again.created_at = row.version + 1, row.created_at
    again.save()
    assert not claims_of(again)
    assert claims_of(other)
    assert SourceClaim.objects.count() == 2


def test_what_is_referred_to_is_written_first():
    for at, model in enumerate(WRITE_ORDER):
        references = {f.related_model for f in model._meta.concrete_fields if f.is_relation} - {model}
        assert references <= set(WRITE_ORDER[:at]), model.__name__


def test_a_row_is_found_by_the_fields_of_a_unique_constraint():
    chain = ChainFactory(chain_id="one", chain_type="OTHER", network_id=None, caip2="near:mainnet")
    assert Tables()[Chain].find_by(caip2="near:mainnet") == chain
    with pytest.raises(KeyError):
        Tables()[Chain].find_by(chain_name="One")
