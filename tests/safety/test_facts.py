"""What one statement loads is what the ORM loads, row for row and verdict for verdict."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise, product
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings

from registry.models import Asset, AssetRelationship, QualityFlag, Symbol, VenueSymbol
from registry.models.fields import new_id
from registry.services.flagging import flags
from registry.services.flagging.facts import load_facts
from registry.services.flagging.safety import Judge
from registry.services.merging.merge import merge
from registry.values.choices import FlagType, RelationshipType, Severity
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory, SymbolFactory, VenueSymbolFactory
from tests.safety.orm import orm_facts, verdicts
from tests.safety.worlds import ASSETS, NAMES, SYMBOLS, VENUES, Stored, store, worlds
from tests.superuser import run_as_superuser

pytestmark = pytest.mark.django_db(transaction=True)

BLOCK, ALLOW = 2, 1


def compare(assets, symbols=(), listings=()):
    """Both ways of loading these keys together, and each key by itself."""
    keys = [*assets], [*symbols], [*listings]
    ours, theirs = load_facts(*keys, with_resolved=True), orm_facts(*keys, with_resolved=True)
    assert plain(ours) == plain(theirs)
    assert verdicts(ours, *keys) == verdicts(theirs, *keys)
    return theirs


def plain(facts):
    held = {key: [(each.message(), each.path) for each in found] for key, found in facts.held.items()}
    resolved = {flag.pk: flag.resolution_notes for flag in facts.resolved}
    return facts.assets, facts.symbols, facts.listings, facts.legs, held, resolved


def test_it_works():
    origin, claim = AssetFactory.create_batch(2)
    RelationshipFactory(from_asset=claim, to_asset=origin)
    flag = FlagFactory(asset=origin, evidence_url="https://example.org/1", metadata={"a": [1, "é"]})
    listing = VenueSymbolFactory(symbol=SymbolFactory(base_asset=claim))
    facts = compare([claim.pk], listings=[(listing.venue_id, listing.venue_symbol)])
    assert [held.flag for held in facts.held[claim.pk]] == [flag]
    (loaded,) = load_facts([origin.pk]).held[origin.pk]
    for column in QualityFlag._meta.concrete_fields:
        assert getattr(loaded.flag, column.attname) == getattr(flag, column.attname)


@pytest.mark.timeout(1800)
def test_any_registry(full_size):
    @settings(max_examples=1000 if full_size else 30, derandomize=not full_size, deadline=None, database=None)
    @given(world=worlds())
    def loaded_alike(world):
        stored = Stored(world)
        listings = [(stored.venues[venue], f"N{name}") for venue, name in product(VENUES, NAMES)]
        compare([stored.assets[n] for n in ASSETS], [stored.symbols[n] for n in SYMBOLS], listings)
        for asset in stored.assets:
            compare([asset])
        for listing in listings:
            compare([], [], [listing])

    loaded_alike()


def graph(dice):
    """Chains 40 deep with ways across and back, also such as no save would let in; merged and deleted assets."""
    now = timezone.now()
    assets = [
        Asset(pk=new_id(), symbol=f"A{n}", name="A", deleted_at=dice.choice([None] * 5 + [now]))
        for n in range(160)
    ]
    store(assets)
    chains = [pair for start in range(0, 120, 40) for pair in pairwise(range(start, start + 40))]
    pairs = {*chains, *(tuple(dice.sample(range(160), 2)) for _ in range(60))}
    edges = [(s, t, dice.choice(RelationshipType.values)) for s, t in pairs]
    edges += [(s, t, "WRAPS") for s, t in chains] + [(t, s, "MIGRATES_TO") for s, t in chains]
    store([
        AssetRelationship(
            from_asset=assets[s], to_asset=assets[t], relationship_type=type_,
            conversion_rate=dice.choice([None, 1, "1.5"]),
        )
        for s, t, type_ in {*edges}
    ])  # fmt: skip
    merged = [
        Asset(pk=new_id(), symbol="M", name="M", deleted_at=now, merged_into=dice.choice(assets))
        for _ in range(40)
    ]
    store(merged)
    store([
        QualityFlag(
            asset=dice.choice(assets), severity=dice.choice([5, *Severity.values]), flag_type=FlagType.SCAM,
            source="tests", reason="why", resolution_notes="what", raised_at=now,
            resolved_at=dice.choice([None, None, now - timedelta(days=1)]),
        )
        for _ in range(30)
    ])  # fmt: skip
    return [asset.pk for asset in [*assets, *merged]]


@pytest.mark.parametrize("seed", range(3))
def test_any_graph(seed):
    dice = random.Random(seed)
    keys = graph(dice)
    facts = compare([*keys, new_id()])
    assert max(len(held.path) for found in facts.held.values() for held in found) > 10
    for _ in range(20):
        compare(dice.sample(keys, dice.randrange(1, 6)))


@contextmanager
def beside(*work):
    """Works go on and on meanwhile, each in a thread of its own."""
    ended = Event()

    def repeat(step):
        try:
            while not ended.is_set():
                step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        running = [pool.submit(repeat, step) for step in work]
        try:
            yield
        finally:
            ended.set()
    for each in running:
        each.result()


def raise_critical(asset):
    return flags.raise_flag(
        {"asset_id": asset, "flag_type": "SCAM", "severity": "CRITICAL", "reason": "drained"}
    )


def test_while_others_write(full_size):
    """In one snapshot both ways see the same, whatever is committed beside it."""
    dice = random.Random(1)
    keys = [asset.pk for asset in AssetFactory.create_batch(12)]
    pairs = [
        SymbolFactory(base_asset_id=base, quote_asset_id=quote, symbol="A/B")
        for base, quote in pairwise(keys)
    ]
    names = [
        (each.venue_id, each.venue_symbol) for each in (VenueSymbolFactory(symbol=pair) for pair in pairs)
    ]
    for claim, origin in pairwise(keys):
        RelationshipFactory(from_asset_id=claim, to_asset_id=origin)

    def flag():
        raised = raise_critical(dice.choice(keys))
        flags.resolve_flag(raised.pk, notes="paid back")

    def merge_new():
        new = AssetFactory()
        RelationshipFactory(from_asset=new, to_asset_id=keys[11])
        keys.append(new.pk)
        FlagFactory(asset=new)
        merge(new.pk, keys[0], decisions={}, default=1)

    def halt():
        row = VenueSymbol.objects.get(venue_id=names[0][0])
        row.is_active = not row.is_active
        row.save()

    with beside(flag, merge_new, halt):
        for _ in range(300 if full_size else 40):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                compare([*keys], [pair.pk for pair in pairs], names)
    assert Symbol.objects.count() == len(pairs)


def test_a_flag_that_moves_is_never_out_of_sight(full_size):
    """Each merge moves it to the next asset; whoever asks about the first or the second finds it at any time."""
    first, second = AssetFactory.create_batch(2)
    FlagFactory(asset=first)
    at, claim = [first.pk], AssetFactory()
    RelationshipFactory(from_asset=claim, to_asset=first)

    def move():
        final = AssetFactory()
        merge(at[0], final.pk, decisions={}, default=0)
        at[0] = final.pk

    with beside(move):
        decisions = [
            Judge(facts).asset(key).decision
            for _ in range(3000 if full_size else 300)
            for facts in [load_facts([first.pk, claim.pk])]
            for key in (first.pk, claim.pk)
        ]
    assert {*decisions} == {BLOCK}
    assert at[0] != first.pk
    assert Judge(load_facts([second.pk])).asset(second.pk).decision == ALLOW


def test_what_stands_first_in_the_search_path_is_read():
    """So a read of the past, which puts relations of the same names there, is not answered from today."""
    asset = AssetFactory()
    FlagFactory(asset=asset)
    for _ in range(7):  # as often as it takes until every plan is kept
        assert load_facts([asset.pk]).held[asset.pk]
    with transaction.atomic(), connection.cursor() as cursor:
        run_as_superuser(
            "CREATE SCHEMA earlier; GRANT USAGE ON SCHEMA earlier TO PUBLIC;"
            "CREATE VIEW earlier.registry_qualityflag AS SELECT * FROM registry_qualityflag WHERE false;"
            "GRANT SELECT ON earlier.registry_qualityflag TO PUBLIC"
        )
        cursor.execute("SET LOCAL search_path = earlier, public")
        assert not load_facts([asset.pk]).held[asset.pk]
        transaction.set_rollback(True)
    assert load_facts([asset.pk]).held[asset.pk]
