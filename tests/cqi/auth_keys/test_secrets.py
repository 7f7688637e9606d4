"""The secret of a key is with whoever was shown it, and nowhere else."""

import logging
from io import StringIO

import pytest
import structlog
from django.core.management import call_command
from django.db import connection

from cqi.auth.keys import issue
from cqi.auth.models import ApiKey
from cqi.errors import Unauthenticated
from tests.cqi.auth_keys.conftest import CONFIGURED

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """What is logged, at any level, as text."""
    usual, lines = structlog.get_config(), StringIO()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        logger_factory=structlog.WriteLoggerFactory(lines),
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)],
    )
    yield lines
    structlog.configure(**usual)


def spellings(text: str) -> set[str]:
    """The secret as it would be found: as text, and as PostgreSQL and Python show its bytes."""
    secret = text.rpartition("_")[2]
    return {secret, secret.encode().hex(), bytes.fromhex(secret).hex(), str(bytes.fromhex(secret))}


def tables() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f"SELECT row::text FROM {connection.ops.quote_name(name)} AS row")
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def test_it_is_nowhere(service, directory, log, capfd):
    user = service("router", "admin")
    key, hidden = issue(user, label="eu-1")
    text = hidden.get_secret_value()
    known = directory(router=CONFIGURED)
    known.by_key(text)
    known.by_key(CONFIGURED)
    known.refresh()
    for wrong in (text + "0", text.replace("cqk_", "cqk_0")):
        with pytest.raises(Unauthenticated) as caught:
            known.by_key(wrong)
        log.write(f"{caught.value!r} {caught.value} {caught.value.info}")
    dump = StringIO()
    call_command("dumpdata", stdout=dump)
    call_command("apikey", "list", stdout=dump)
    shown = f"{hidden!r} {hidden} {key!r} {key} {known!r} {vars(known)!r} {known._snapshot!r}"
    stored, said = tables(), "".join(capfd.readouterr())
    assert key.public_id in stored
    assert key.public_id in dump.getvalue()
    assert "not_authenticated" in log.getvalue()
    for secret in spellings(text) | spellings(CONFIGURED):
        for where in (stored, dump.getvalue(), log.getvalue(), shown, said):
            assert secret not in where


def test_what_is_kept_opens_nothing(service, key, directory):
    text = key(service("router"))
    kept = bytes(ApiKey.objects.get().digest).hex()
    with pytest.raises(Unauthenticated):
        directory().by_key(text.rpartition("_")[0] + "_" + kept)
    with pytest.raises(Unauthenticated):
        directory().by_key(kept)
