"""What the seed says stands for what, and that it says where it does not know."""

import json
import re

import pytest
from django.conf import settings

from cqi.embedded import data_folder
from registry.importers.claimed.identity import parse_reference
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import Tables
from registry.importers.sources.shared.chain_registry import listed_assets
from registry.models import Asset

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
    copies = [listed_assets()[key_of(finding)] for finding in lost]
    suspects = {
        f"{copy.entry['symbol']} from {copy.traces[-1]['counterparty']['chainName']}"
        for copy in copies
        if namesakes(copy.entry["symbol"])
    }
    assert suspects == HOMONYMS


def key_of(finding):
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
