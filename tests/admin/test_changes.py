"""The list of changes, and the page of one."""

import re

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from cqi.context import acting_as, because, for_request
from registry.admin.changes import ChannelFilter, EventFilter, by_row_actor_or_request
from registry.models import Asset, AssetDeployment, Change
from tests.factories import AssetFactory, DeploymentFactory, FlagFactory, MemberFactory, VenueFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listed(pages):
    def open_list(**query):
        answer = pages(Change).client.get(pages(Change).url("changelist"), query)
        assert answer.status_code == 200
        return [row.event for row in answer.context["cl"].result_list]

    return open_list


def test_it_works(listed):
    asset = AssetFactory()
    with acting_as("risk-desk", "grpc"), for_request("r-1"):
        FlagFactory(asset=asset)
    VenueFactory()
    assert listed() == ["VenueCreated", "QualityFlagRaised", "AssetCreated"]
    assert listed(q=str(asset.pk)) == listed(q=asset.pk.hex.upper()) == ["AssetCreated"]
    assert listed(q="risk-desk") == listed(q="r-1") == ["QualityFlagRaised"]
    assert listed(q="risk") == []
    assert listed(entity="Venue") == ["VenueCreated"]
    assert listed(event="QualityFlagRaised") == listed(channel="grpc") == ["QualityFlagRaised"]
    assert listed(channel="grpc", entity="Asset") == []
    assert listed(event="QualityFlagRaised", entity="AssetQualityFlag", channel="grpc") == [
        "QualityFlagRaised"
    ]
    assert listed(event="QualityFlagRaised", entity="Venue") == []


def test_what_was_said_stands_in_the_list(pages):
    with because("a new coin"):
        AssetFactory()
    VenueFactory()
    page = pages(Change).client.get(pages(Change).url("changelist")).content.decode()
    whys = [
        " ".join(re.sub(r"<[^>]*>", " ", cell).split())
        for cell in re.findall(r"field-why.*?</td>", page, re.DOTALL)
    ]
    assert [why.rpartition(">")[2].strip() for why in whys] == ["not said", "a new coin"]


def test_events_are_those_of_the_chosen_kind(rf):
    def offered(address):
        request = rf.get(f"/?{address}")
        return dict(EventFilter(request, QueryDict(address).copy(), Change, None).lookup_choices)

    flags = ["AssetQualityFlagUpdated", "QualityFlagRaised", "QualityFlagResolved"]
    assert [*offered("entity=AssetQualityFlag")] == flags
    assert {"AssetMerged", "ChainRegistered", *flags} < {*offered("")}
    assert "ChainDeleted" not in offered("")


def test_an_odd_column_does_not_sort(listed):
    AssetFactory()
    VenueFactory()
    for odd in ("1", "-8", "99", "x"):
        assert listed(o=odd) == ["VenueCreated", "AssetCreated"]


def test_every_way_to_look_is_an_index(rf):
    """Not only of a plan for these few rows: each filter's column begins an index that ends with the revision."""
    ordered = {tuple(index.fields) for index in Change._meta.indexes}
    assert {("entity", "-revision"), ("event", "-revision"), ("channel", "-revision")} <= ordered
    assert {("entity", "channel", "-revision"), ("event", "channel", "-revision")} <= ordered
    AssetFactory()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        request = rf.get("/?channel=admin")
        chosen = ChannelFilter(request, QueryDict("channel=admin").copy(), Change, None)
        for rows in (
            chosen.queryset(request, Change.objects.all()),
            Change.objects.filter(by_row_actor_or_request("no such text")),
        ):
            assert "Index Cond" in rows.explain()


def test_a_page_tells_all_that_can_be_read(pages):
    with transaction.atomic(), acting_as("importer"), for_request("r-7"):
        coin = DeploymentFactory(decimals=6)
    coin.decimals, coin.metadata = 18, {"seen": "<b>twice</b>"}
    coin.save()
    created = Change.objects.get(event="AssetDeploymentCreated")
    client = pages(Change).client
    page = client.get(pages(Change).url("change", created)).content.decode()
    for text in (
        "importer",
        "r-7",
        "AssetCreated",
        "ChainRegistered",
        f"address: {coin.address}",
        "decimals: 6",
    ):
        assert text in page, text
    assert "not said" in page, "the reason"
    assert pages(AssetDeployment).url("history", coin) in page
    assert pages(Asset).url("history", coin.asset) in page
    changed = Change.objects.latest("revision")
    page = client.get(pages(Change).url("change", changed)).content.decode()
    assert ">6</td>" in page
    assert ">18</td>" in page
    assert "&lt;b&gt;twice" in page
    assert "memoryview" not in page
    assert "\\x" not in page


def test_what_was_removed_is_told_whole(pages):
    member = MemberFactory(weight="2.5")
    member.delete()
    change = Change.objects.get(event="AssetGroupMemberDeleted")
    page = pages(Change).client.get(pages(Change).url("change", change)).content.decode()
    assert ">weight</td>" in " ".join(page.split())
    assert "It is" not in page
