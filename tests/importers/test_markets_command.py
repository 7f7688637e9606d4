"""`manage.py import_markets`, from a file and from an API."""

import json
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from registry.importers.engine.tables import Tables
from registry.importers.markets.exchange import Unreachable, fetch_json
from registry.importers.markets.reading import VENUES, importer_of
from registry.models import VenueSymbol

from . import markets_world as world
from .sources import claims_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


@pytest.fixture
def answer(tmp_path):
    path = tmp_path / "products.json"
    path.write_text(json.dumps([world.coinbase_product("ETH-USD"), world.coinbase_product("NKN-USD")]))
    return path


def command(*arguments):
    output = StringIO()
    call_command("import_markets", *map(str, arguments), stdout=output)
    return output.getvalue()


def test_it_works(answer):
    shown = command("coinbase", "--file", answer, "--observed", "2021-04-17")
    assert "2 markets in the answer, 1 in the registry" in shown
    why = "neither coinbase's listings nor the code table say what it is on 2021-04-17"
    assert f"  coinbase:NKN-USD: unmapped code NKN: {why}" in shown.splitlines()
    claims = claims_of(world.listing("coinbase", "ETH-USD"))
    assert claims["tick_size", "venue"].observed == date(2021, 4, 17)


def test_a_change_is_shown(answer):
    command("coinbase", "--file", answer)
    answer.write_text(json.dumps([world.coinbase_product("ETH-USD", quote_increment="0.05")]))
    assert "coinbase:ETH-USD: tick_size 0.01 -> 0.05" in command("coinbase", "--file", answer)


def test_a_dry_run_writes_nothing(answer):
    shown = command("coinbase", "--file", answer, "--dry-run")
    assert "This was a dry run: nothing was written." in shown
    assert not VenueSymbol.objects.exists()


def test_delist(answer):
    command("coinbase", "--file", answer)
    answer.write_text(json.dumps([world.coinbase_product("ADA-USD")]))
    assert "coinbase:ETH-USD: no longer listed" in command("coinbase", "--file", answer)
    assert "coinbase:ETH-USD: delisted_at None -> " in command("coinbase", "--file", answer, "--delist")
    assert VenueSymbol.objects.get(venue_symbol="ETH-USD").is_gone


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "cannot be read: No such file or directory"),
        ("{", "is not JSON"),
        ("null", "holds no answer of a venue"),
        ("[]", "none of the 0 rows of coinbase's answer is a market"),
    ],
)
def test_a_file_that_is_no_answer(tmp_path, text, problem):
    path = tmp_path / "wrong.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CommandError, match=problem):
        command("coinbase", "--file", path)


def test_a_venue_whose_answers_cannot_be_read(answer):
    with pytest.raises(CommandError, match="invalid choice: 'uniswap_v3_base'"):
        command("uniswap_v3_base", "--file", answer)


def test_a_day_that_is_none(answer):
    with pytest.raises(CommandError, match="'yesterday' is not a day such as 2026-11-20"):
        command("coinbase", "--file", answer, "--observed", "yesterday")


def test_every_venue_that_can_be_read():
    assert {"binance", "coinbase", "kraken", "deribit", "bitmex"} <= set(VENUES)


BITMEX = """[{"symbol": "XBTUSD", "typ": "FFWCSX", "state": "Open", "underlying": "XBT", "quoteCurrency": "USD",
"settlCurrency": "XBt", "tickSize": 1e-08, "lotSize": 100, "maxOrderQty": 9999999999999999,
"makerFee": -0.00025, "takerFee": 0.00075}]"""


class Api(BaseHTTPRequestHandler):
    """Coinbase's products, BitMEX's instruments, and nothing else."""

    def do_GET(self):
        text = {"/products": json.dumps([world.coinbase_product("ETH-USD")]), "/bitmex": BITMEX}.get(
            self.path
        )
        self.send_response(200 if text else 503)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write((text or "{}").encode())

    def log_message(self, *args):
        """Nothing on the terminal."""


@pytest.fixture
def api():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def at(api):
    """The settings by which ccxt finds an exchange there."""
    return {"urls": {"api": {"public": api}}}


def test_a_live_api(api):
    importer_of("coinbase", world.today(), settings=at(api)).run(Tables())
    assert world.listing("coinbase", "ETH-USD").lot_size == Decimal("0.00000001")


def test_a_live_api_that_ccxt_does_not_know(api):
    importer_of("bitmex", world.today(), [fetch_json(f"{api}/bitmex")]).run(Tables())
    found = world.listing("bitmex", "XBTUSD")
    assert (found.max_order_size, f"{found.tick_size.normalize():f}") == (9999999999999999, "0.00000001")


def test_a_live_api_that_does_not_answer(api):
    with pytest.raises(Unreachable, match="kraken: ExchangeNotAvailable"):
        importer_of("kraken", world.today(), settings=at(api))
    with pytest.raises(Unreachable, match="ExchangeNotAvailable"):
        fetch_json(f"{api}/elsewhere")
