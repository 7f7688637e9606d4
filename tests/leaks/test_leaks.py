"""Secrets are planted everywhere, the program is used and broken, and then no secret is found anywhere.

What a caller sends comes back to nobody; what the configuration has stays in the program.
"""

from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from tests.collector import Collector, collecting
from tests.cqi.auth.issuer import SUBJECT
from tests.leaks.calls import broken_call, calls
from tests.leaks.places import kept_by_postgres, kept_by_redis, kept_in_files
from tests.leaks.planted import Planted
from tests.leaks.visits import ADMIN, Browser, visits
from tests.leaks.world import SERVICE, RunningWorld

PEOPLE = f"""
from django.contrib.auth.models import User
from cqi.auth.models import ExternalIdentity
from registry.models import Asset
import os
user = User.objects.get(username="{SERVICE}")
ExternalIdentity.objects.create(user=user, kind="TOKEN", name="{SUBJECT}")
User.objects.create_superuser("{ADMIN}", password=os.environ["PLANTED"])
Asset(symbol="BTC", name="Bitcoin", asset_type="NATIVE").save()
other = User.objects.create(username="other")
print(other.pk)
"""

BROKEN_FILE = """
database:
  password: "{0}
  {0}: [
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[RunningWorld]:
    made = RunningWorld(tmp_path_factory.mktemp("leaks"), Planted())
    try:
        prepare(made)
        yield made
    finally:
        made.stop()


def prepare(world: RunningWorld) -> None:
    """Keys, a token's subject and an admin. What these commands say is for whom the key is shown to."""
    planted, variables = world.planted, world.variables
    for name in ("an API key", "a revoked key"):
        planted.add(name, world.manage("apikey", "create", SERVICE, variables=variables).strip())
    world.manage("apikey", "revoke", planted["a revoked key"], variables=variables)
    given = variables | {"PLANTED": planted["password of an admin"]}
    planted.user_of_keys = int(world.manage("shell", "-v0", "-c", PEOPLE, variables=given))
    world.said.clear()


@pytest.fixture(scope="module", params=["production", "development"])
def used(request, world) -> Iterator[dict[str, bytes]]:
    """All that was said and kept while the program was used, by where."""
    mode, planted = request.param, world.planted
    told: dict[str, bytes] = {}
    with collecting() as collector:
        variables = {
            "CQI_SERVICE_ENVIRONMENT": mode,
            "CQI_LOG_FORMAT": "json" if mode == "production" else "console",
            "CQI_TRACING_ENABLED": "true",
            "CQI_TRACING_SAMPLE_RATE": "1",
            "CQI_OTLP_ENDPOINT": collector.endpoint,
            "CQI_HTTP_TRUSTED_PROXIES": "127.0.0.1" if mode == "production" else "",
            "CQI_ADMIN_OTP_REQUIRED": "false",
        }
        with world.serving(**variables) as program:
            told["answers"] = calls(program.grpc_port, planted)
            browser = visits(program.http_port, planted, mode)
            with world.without("registry_asset"):
                told["the answer to a broken call"] = broken_call(program.grpc_port, planted)
                status, told["the page of a bug"] = page_of(browser, "/admin/registry/asset/")
                assert status == 500
            with world.without("django_session"):
                status, told["the page without sessions"] = page_of(browser, "/admin/")
                assert status == 500
            with urlopen(f"http://127.0.0.1:{program.ops_port}/metrics", timeout=30) as page:
                told["metrics"] = page.read()
            told |= dict(kept_by_postgres(world)) | dict(kept_by_redis(world.client()))
        told["spans"] = spans(collector)
    yield told | world.said | dict(kept_in_files(world))
    world.said.clear()


def page_of(browser: Browser, path: str) -> tuple[int, bytes]:
    status, text = browser.ask(path)
    return status, text.encode()


def spans(collector: Collector) -> bytes:
    """All that the collector was sent."""
    received = []
    while not collector.received.empty():
        received.append(collector.received.get())
    return b"\n".join(export.SerializeToString() + str(export).encode() for export in received)


def leaks(planted: Planted, told: dict[str, bytes]) -> list[str]:
    return [f"{name} is in {place}" for place, content in told.items() for name in planted.found_in(content)]


def test_they_are_found_where_they_are():
    planted = Planted()
    key = planted.add("a key", "cqk_0123456789abcdef_" + "0123456789abcdef" * 4)
    for content in (key, key.encode().hex(), repr(bytes.fromhex(key[-64:])), f"password={key[21:]}"):
        assert planted.found_in(content.encode()) == {"a key"}, content
    assert planted.found_in(planted.tls.key) == {"key of TLS"}


def test_a_program_that_is_used_shows_none(world, used):
    assert leaks(world.planted, used) == []


def test_it_was_used(used):
    said = b"".join(text for place, text in used.items() if "serve" in place)
    assert b"wrong secret" in said
    assert b"rpc_failed" in said
    assert b"Internal Server Error: /admin/" in said
    assert b"GetVenue" in used["spans"]
    assert b"cqar_grpc_request_duration_seconds" in used["metrics"]
    assert b"pbkdf2" in used["table auth_user"]
    assert any(place.startswith("entry") for place in used)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--deploy"],
        ["diffsettings"],
        ["diffsettings", "--all"],
        ["dumpdata"],
        ["apikey", "list"],
    ],
    ids=" ".join,
)
def test_a_command_shows_none(world, arguments):
    world.said.clear()
    world.manage(*arguments, variables=world.variables)
    assert leaks(world.planted, world.said) == []


@pytest.mark.parametrize("mode", ["production", "development"])
@pytest.mark.parametrize(
    ("command", "variable"),
    [
        ("serve", "CQI_DATABASE_PASSWORD"),
        ("showmigrations", "CQI_DATABASE_PASSWORD"),
        ("migrate", "CQI_DATABASE_OWNER_PASSWORD"),
    ],
)
def test_a_start_that_the_database_refuses_shows_none(world, command, variable, mode):
    world.said.clear()
    wrong = {variable: world.planted["a wrong password of PostgreSQL"]}
    world.manage(command, variables=world.variables | wrong | {"CQI_SERVICE_ENVIRONMENT": mode}, code=1)
    assert b"password authentication failed" in b"".join(world.said.values())
    assert leaks(world.planted, world.said) == []


def test_a_cache_that_refuses_shows_none(world):
    world.said.clear()
    with world.serving(CQI_CACHE_PASSWORD=world.planted["a wrong password of Redis"]) as program:
        told = calls(program.grpc_port, world.planted)
        with urlopen(f"http://127.0.0.1:{program.ops_port}/health/ready", timeout=30) as page:
            ready = page.read()
    assert b"degraded" in ready
    assert leaks(world.planted, world.said | {"answers": told, "health": ready}) == []


def test_a_configuration_that_is_refused_shows_none(world, tmp_path):
    world.said.clear()
    secret = world.planted["password of PostgreSQL"]
    (tmp_path / "config.yaml").write_text(BROKEN_FILE.format(secret))
    wrong = {
        "CQI_CONFIG": str(tmp_path / "config.yaml"),
        "CQI_DATABASE_HOST": f"postgres://cqar:{secret}@db.internal",
        "CQI_CACHE_HOST": f"redis://:{world.planted['password of Redis']}@cache.internal",
        "CQI_NATS_URL": f"http://cqar:{world.planted['token of NATS']}@bus.internal",
        "CQI_OTLP_ENDPOINT": f"http://cqar:{secret}@otel.internal:4317",
        "CQI_TOKENS_JWKS_URL": f"https://cqar:{secret}@issuer.internal",
        "CQI_API_KEY_OTHER": world.planted["a configured key"],
        "CQI_SECRET_KEY": world.planted["the secret key"][:30],
    }
    world.manage("check", variables=world.variables | wrong, code=1)
    said = b"".join(world.said.values())
    assert said.count(b"\n") > 4
    assert leaks(world.planted, world.said) == []
    assert world.planted["the secret key"][:30].encode() not in said
