"""An import that was cut off, wherever, and is run again ends with the rows of one that was not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cqi.database import unhurried
from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.claimed.relations import RelationCandidate
from registry.importers.engine.importer import Importer
from registry.importers.engine.tables import Tables
from registry.models import Change, Row
from registry.values.choices import RelationshipType
from registry.writing.changes import changed
from tests.factories import ChainFactory, evm_address
from tests.programs import ROOT, environment

from .natural import content

IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])

CHAINS = ("one", "two")
IDS = st.sampled_from([ExternalId("COINGECKO", name) for name in ("a", "b", "c")])
PLACES = st.builds(
    Place,
    chain=st.sampled_from([ChainName(chain) for chain in CHAINS]),
    address=st.sampled_from([None, *map(evm_address, range(3))]),
    decimals=st.sampled_from([None, 6, 18]),
    metadata=st.sampled_from([{}, {"denom": "x"}]),
)
# Two of the symbols look alike: which of the assets imitates which follows from their ranks and their order.
COINS = st.builds(
    AssetCandidate,
    record=st.just("coin"),
    symbol=st.sampled_from(["USDC", "USDС", "usdc"]),
    name=st.sampled_from([" Coin", "Token"]),
    asset_type=st.just("ERC20"),
    identifiers=st.just(()),
    places=st.lists(PLACES, max_size=3).map(tuple),
    refresh=st.just(("market_cap_rank",)),
    derived=st.sampled_from([{}, {"symbol": "in capitals"}]),
)


def ranked(coin: AssetCandidate, known: tuple[str, int | None]) -> AssetCandidate:
    """The source says one rank of an id."""
    name, rank = known
    return replace(coin, identifiers=(ExternalId("COINGECKO", name),), facts={"market_cap_rank": rank})


RANKED_COINS = st.builds(ranked, COINS, st.sampled_from([("a", 1), ("b", 2), ("c", None)]))
RELATIONS = st.builds(
    RelationCandidate,
    record=st.just("relation"),
    relationship_type=st.sampled_from([RelationshipType.WRAPS, RelationshipType.BRIDGES]),
    from_asset=PLACES | IDS,
    to_asset=PLACES | IDS,
)


class CutOff(BaseException):
    """The end of a process in the middle of an import."""


@contextmanager
def cut_off(after: int) -> Iterator[None]:
    """Ends what is done inside after so many writes of rows of one model; what is not committed by then is gone."""
    writes = iter(range(after))

    def count(rows: list[Row], **_: Any) -> None:
        if next(writes, None) is None:
            raise CutOff

    changed.connect(count)
    try:
        yield
    except CutOff:
        pass
    finally:
        changed.disconnect(count)


@pytest.fixture
def chains(db: None) -> None:
    for slug in CHAINS:
        ChainFactory(chain_id=slug, chain_name=slug.title())


def is_quiet(importer: Importer) -> bool:
    """Whether it has nothing to do."""
    plan = importer.plan(Tables())
    return plan.is_empty and not plan.claims


@pytest.mark.usefixtures("chains")
@pytest.mark.timeout(600)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
@given(
    st.lists(COINS | RANKED_COINS | RELATIONS, max_size=10),
    st.integers(1, 6),
    st.lists(st.integers(0, 8), max_size=3),
)
def test_wherever_it_is_cut_off(records: list[Any], at_once: int, cuts: list[int]) -> None:
    """Of a source that has relations after what they relate, and for which a second import has nothing to do."""
    in_order = sorted(records, key=lambda record: isinstance(record, RelationCandidate))
    importer = replace(IMPORTER, read=lambda: in_order)
    with unhurried(), transaction.atomic():
        importer.run(Tables())
        whole, quiet = content(), is_quiet(importer)
        transaction.set_rollback(True)
    assume(quiet)
    with unhurried(), transaction.atomic():
        for cut in cuts:
            with cut_off(cut):
                importer.run(Tables(), at_once=at_once)
        importer.run(Tables(), at_once=at_once)
        assert content() == whole
        assert is_quiet(importer)
        transaction.set_rollback(True)


SEEDED = ("fiat", "viem_chains")


def seed(log: Path) -> "subprocess.Popen[bytes]":
    """`manage.py seed` in a process of its own, on the database of this test."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    ours |= {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"]}
    variables = environment(Path(ours["CQI_EMBEDDED_DATA_PATH"]), **ours)
    command = [sys.executable, "manage.py", "seed", "--at-once", "20", *(f"--only={name}" for name in SEEDED)]
    with log.open("w") as file:
        return subprocess.Popen(command, cwd=ROOT, env=variables, stdout=file, stderr=file)


def wait_for(changes: float, program: "subprocess.Popen[bytes]") -> None:
    """Until so many changes are committed, or the program has ended."""
    while program.poll() is None and Change.objects.count() < changes:
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_a_seed_that_is_killed(tmp_path: Path) -> None:
    """In the middle of the second importer."""
    call_command("seed", *(f"--only={name}" for name in SEEDED), stdout=StringIO())
    whole, rows = content(), Change.objects.count()
    call_command("flush", verbosity=0, interactive=False)
    log = tmp_path / "seed.log"
    with seed(log) as program:
        wait_for(rows / 2, program)
        program.kill()
    assert program.returncode == -signal.SIGKILL, log.read_text()
    assert rows / 2 <= Change.objects.count() < rows
    with seed(log) as program:
        assert program.wait() == 0, log.read_text()
    assert content() == whole
