"""The pages of assets: which one it is, what it is flagged with, and what becomes of one that is deleted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Asset, AssetGroup, AssetIdentifier, AssetRelationship, QualityFlag
from registry.values.choices import Severity
from tests.admin.pages import PageAnswer
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    GroupFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
    evm_address,
)

pytestmark = pytest.mark.django_db(transaction=True)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def page(pages, model, name, row=None, **query):
    response = pages(model).client.get(pages(model).url(name, row), query)
    assert response.status_code == 200
    return response.content.decode()


def listed(pages, **query):
    shown = pages(Asset).client.get(pages(Asset).url("changelist"), query).context["cl"]
    return {row.symbol for row in shown.result_list}


def offered(client, term, model="qualityflag"):
    asked = {"app_label": "registry", "model_name": model, "field_name": "asset", "term": term}
    return [choice["text"] for choice in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.fixture
def usdc():
    """The real one, on three chains, and what is called the same."""
    real = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)
    other = AssetFactory(symbol="USDC", name="USD Coin")
    AssetFactory(symbol="U5DC", name="Coin")
    for name in ("polygon", "ethereum"):
        chain = ChainFactory(chain_id=name)
        DeploymentFactory(asset=real, chain=chain, address=evm_address(1), is_canonical=name == "ethereum")
    DeploymentFactory(asset=other, chain=chain, address=evm_address(2))
    other.refresh_from_db()  # it has become a copy of the real one
    return real, other


def short(number):
    address = evm_address(number)
    return f"{address[:6]}…{address[-4:]}"


def test_it_works(pages, usdc):
    """What is called the same is told apart where it is chosen: the best ranked first."""
    assert offered(pages(Asset).client, "usdc") == [
        f"USDC (USD Coin) · #7 · ethereum {short(1)}, polygon {short(1)}",
        f"USDC (USD Coin) · unranked · ethereum {short(2)} · looks like USDC (USD Coin)",
    ]
    (alike,) = offered(pages(Asset).client, "u5dc")
    assert alike.endswith("looks like USDC (USD Coin)")
    assert "no deployment, id …" in alike


def test_what_is_gone_is_marked_where_it_can_be_chosen(pages, usdc):
    usdc[1].delete()
    assert offered(pages(Asset).client, "usdc")[1].endswith("· deleted")


def test_it_is_told_apart_in_lists_and_on_pages(pages, usdc):
    _, other = usdc
    flag = FlagFactory(asset=other)
    member = MemberFactory(asset=other)
    marks = f"unranked · ethereum {short(2)}"
    assert f"ethereum {short(2)}" in page(pages, Asset, "changelist")
    assert marks in page(pages, QualityFlag, "changelist")
    assert marks in page(pages, QualityFlag, "change", flag)
    assert marks in page(pages, QualityFlag, "add", asset=other.pk)
    assert marks in page(pages, AssetGroup, "change", member.group)


def test_choosing_takes_a_fixed_number_of_queries(pages, usdc):
    client = pages(Asset).client
    offered(client, "usdc")
    first = queries(lambda: offered(client, "usdc"))
    for number in range(5):
        DeploymentFactory(asset=AssetFactory(symbol="USDC", name="another"), address=evm_address(10 + number))
    assert queries(lambda: offered(client, "usdc")) == first


def test_pages_take_a_fixed_number_of_queries(pages, usdc):
    real, _ = usdc
    group = GroupFactory()

    def open_all():
        page(pages, AssetGroup, "change", group)
        page(pages, Asset, "change", real)
        page(pages, Asset, "changelist")

    def more():
        derived = RelationshipFactory(from_asset=real).to_asset
        FlagFactory(asset=derived)
        FlagFactory(asset=real)
        MemberFactory(group=group, asset=DeploymentFactory(asset=AssetFactory()).asset)
        DeploymentFactory(asset=real)
        IdentifierFactory(asset=real)

    more()
    open_all()
    first = queries(open_all)
    for _ in range(4):
        more()
    assert queries(open_all) == first


def test_its_flags_are_shown_with_links(pages):
    wrapped = RelationshipFactory(from_asset__symbol="USDC.e", to_asset__symbol="USDC")
    own = FlagFactory(asset=wrapped.from_asset, severity=Severity.LOW, reason="thin")
    resolved = FlagFactory(asset=wrapped.from_asset, reason="of old")
    pages(QualityFlag).save(resolved, resolution_notes="done")
    inherited = FlagFactory(asset=wrapped.to_asset, reason="drained & gone")
    shown = page(pages, Asset, "change", wrapped.from_asset)
    for flag, text in (
        (own, "EXPLOITED LOW by tests: thin"),
        (inherited, "EXPLOITED CRITICAL by tests: drained &amp; gone</a> inherited: "),
    ):
        assert reverse("admin:registry_qualityflag_change", args=[flag.pk]) in shown
        assert text in shown
    path = [f"{asset} · unranked · no deployment" for asset in (wrapped.from_asset, wrapped.to_asset)]
    assert re.search(f"inherited: {re.escape(path[0])}[^→]* → {re.escape(path[1])}", shown)
    assert "of old" not in shown
    assert f"?asset={wrapped.from_asset.pk}" in shown


def test_the_list_shows_flags_and_finds_by_them(pages):
    wrapped = RelationshipFactory(from_asset__symbol="USDC.e", to_asset__symbol="USDC")
    FlagFactory(asset=wrapped.to_asset)
    FlagFactory(asset=AssetFactory(symbol="LOWLY"), severity=Severity.LOW)
    AssetFactory(symbol="CLEAN")
    shown = page(pages, Asset, "changelist")
    assert "CRITICAL EXPLOITED, inherited" in shown
    assert "LOW EXPLOITED" in shown
    assert listed(pages, flags="critical") == {"USDC", "USDC.e"}
    assert listed(pages, flags="any") == {"USDC", "USDC.e", "LOWLY"}
    assert listed(pages, flags="nonsense") == {"USDC", "USDC.e", "LOWLY", "CLEAN"}


def test_a_deleted_one_is_read_only_and_says_so(pages):
    known = IdentifierFactory(asset__symbol="GONE")
    asset = known.asset
    opened = pages(Asset).form("change", asset)
    asset.delete()
    shown = page(pages, Asset, "change", asset)
    assert "This asset was deleted on" in shown
    for control in ('name="_save"', 'name="name"', 'name="identifiers-0-external_id"'):
        assert control not in shown
    for inline in ("deployments", "identifiers"):
        assert pages(Asset).form("change", asset)[f"{inline}-MAX_NUM_FORMS"] == "0"
    added = {"identifiers-TOTAL_FORMS": "2", "identifiers-1-external_id": "x", "identifiers-1-source": "DTI"}
    answer = pages(Asset).send("change", asset, **{**opened, **added})
    told = pages(Asset).client.get(answer.response.url).content.decode()
    assert "Nothing was saved: this asset was deleted on" in told
    assert AssetIdentifier.objects.count() == 1


def test_a_merged_one_leads_to_what_it_became(pages):
    target = AssetFactory(symbol="USDC")
    source = AssetFactory(symbol="USDCOLD")
    source.delete()
    source.merged_into = target
    source.save()
    shown = page(pages, Asset, "change", source)
    assert f'merged into <a href="{pages(Asset).url("change", target)}"' in shown
    assert "Undelete" not in shown


def test_a_merged_one_shows_what_stands_against_what_it_became(pages):
    edge = RelationshipFactory(from_asset__symbol="USDC.e", to_asset__symbol="USDC")
    source = AssetFactory(symbol="USDCOLD")
    source.delete()
    source.merged_into = edge.from_asset
    source.save()
    for asset in (edge.from_asset, edge.to_asset):
        FlagFactory(asset=asset, reason=f"drained {asset.symbol}")
    shown = re.sub("<[^>]+>", "", page(pages, Asset, "change", source))
    steps = [f"{re.escape(str(asset))} · [^→]*" for asset in (source, edge.from_asset, edge.to_asset)]
    assert re.search(f"drained USDC.e inherited: {steps[0]} → {steps[1]}", shown)
    assert re.search(f"drained USDC inherited: {' → '.join(steps)}", shown)
    assert f"?asset={edge.from_asset.pk}" in page(pages, Asset, "change", source)
    assert listed(pages, flags="critical", state="gone") == {"USDCOLD"}
    assert "CRITICAL EXPLOITED, inherited" in page(pages, Asset, "changelist", state="gone")


def test_a_flag_without_grounds_says_nothing_about_them(pages):
    flag = FlagFactory(severity=Severity.LOW, reason=None)
    assert "EXPLOITED LOW by tests</a>" in page(pages, Asset, "change", flag.asset)


def undelete(pages, asset, **sent):
    url = reverse("admin:registry_asset_undelete", args=[asset.pk])
    answer = PageAnswer(pages(Asset).client.post(url, sent))
    return pages(Asset).client.get(answer.response.url).content.decode()


def test_a_deleted_one_can_be_brought_back(pages):
    asset = AssetFactory(symbol="BACK")
    asset.delete()
    sealed = pages(Asset).form("change", asset)["seen_version"]
    assert "BACK (" in undelete(pages, asset, seen_version=sealed)
    assert stored(asset).deleted_at is None
    told = undelete(pages, asset, seen_version=sealed)
    assert "not 2" in told or "not deleted" in told or "was changed after" in told


def test_what_nobody_saw_is_not_brought_back(pages):
    asset = AssetFactory()
    asset.delete()
    assert "was changed after you opened this page" in undelete(pages, asset)
    assert stored(asset).is_gone
    url = reverse("admin:registry_asset_undelete", args=[asset.pk])
    assert pages(Asset).client.get(url).status_code == 403
    for ask in (pages(Asset).client.get, pages(Asset).client.post):
        assert ask(url.replace(str(asset.pk), "nothing")).status_code == 404


def test_what_refers_to_assets_is_named_by_their_symbols(pages):
    edge = RelationshipFactory(from_asset__symbol="WETH", to_asset__symbol="ETH")
    member = MemberFactory(group__name="all_eth", asset=edge.from_asset)
    assert [str(row) for row in (edge, member)] == ["WETH WRAPS ETH", "all_eth: WETH"]

    def confirm():
        rows = [str(key) for key in AssetRelationship.objects.values_list("pk", flat=True)]
        sent = {"action": "delete_selected", "_selected_action": rows}
        asked = pages(AssetRelationship).send("changelist", **sent)
        assert "WETH WRAPS ETH" in asked.response.content.decode()

    confirm()
    first = queries(confirm)
    for _ in range(4):
        RelationshipFactory()
    assert queries(confirm) == first
