"""When something is listed, halted and delisted, by the RPCs."""

from datetime import UTC, datetime, timedelta

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from tests.factories import SymbolFactory, VenueAssetFactory, VenueFactory, VenueSymbolFactory

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


def moment(**ago):
    return Timestamp(seconds=int((datetime.now(UTC) - timedelta(**ago)).timestamp()))


PAST, LATER, FUTURE = moment(days=30), moment(days=20), moment(days=-30)


LISTINGS = ("venue_symbol", "venue_asset")


@pytest.fixture(params=["symbol", *LISTINGS])
def update(stub, request):
    """Updates one delistable row: by its mask, its fields."""
    kind = request.param
    factory = {"symbol": SymbolFactory, "venue_symbol": VenueSymbolFactory, "venue_asset": VenueAssetFactory}[
        kind
    ]
    name = "".join(part.title() for part in kind.split("_"))
    row = factory()

    def update(*mask, **fields):
        message = getattr(pb, f"Update{name}Request")(**{f"{kind}_id": str(row.pk)}, **fields)
        message.update_mask.paths.extend(mask)
        return getattr(getattr(stub, f"Update{name}")(message), kind)

    return update


def test_it_works(update):
    assert not update(is_active=False).is_active
    assert update(is_active=True).is_active
    gone = update(delisted_at=PAST)
    assert (gone.is_active, gone.delisted_at) == (False, PAST)


def test_what_is_delisted_is_not_active(update):
    gone = update(delisted_at=PAST)
    error = refused(lambda: update(is_active=True), StatusCode.INVALID_ARGUMENT, field="is_active")
    assert "clear delisted_at" in error.details()
    assert update(is_active=False).version == gone.version
    back = update("delisted_at", "is_active", is_active=True)
    assert (back.is_active, back.HasField("delisted_at")) == (True, False)


def test_a_delisting_is_not_in_the_future(update):
    error = refused(lambda: update(delisted_at=FUTURE), StatusCode.INVALID_ARGUMENT, field="delisted_at")
    assert "in the future" in error.details()
    assert not update(delisted_at=moment(seconds=-30)).is_active


@pytest.mark.parametrize("update", LISTINGS, indirect=True)
def test_nothing_is_delisted_before_it_is_listed(update):
    wrong = {"listed_at": LATER, "delisted_at": PAST}
    error = refused(lambda: update(**wrong), StatusCode.INVALID_ARGUMENT, field="delisted_at")
    assert "must not be before listed_at" in error.details()
    assert update(listed_at=FUTURE).listed_at == FUTURE
    assert update("listed_at", "delisted_at", delisted_at=PAST).delisted_at == PAST


@pytest.fixture
def shut_out(stub):
    """A live listing whose name a later pattern does not allow."""
    row = VenueSymbolFactory(venue_symbol="RVARVB")
    stub.UpdateVenue(pb.UpdateVenueRequest(venue_id=row.venue_id, symbol_pattern="[a-z]+"))
    return row


def test_a_pattern_that_came_later_stops_no_change(stub, shut_out):
    def update(**fields):
        request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(shut_out.pk), **fields)
        return stub.UpdateVenueSymbol(request).venue_symbol

    assert not update(is_active=False).is_active
    assert update(taker_fee=0.5).taker_fee == 0.5
    assert not update(delisted_at=PAST).is_active


def test_what_is_listed_again_fits_the_pattern(stub, shut_out):
    request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(shut_out.pk), delisted_at=PAST)
    stub.UpdateVenueSymbol(request)
    request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(shut_out.pk), is_active=True)
    request.update_mask.paths.extend(["delisted_at", "is_active"])
    refused(lambda: stub.UpdateVenueSymbol(request), StatusCode.INVALID_ARGUMENT, field="venue_symbol")


def test_a_pattern_is_for_what_is_listed_from_now_on(stub, shut_out):
    def listed(name):
        fields = {"venue_id": shut_out.venue_id, "venue_symbol": name, "symbol_id": str(SymbolFactory().pk)}
        return stub.CreateVenueSymbol(pb.CreateVenueSymbolRequest(**fields)).venue_symbol

    refused(lambda: listed("BTCUSDT"), StatusCode.INVALID_ARGUMENT, field="venue_symbol")
    assert listed("btcusdt").is_active


@pytest.mark.parametrize("same", [True, False])
def test_a_name_is_taken_whatever_is_listed_under_it(stub, same):
    row = VenueSymbolFactory(venue_symbol="BTCUSDT")
    symbol = row.symbol if same else SymbolFactory()
    again = pb.CreateVenueSymbolRequest(
        venue_id=row.venue_id, venue_symbol="BTCUSDT", symbol_id=str(symbol.pk)
    )
    error = refused(lambda: stub.CreateVenueSymbol(again), StatusCode.ALREADY_EXISTS)
    assert "the venue has a live listing under this name" in error.details()


def test_a_pattern_that_would_take_all_memory(stub):
    venue = VenueFactory()
    wrong = pb.UpdateVenueRequest(venue_id=venue.pk, symbol_pattern="(?R)")
    error = refused(lambda: stub.UpdateVenue(wrong), StatusCode.INVALID_ARGUMENT, field="symbol_pattern")
    assert "counts up to 128" in error.details()
