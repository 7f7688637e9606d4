"""A CRITICAL flag is always raised: whatever merges, imports and locks are in its way, it is tried again."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import tradeability_pb2 as trade
from django.db import OperationalError, connection, transaction
from grpc import RpcError, StatusCode

from cqi.database import LIMITS, set_limits
from cqi.errors import CqiError
from registry.models import Asset
from registry.services.merging.merge import merge
from registry.writing.write import write
from tests.factories import AssetFactory
from tests.grpc_api.helpers import answer_here, refused

pytestmark = pytest.mark.django_db(transaction=True)

LONGER_THAN_A_LOCK_IS_WAITED_FOR = int(LIMITS["lock_timeout"].removesuffix("s")) + 1


def raising(asset_id, severity="FLAG_SEVERITY_CRITICAL", **fields):
    wanted = {"flag_type": "FLAG_TYPE_EXPLOITED", "description": "drained"}
    return pb.RaiseQualityFlagRequest(asset_id=str(asset_id), severity=severity, **wanted | fields)


def hold(keys, seconds, held):
    """Rows locked against everybody."""
    try:
        with transaction.atomic():
            list(Asset.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
            held.set()
            time.sleep(seconds)
    finally:
        connection.close()


def decision(stub, asset_id):
    request = trade.CheckTradeableRequest(keys=[trade.TradeKey(asset_id=str(asset_id))])
    return stub.CheckTradeable(request).checks[0].decision


def test_a_row_that_is_held_longer_than_a_lock_is_waited_for(stub):
    asset, held = AssetFactory(), Event()
    with ThreadPoolExecutor() as pool:
        holding = pool.submit(hold, [asset.pk], LONGER_THAN_A_LOCK_IS_WAITED_FOR, held)
        held.wait()
        lesser = pool.submit(
            lambda: refused(lambda: stub.RaiseQualityFlag(raising(asset.pk, 4)), StatusCode.ABORTED)
        )
        assert stub.RaiseQualityFlag(raising(asset.pk)).flag.asset_id == str(asset.pk)
        holding.result()
        lesser.result()
    assert decision(stub, asset.pk) == trade.TRADE_DECISION_BLOCK


def test_it_is_tried_as_long_as_somebody_waits(stub):
    asset, held = AssetFactory(), Event()
    with ThreadPoolExecutor() as pool:
        holding = pool.submit(hold, [asset.pk], 2, held)
        held.wait()
        set_limits(connection, {"lock_timeout": "50ms"})
        try:
            with pytest.raises(OperationalError):
                answer_here("RaiseQualityFlag", raising(asset.pk), time.monotonic() + 0.5)
            assert answer_here("RaiseQualityFlag", raising(asset.pk), time.monotonic() + 20).flag.flag_id
        finally:
            set_limits(connection, LIMITS)
        holding.result()


class Crowd:
    """Merges, imports and locks over some assets, each again and again until the raises are done."""

    def __init__(self, seed):
        self.dice, self.ended = random.Random(seed), Event()
        self.keys = [asset.pk for asset in AssetFactory.create_batch(12)]

    def live(self):
        return [*Asset.objects.live().filter(pk__in=self.keys).order_by("pk")]

    def merging(self):
        """Some asset becomes a new one, which others may become."""
        source, new = self.dice.choice(self.live()), AssetFactory()
        self.keys.append(new.pk)
        merge(source.pk, new.pk, decisions={}, default=1)

    def importing(self):
        """All of them are written in one transaction, which takes its time."""
        with transaction.atomic():
            assets = self.live()
            for asset in assets:
                asset.description = str(self.dice.random())
            write(assets)
            time.sleep(0.2)

    def locking(self):
        hold(self.dice.sample(self.keys, 3), self.dice.choice([0.1, 0.5]), Event())

    def locking_long(self):
        hold(self.dice.sample(self.keys, 2), LONGER_THAN_A_LOCK_IS_WAITED_FOR, Event())

    def go_on(self, step):
        try:
            while not self.ended.is_set():
                with suppress(CqiError, OperationalError):  # a merge or an import may give way
                    step()
        finally:
            connection.close()


@pytest.mark.timeout(1800)
def test_none_is_refused(stub, full_size):
    crowd, refusals = Crowd(1), []

    def raise_one(number):
        time.sleep(0.05)
        named = random.Random(number).choice(crowd.keys)
        try:
            request = raising(named, source=f"watcher {number}")
            return named, stub.RaiseQualityFlag(request, timeout=60).flag.flag_id
        except RpcError as error:
            refusals.append(error.details())

    steps = [crowd.merging, crowd.importing, crowd.locking, crowd.locking_long]
    with ThreadPoolExecutor(len(steps)) as others, ThreadPoolExecutor(4) as raisers:
        running = [others.submit(crowd.go_on, step) for step in steps]
        began = time.monotonic()
        raised = [*raisers.map(raise_one, range(1000 if full_size else 50))]
        print(f"{len(raised)} raises in {time.monotonic() - began:.1f} s, {len(crowd.keys) - 12} merges")
        crowd.ended.set()
    for each in running:
        each.result()
    assert refusals == []
    assert {decision(stub, named) for named, _ in raised} == {trade.TRADE_DECISION_BLOCK}
    assert len({flag for _, flag in raised}) == len(raised)
