"""Token lists by the Uniswap schema, and what Aave's tokens stand for."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.importers.engine import report
from registry.importers.engine.memory import claim_of
from registry.importers.engine.tables import Tables
from registry.importers.sources import token_list
from registry.models import Asset, AssetDeployment, AssetRelationship
from tests.factories import ChainFactory, DeploymentFactory, evm_address

from .sources import conflicts, derivations, refused

pytestmark = pytest.mark.django_db

CAPTURE = Path(__file__).parents[3] / "shared" / "data" / "captures" / "optimism.tokenlist.json"
POOL = [evm_address(number) for number in range(5)]


@pytest.fixture(autouse=True)
def _chains():
    for slug, number in (("ethereum", 1), ("optimism", 10)):
        ChainFactory(chain_id=slug, network_id=number)


def token(number, symbol, *tags, chain=1, decimals=18, **extensions):
    entry = {
        "chainId": chain,
        "address": POOL[number],
        "name": "A token",
        "decimals": decimals,
        "symbol": symbol,
    }
    return {**entry, "tags": list(tags), **({"extensions": extensions} if extensions else {})}


@pytest.fixture
def load(tmp_path):
    def run(*tokens):
        path = tmp_path / "list.json"
        path.write_text(json.dumps({"name": "Some", "tokens": tokens}), encoding="utf-8")
        return token_list.list_importer("some", "some-list", path).run(Tables())

    return run


def test_it_works(load):
    load(token(0, "USD₮0", decimals=6))
    asset = Asset.objects.get()
    assert (asset.symbol, asset.asset_type, asset.source) == ("USD₮0", "ERC20", "some-list")
    assert list(AssetDeployment.objects.values_list("chain_id", "address", "decimals")) == [
        ("ethereum", POOL[0], 6)
    ]


def test_again_changes_nothing(load):
    tokens = [token(0, "WETH", "underlying"), token(1, "aWETH", "aTokenV3", underlying=POOL[0])]
    load(*tokens)
    assert load(*tokens).is_empty


def test_two_usdc_on_one_chain_stay_two(load):
    load(token(0, "USDC"), token(1, "USDC"), token(0, "USDC", chain=10))
    assert Asset.objects.filter(symbol="USDC").count() == 3


def test_what_it_knows_of_a_known_token_is_filled_in(load):
    known = DeploymentFactory(chain_id="ethereum", address=POOL[0], decimals=None, asset__symbol="crvUSD")
    load(token(0, "crvUSD", decimals=6))
    assert (AssetDeployment.objects.get().asset, AssetDeployment.objects.get().decimals) == (known.asset, 6)


def test_a_derived_symbol_is_replaced_by_the_contracts(load):
    known = DeploymentFactory(chain_id="ethereum", address=POOL[0], asset__symbol="CRVUSD").asset
    claim_of(known, "symbol", "web3icons", said="CRVUSD", derivation="in capitals").save()
    load(token(0, "crvUSD"))
    assert (Asset.objects.get().symbol, derivations(known)) == ("crvUSD", {})


def test_aave_receipts_and_their_wrappers(load):
    load(
        token(0, "WETH", "underlying"),
        token(1, "aEthWETH", "aTokenV3", "aaveV3", underlying=POOL[0]),
        token(2, "waEthWETH", "stataToken", underlying=POOL[0], underlyingAToken=POOL[1]),
        token(3, "stkwaEthWETH.v1", "uStkToken", underlying=POOL[2]),
    )
    edges = AssetRelationship.objects.values_list(
        "from_asset__symbol", "relationship_type", "to_asset__symbol"
    )
    assert set(edges) == {
        ("aEthWETH", "DEPOSITS", "WETH"),
        ("waEthWETH", "WRAPS", "aEthWETH"),
        ("stkwaEthWETH.v1", "STAKES", "waEthWETH"),
    }
    assert dict(Asset.objects.values_list("symbol", "asset_type")) == {
        "WETH": "ERC20",
        "aEthWETH": "RECEIPT_TOKEN",
        "waEthWETH": "WRAPPED",
        "stkwaEthWETH.v1": "RECEIPT_TOKEN",
    }


def test_bad_tokens_among_good_ones(load):
    plan = load(
        token(0, "zero\u200bwidth"),
        token(1, "DEEP", decimals=256),
        token(2, "FAR", chain=424242),
        {"symbol": "NAMELESS"},
        token(3, "GOOD", decimals=148),
        token(4, "aGOOD", "aTokenV3", underlying=POOL[1]),
    )
    assert dict(Asset.objects.values_list("symbol", "deployments__decimals")) == {"GOOD": 148, "aGOOD": 18}
    assert [reason for _, reason in refused(plan)] == [
        "Asset.symbol",
        "AssetDeployment.decimals",
        "unknown chain",
        "malformed",
        "unknown asset",
    ]


def test_white_space_around_a_text_is_trimmed_and_told(load):
    plan = load(token(0, " SYND\n") | {"name": "Syndicate\u00a0"}, token(1, "zero\u200bwidth"))
    assert list(Asset.objects.values_list("symbol", "name")) == [("SYND", "Syndicate")]
    assert [(f.title, f.detail) for f in plan.mended] == [
        ("trimmed Asset.name", r"'Syndicate\xa0' is kept without the white space at its ends"),
        ("trimmed Asset.symbol", r"' SYND\n' is kept without the white space at its ends"),
    ]
    assert "\nMended, by reason" in list(report.findings([plan], verbose=False))
    assert [reason for _, reason in refused(plan)] == ["Asset.symbol"]


def test_a_refused_token_is_counted_once(load):
    """Its chain is unknown, its texts are wrong, and what it stands for cannot be related to it."""
    far = token(1, "aTWO", "aTokenV3", chain=424242, underlying=POOL[0])
    wrong = token(2, "zero\u200bwidth") | {"name": "zero\u200bwidth"}
    plan = load(far, wrong, token(0, "ONE"))
    assert len(plan.refused) > 2
    assert report.counts(plan)["refused"] == 2


def test_a_list_by_itself_reads_what_it_speaks_of_and_plans_the_same(tmp_path):
    known = DeploymentFactory(chain_id="ethereum", address=POOL[0], decimals=None, asset__symbol="WETH")
    merged = DeploymentFactory(chain_id="ethereum", address=POOL[2]).asset
    merged.merged_into = known.asset
    merged.delete()
    native = DeploymentFactory(chain_id="optimism", address=None, is_native=True, decimals=None)
    other = DeploymentFactory(chain_id="ethereum")
    path = tmp_path / "list.json"
    tokens = [
        token(0, "WETH"), token(1, "aEthWETH", "aTokenV3", underlying=POOL[0], pool="aaveV3"),
        token(2, "OLD"), token(3, native.asset.symbol, chain=10) | {"address": "0x" + "eE" * 20},
        token(4, "FAR", chain=424242), {"symbol": "NAMELESS"}, None,
    ]  # fmt: skip
    path.write_text(json.dumps({"tokens": tokens}), encoding="utf-8")
    tables = Tables()
    alone = token_list.lone_list_importer("some", "some", path).plan(tables)
    whole = token_list.list_importer("some", "some", path).plan(Tables())
    assert report.counts(alone) == report.counts(whole)
    assert (alone.refused, alone.conflicts) == (whole.refused, whole.conflicts)
    assert [(str(row), names) for row, names in alone.changed.items()] == [
        (str(row), names) for row, names in whole.changed.items()
    ]
    assert (tables[Asset].find(other.asset_id), tables[AssetDeployment].find(other.pk)) == (None, None)


def test_the_command(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"tokens": [token(0, "DAI")]}), encoding="utf-8")
    call_command("import_tokens", "some", str(path), "--dry-run", stdout=StringIO())
    assert not Asset.objects.exists()
    call_command("import_tokens", "some", str(path), stdout=StringIO())
    assert Asset.objects.get().source == "some"


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", None])
def test_the_command_refuses_what_is_no_list(tmp_path, text):
    path = tmp_path / "list.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"is no token list|cannot be read"):
        call_command("import_tokens", "some", str(path))


def test_a_token_that_stands_twice_and_a_flag_as_a_symbol(load):
    tokens = [token(0, "🇺🇸"), token(1, "DAI"), token(1, "DAI")]
    plan = load(*tokens)
    assert sorted(AssetDeployment.objects.values_list("asset__symbol", flat=True)) == ["DAI", "🇺🇸"]
    assert [reason for _, reason in refused(plan) if reason != "unidentified"] == []
    assert conflicts(plan) == []
    assert load(*tokens).is_empty


@pytest.mark.skipif(not CAPTURE.exists(), reason="the captures are not on this machine")
def test_optimisms_list():
    tokens = json.loads(CAPTURE.read_text(encoding="utf-8"))["tokens"]
    for number in sorted({entry["chainId"] for entry in tokens} - {1, 10}):
        ChainFactory(chain_id=f"chain-{number}", network_id=number)
    importer = token_list.list_importer("optimism", "optimism", CAPTURE)
    plan = importer.run(Tables())
    places = {(entry["chainId"], entry["address"].lower()) for entry in tokens}
    assert len(places) < len(tokens), "one row stands twice"
    assert AssetDeployment.objects.count() == len(places) - len(plan.refused)
    assert Asset.objects.filter(symbol="🇺🇸").exists()
    assert conflicts(plan) == []
    assert importer.run(Tables()).is_empty
