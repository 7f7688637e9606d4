"""What the seed says stands for what, and that it says where it does not know."""

import json
import random
import re

import pytest
from django.conf import settings
from django.db import transaction

from cqi.embedded import data_folder
from registry.importers.claimed.identity import parse_reference
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import Tables
from registry.importers.sources.shared.chain_registry import listed_assets
from registry.models import Asset, AssetDeployment, AssetIdentifier, Symbol, VenueAsset, VenueSymbol
from registry.services.flagging.facts import load_facts
from registry.services.resolving.finders import find
from registry.values.choices import Severity
from tests.factories import FlagFactory
from tests.registry.orm_finders import assert_found_alike
from tests.safety.orm import orm_facts, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

HOMONYMS = {
    f"{symbol} from {chain}"
    for chain, symbol in {
        "bostrom": "A", "chihuahua": "WOOF", "comex": "PAXG", "composable": "UWU", "coreum": "CCD",
        "crescent": "CRE", "doravota": "DORA", "dymension": "NIM", "haqq": "stISLM", "kichain": "LVN",
        "meme": "MEME", "oraichain": "SAM", "regen": "NCT", "routerchain": "ROUTE", "source": "SRCX",
        "stargaze": "PLEB", "taketitan": "TITAN", "unification": "FUND",
    }.items()
}  # fmt: skip
"""RecordRefused copies whose symbol another asset has too that they do not stand for, or nobody says so."""


def report():
    return json.loads((data_folder(settings.CONFIG) / "seed-report.json").read_text(encoding="utf-8"))


def test_no_refused_trace_points_to_what_the_registry_has():
    lost = [
        finding
        for finding in report()["chain_registry_traces"]["refused"]
        if finding["reason"] in ("unknown asset", "unknown chain")
    ]
    assert lost
    copies = [listed_assets()[asset_of(finding)] for finding in lost]
    suspects = {
        f"{copy.entry['symbol']} from {copy.traces[-1]['counterparty']['chainName']}"
        for copy in copies
        if namesakes(copy.entry["symbol"])
    }
    assert suspects == HOMONYMS


def asset_of(finding):
    place = finding["record"].removeprefix("chain-registry/").rsplit(" ", 1)[0]
    chain, denom = place.split("/", 1)
    return chain, denom.lower()


def namesakes(symbol):
    """Whether a provider has an asset by the symbol, or by that without a staker's or wrapper's letters."""
    symbols = {symbol, re.sub(r"^(stk|st|q|axl|ck|[wW])(?=[A-Z])", "", symbol)}
    return Asset.objects.filter(
        symbol__in=symbols, identifiers__source__in=("COINGECKO", "INTERNAL")
    ).exists()


def test_reviewed_tables_name_assets_by_their_symbols():
    tables = Tables()
    for row in read_csv("derivatives.csv"):
        assert parse_reference(row["derivative"]).asset(tables).symbol == row["symbol"]
    for row in read_csv("same_assets.csv"):
        (asset,) = {parse_reference(place).asset(tables) for place in row["places"].split()}
        assert asset.symbol == row["symbol"]
    assert [report()[name]["refused"] for name in ("derivatives", "same_assets")] == [[], []]


def test_what_stands_for_nothing_known_is_listed(seeded):
    listed = {asset["name"] for asset in report()["without_origin"]}
    assert "Stride Staked DYM" in listed
    assert "Wrapped Ether" not in listed
    assert "No relationship says what these stand for" in seeded


def test_every_asset_symbol_and_listing_is_judged_as_by_the_orm():
    dice = random.Random(1)
    assets, symbols = (
        [*Asset.objects.values_list("pk", flat=True)],
        [*Symbol.objects.values_list("pk", flat=True)],
    )
    listings = [*VenueSymbol.objects.values_list("venue_id", "venue_symbol")]
    with transaction.atomic():
        for asset in dice.sample(assets, 60):
            FlagFactory(asset_id=asset, severity=dice.choice([5, *Severity]))
        FlagFactory(asset_id=AssetIdentifier.objects.get(source="COINGECKO", external_id="ethereum").asset_id)
        theirs = verdicts(orm_facts(assets, symbols, listings), assets, symbols, listings)
        ours = verdicts(load_facts(assets, symbols, listings), assets, symbols, listings)
        transaction.set_rollback(True)
    assert ours == theirs
    assert len({decision for decision, *_ in theirs}) > 1


def test_every_key_leads_where_the_orm_finds_it():
    names = [
        *(("asset_id", (key,)) for key in Asset.objects.values_list("pk", flat=True)),
        *(("address", key) for key in AssetDeployment.objects.values_list("chain_id", "address_key")),
        *(("identifier", key) for key in AssetIdentifier.objects.values_list("source", "external_id")),
        *(("venue", key) for key in VenueAsset.objects.values_list("venue_id", "venue_asset_symbol")),
        *(("venue", key) for key in VenueSymbol.objects.values_list("venue_id", "venue_symbol")),
    ]
    assert_found_alike(names, find)
