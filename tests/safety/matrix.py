"""What can be wrong with PostgreSQL and with Redis, and the assets that are asked about in each case."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import tradeability_pb2 as trade
from uuid_utils import uuid7

from registry.reading.resources import ASSET
from tests.programs import ROOT, soon
from tests.safety.servers import Backing

ASSETS = """
import json
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory

clean, flagged, origin, inherits, deleted = AssetFactory.create_batch(5)
FlagFactory(asset=flagged)
FlagFactory(asset=origin)
RelationshipFactory(from_asset=inherits, to_asset=origin)
deleted.delete()
merged = {"merged": flagged, "merged into clean": clean}
found = {"clean": clean, "flagged": flagged, "inherits": inherits, "deleted": deleted}
for name, target in merged.items():
    found[name] = AssetFactory(merged_into=target, deleted_at=timezone.now())
print(json.dumps({name: str(asset.pk) for name, asset in found.items()}))
"""

TRADEABLE = {"clean", "merged into clean"}
ANSWERING = {"up", "read-only", "slow"}
"""The states of PostgreSQL in which it answers, sooner or later, as the primary."""

YES = {"ALLOW", "no critical flag", "is_tradeable"}
"""The answers that let a trade pass."""


def make_assets(backing: Backing) -> dict[str, str]:
    """The asset ids by what is the matter with each, in a new registry."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ASSETS]
    done = subprocess.run(
        command, cwd=ROOT, env=backing.variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {**json.loads(done.stdout.splitlines()[-1]), "unknown": str(uuid7())}


def check_tradeable(stub: Any, asset_id: str, timeout: float) -> str:
    request = trade.CheckTradeableRequest(keys=[trade.TradeKey(asset_id=asset_id)])
    (check,) = stub.CheckTradeable(request, timeout=timeout).checks
    return trade.TradeDecision.Name(check.decision).removeprefix("TRADE_DECISION_")


def list_quality_flags(stub: Any, asset_id: str, timeout: float) -> str:
    request = pb.ListQualityFlagsRequest(asset_id=asset_id, min_severity="FLAG_SEVERITY_CRITICAL")
    return "critical flag" if stub.ListQualityFlags(request, timeout=timeout).flags else "no critical flag"


def get_asset(stub: Any, asset_id: str, timeout: float) -> str:
    request = pb.GetAssetRequest(asset_id=asset_id, with_tradeability=True)
    tradeable = stub.GetAsset(request, timeout=timeout).is_tradeable
    return "is_tradeable" if tradeable else "not is_tradeable"


CHECKS = {
    "CheckTradeable": check_tradeable,
    "ListQualityFlags": list_quality_flags,
    "GetAsset": get_asset,
}


class RedisStates:
    """Each is entered from the one before it; the entries are those of all assets."""

    def __init__(self, backing: Backing, assets: dict[str, str]) -> None:
        self.backing, self.client = backing, backing.client()
        self.keys = {asset_id: f"asset:{asset_id}" for asset_id in assets.values()}
        entries = zip(self.keys.values(), self.client.mget(self.keys.values()), strict=True)
        self.honest = {key: entry for key, entry in entries if entry}

    def all(self) -> Iterator[str]:
        for enter in (self.up, self.flushed, self.wrong_type, self.lying, self.frozen, self.down):
            enter()
            yield enter.__name__
        self.backing.restart_redis()

    def up(self) -> None:
        self.client.mset(self.honest)
        # After a failure the server leaves Redis alone for a second.
        time.sleep(1.1)

    def flushed(self) -> None:
        self.client.flushall()

    def wrong_type(self) -> None:
        for key in self.keys.values():
            self.client.delete(key)
            self.client.rpush(key, "a list")

    def lying(self) -> None:
        """Whatever happened to an asset, its entry says that it is live, and that nothing is newer."""
        for asset_id, key in self.keys.items():
            self.client.set(key, b"9" * 20 + ASSET.pack(asset_pb2.Asset(asset_id=asset_id, symbol="A")))

    def frozen(self) -> None:
        self.backing.freeze_redis(on=True)

    def down(self) -> None:
        self.backing.redis.process.kill()
        self.backing.redis.process.wait()


@contextmanager
def postgres_state(name: str, backing: Backing) -> Iterator[None]:
    """PostgreSQL in that state; what it is in at each cell is the matter of `moment`."""
    match name:
        case "read-only":
            with backing.connect() as connection:
                connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
                connection.execute("SELECT pg_reload_conf()")
                read_only = "SHOW default_transaction_read_only"
                assert soon(lambda: connection.execute(read_only).fetchone() == ("on",))
                yield
                connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
                connection.execute("SELECT pg_reload_conf()")
        case "standby":
            backing.restart_postgres_as_standby()
            yield
        case "down":
            backing.postgres.stop()
            yield
        case _:
            yield
