"""Events of listings say whether the asset or the symbol is new on the venue."""

from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import changes_pb2
from cqc.services.v1.resolution_pb2 import MERGE_DECISION_KEEP_TARGET
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.models import Change
from registry.services.merging.merge import merge
from registry.wire.changes import change_messages
from registry.wire.events import event_message
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

LISTINGS = {"VenueAsset": make.VenueAssetFactory, "VenueSymbol": make.VenueSymbolFactory}
LISTED = {"VenueAsset": "asset", "VenueSymbol": "symbol"}
NAME = {"VenueAsset": "venue_asset_symbol", "VenueSymbol": "venue_symbol"}
every_kind = pytest.mark.parametrize("kind", LISTINGS)


def told(kind: str) -> list[bool]:
    """What the events of this kind say, the first first."""
    changes = Change.objects.filter(event=f"{kind}Listed").order_by("id")
    return [event.is_new_listing for change in changes if (event := event_message(change)) is not None]


def again(kind: str, listing: Any, **other: Any) -> Any:
    """Another listing of the same on the same venue."""
    same = {"venue": listing.venue, LISTED[kind]: getattr(listing, LISTED[kind])}
    return LISTINGS[kind](**{**same, **other})


@every_kind
def test_it_works(kind: str) -> None:
    first = LISTINGS[kind]()
    first.delete()
    second = again(kind, first)
    assert told(kind) == [True, False]
    second.delete()
    again(kind, first, **{NAME[kind]: "RENAMED"})
    assert told(kind) == [True, False, False], "by what is listed, not by its name"


@every_kind
def test_what_is_delisted_no_more_is_listed_again(kind: str) -> None:
    listing = LISTINGS[kind]()
    listing.delete()
    listing.delisted_at, listing.is_active = None, True
    listing.save()
    assert told(kind) == [True, False]
    listing.is_active = False
    listing.save()
    assert [*Change.objects.filter(entity=kind).order_by("revision").values_list("event", flat=True)] == [
        f"{kind}Listed",
        f"{kind}Delisted",
        f"{kind}Listed",
        f"{kind}Updated",
    ]


@every_kind
def test_what_another_venue_lists_is_new_there(kind: str) -> None:
    first = LISTINGS[kind]()
    again(kind, first, venue=make.VenueFactory())
    LISTINGS[kind](venue=first.venue)
    assert told(kind) == [True, True, True]


@every_kind
def test_both_in_one_transaction(kind: str) -> None:
    with transaction.atomic():
        first = LISTINGS[kind]()
        first.delete()
        again(kind, first)
        assert told(kind) == [True, False], "before the commit"
    assert told(kind) == [True, False]


def test_a_merge_does_not_change_what_was_told() -> None:
    first = make.VenueAssetFactory()
    first.delete()
    other = make.VenueAssetFactory(venue=first.venue)
    merge(first.asset_id, other.asset_id, decisions={}, default=MERGE_DECISION_KEEP_TARGET)
    assert told("VenueAsset") == [True, True]


def test_a_client_is_told(stub: Any) -> None:
    first = make.VenueSymbolFactory()
    first.delete()
    request = pb.CreateVenueSymbolRequest(
        venue_id=first.venue_id, symbol_id=str(first.symbol_id), venue_symbol=first.venue_symbol
    )
    stub.CreateVenueSymbol(request)
    listed = changes_pb2.ListChangesRequest(event_type="VenueSymbolListed")
    events = []
    for change in stub.ListChanges(listed).changes:
        event = event_message(Change.objects.get(pk=change.change_id))
        assert event is not None
        assert change.event.Unpack(event)
        events.append(event.is_new_listing)
    assert events == [False, True]


def test_many_cost_no_more_than_one() -> None:
    make.VenueSymbolFactory()
    for count in (1, 4):
        changes = list(Change.objects.filter(event="VenueSymbolListed"))
        assert len(changes) == count
        with CaptureQueriesContext(connection) as captured:
            change_messages(changes)
        assert len(captured) == 1
        make.VenueSymbolFactory.create_batch(3)
