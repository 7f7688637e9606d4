"""The one write path, with many rows at once: checks, versions, what is told, and all or nothing."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from cqi.errors import NotFound, RuleViolated, StaleVersion
from registry.models import (
    Asset,
    AssetDeployment,
    AssetIdentifier,
    AssetRelationship,
    Symbol,
    Venue,
    VenueSymbol,
)
from registry.reading.reads import fetch
from registry.reading.resources import ASSET
from registry.services.rows import update_row
from registry.values.choices import RelationshipType
from registry.writing.changes import changed
from registry.writing.write import write
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueFactory,
    VenueSymbolFactory,
    evm_address,
)

pytestmark = pytest.mark.django_db


def stored(rows):
    return list(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def test_it_works():
    write([Asset(symbol=f"T{n}", name=f"Token {n}") for n in range(3)])
    rows = list(Asset.objects.order_by("stamp"))
    assert [(row.symbol, row.symbol_key, row.version) for row in rows] == [
        ("T0", "t0", 1),
        ("T1", "t1", 1),
        ("T2", "t2", 1),
    ]
    rows[0].name, rows[2].name = "First", "Third"
    changed = write(rows)
    assert {row.name for row in changed} == {"First", "Third"}
    assert [(row.name, row.version) for row in stored(rows)] == [("First", 2), ("Token 1", 1), ("Third", 2)]


def test_nothing_is_nothing():
    write([])
    assert write([]) == []


def test_rows_without_a_difference_are_not_written():
    listing = VenueSymbolFactory(tick_size=Decimal("0.01"))
    rows = stored([listing])
    rows[0].tick_size, rows[0].symbol_id = "0.010", str(rows[0].symbol_id)
    assert write(rows) == []
    assert stored(rows)[0].version == 1


def test_rules_do_not_judge_what_did_not_change():
    listing = VenueSymbolFactory(venue_symbol="btc-usdt")
    listing.venue.symbol_pattern = "[A-Z]+"
    listing.venue.save()
    assert write(stored([listing])) == []


def test_a_stale_row_is_refused_with_all_others():
    first, second = stored([AssetFactory(), AssetFactory()])
    late = Asset.objects.get(pk=second.pk)
    late.name = "of another"
    late.save()
    first.name = second.name = "of an importer"
    with pytest.raises(StaleVersion):
        write([first, second])
    assert "of an importer" not in [row.name for row in stored([first, second])]


def test_a_row_that_is_gone_is_refused():
    edge = RelationshipFactory()
    rows = stored([edge])
    edge.delete()
    rows[0].protocol = "x"
    with pytest.raises(NotFound):
        write(rows)


def test_an_invalid_row_is_refused_with_all_others():
    with pytest.raises(ValidationError, match="U\\+200B"):
        write([Asset(symbol="RIGHT", name="Right"), Asset(symbol="WR\u200bONG", name="Wrong")])
    assert not Asset.objects.exists()


def test_the_rules_between_fields_hold():
    venue = VenueFactory(symbol_pattern="[A-Z]+")
    symbol = SymbolFactory()
    with pytest.raises(ValidationError, match="does not fit the venue's pattern"):
        write([VenueSymbol(venue=venue, symbol=symbol, venue_symbol="btc-usdt")])


def test_a_new_row_may_not_refer_to_a_deleted_one():
    known = DeploymentFactory()
    known.asset.delete()
    with pytest.raises(ValidationError, match="is deleted") as error:
        write(
            [
                AssetDeployment(chain=known.chain, asset=known.asset, address=evm_address(number))
                for number in (8, 9)
            ]
        )
    assert set(error.value.error_dict) == {"asset"}
    known.decimals = 6
    assert write([known]) == [known]


def test_addresses_are_read_as_at_any_save():
    chain, asset = ChainFactory(), AssetFactory()
    write([AssetDeployment(chain=chain, asset=asset, address=evm_address(7).lower())])
    deployment = AssetDeployment.objects.get()
    assert (deployment.address, deployment.address_key) == (evm_address(7), evm_address(7).lower())
    assert deployment.decimals is None


def test_uniqueness_is_left_to_the_constraints():
    known = DeploymentFactory()
    twin = AssetDeployment(chain=known.chain, asset=AssetFactory(), address=known.address)
    with pytest.raises(IntegrityError, match="deployment_address_unique"):
        write([AssetDeployment(chain=known.chain, asset=known.asset, address=evm_address(8)), twin])
    assert AssetDeployment.objects.count() == 1


def test_a_cycle_is_refused():
    edge = RelationshipFactory(relationship_type=RelationshipType.WRAPS)
    back = AssetRelationship(
        from_asset=edge.to_asset, to_asset=edge.from_asset, relationship_type=RelationshipType.STAKES
    )
    with pytest.raises(RuleViolated):
        write([back])


def test_queries_do_not_grow_with_rows():
    def queries_for(count):
        with CaptureQueriesContext(connection) as queries:
            write([Symbol(**values) for values in pairs(count)])
        return len(queries)

    def pairs(count):
        base, quote = AssetFactory(), AssetFactory()
        for n in range(count):
            yield {
                "symbol": f"B/Q-{n}",
                "symbol_type": "OPTION",
                "base_asset": base,
                "quote_asset": quote,
                "expiry": "2099-01-01T00:00:00Z",
                "strike_price": n + 1,
                "option_type": "CALL",
            }

    assert queries_for(3) == queries_for(300)


@pytest.mark.django_db(transaction=True)
def test_what_the_cache_had_is_gone():
    asset = AssetFactory(name="old")
    assert fetch(ASSET, asset_id=str(asset.pk)).name == "old"
    rows = stored([asset, AssetFactory()])
    for row in rows:
        row.name = "new"
    write(rows)
    assert {fetch(ASSET, asset_id=str(row.pk)).name for row in rows} == {"new"}


def test_a_changed_row_gives_up_what_a_new_one_takes():
    old = stored([IdentifierFactory(is_primary=True)])[0]
    old.is_primary = False
    new = AssetIdentifier(asset=old.asset, source=old.source, external_id="another", is_primary=True)
    assert write([new, old]) == [new, old]
    assert (new.version, old.version) == (1, 2)
    assert AssetIdentifier.objects.get(is_primary=True).pk == new.pk


@pytest.fixture
def told():
    """What is told of changes while the test runs."""
    heard = []

    def hear(sender, rows, removed, **_):
        heard.append((sender, [(row.before and row.before.version, row.version) for row in rows], removed))

    changed.connect(hear)
    yield heard
    changed.disconnect(hear)


def test_a_change_is_told_once_with_the_rows_before_and_after(told):
    row, new = stored([VenueFactory()])[0], VenueFactory.build(chain=None)
    told.clear()
    row.name = "Other"
    write([row, new])
    assert told == [(Venue, [(1, 2), (None, 1)], False)]
    told.clear()
    write([row, new])
    assert told == []
    edge = RelationshipFactory()
    told.clear()
    edge.delete()
    assert told == [(AssetRelationship, [(1, 2)], True)]


def test_what_a_receiver_refuses_is_not_written():
    def refuse(**_):
        raise RuleViolated("not today")

    row = stored([AssetFactory(name="Old")])[0]
    row.name = "New"
    changed.connect(refuse, sender=Asset)
    try:
        with pytest.raises(RuleViolated):
            row.save()
    finally:
        changed.disconnect(refuse, sender=Asset)
    assert (row.version, stored([row])[0].name) == (1, "Old")
    row.save()
    assert stored([row])[0].version == 2


@pytest.mark.django_db(transaction=True)
def test_updates_without_a_version_apply_to_the_row_as_it_is():
    """Renames of one asset hold its looks before its row: none is refused, and none is lost."""
    asset = AssetFactory()

    def rename(number):
        try:
            for turn in range(5):
                update_row(Asset, asset.pk, {"name": f"Name {number} {turn}"})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as callers:
        list(callers.map(rename, range(4)))
    assert Asset.objects.get(pk=asset.pk).version == 1 + 4 * 5
