"""Who writes and reads all the while: workers of one thread each, which go on whatever they are answered."""

import threading
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import grpc
from cqc.assets.v1.quality_pb2 import FLAG_SEVERITY_CRITICAL, FLAG_TYPE_EXPLOITED
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from cqc.services.v1.resolution_pb2 import BatchGetAssetsRequest
from cqc.services.v1.tradeability_pb2 import TRADE_DECISION_ALLOW, CheckTradeableRequest, TradeKey

from .ledger import AnswerLedger

ANSWER_WITHIN = 3.0
"""Seconds; a call that takes longer has no known outcome."""
WRITES_A_SECOND, READS_A_SECOND, BATCHES_A_SECOND, CHECKS_A_SECOND = 8.0, 40.0, 5.0, 30.0
"""What one worker of each kind tries for."""


class Worker(threading.Thread):
    """Does one thing again and again, at a rate, with either of the servers."""

    def __init__(
        self, name: str, stubs: Sequence[AssetRegistryStub], ledger: AnswerLedger, rate: float, seed: int
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.stubs, self.ledger, self.pause, self.random = stubs, ledger, 1 / rate, Random(seed)
        self.over = threading.Event()

    def run(self) -> None:
        due = time.monotonic()
        while not self.over.wait(max(0.0, due - time.monotonic())):
            due = max(due + self.pause, time.monotonic() - 10 * self.pause)
            try:
                self.do_once()
            except Exception as error:  # noqa: BLE001  a worker that is gone must be seen
                self.ledger.blame(f"{self.name} broke: {error!r}")

    def stop(self) -> None:
        self.over.set()
        self.join()

    def do_once(self) -> None:
        raise NotImplementedError

    def ask(self, rpc: str, request: Any) -> Any:
        """The answer of one of the servers; None where there is none, whatever has become of the request."""
        server = self.random.randrange(len(self.stubs))
        self.where = f"server-{server + 1}"
        call: Callable[..., Any] = getattr(self.stubs[server], rpc)
        try:
            return call(request, timeout=ANSWER_WITHIN)
        except grpc.RpcError as error:
            self.ledger.count(f"{rpc} {error.code().name}")
            if error.code() in (grpc.StatusCode.INTERNAL, grpc.StatusCode.NOT_FOUND):
                self.ledger.blame(
                    f"{rpc} on {self.where} was answered {error.code().name}: {error.details()}"
                )
            return None


class AssetWriter(Worker):
    """Changes assets that nobody else changes, each by the version that it knows, and makes new ones."""

    def __init__(self, assets: Sequence[str], *rest: Any) -> None:
        super().__init__(*rest)
        self.versions = dict.fromkeys(assets, 1)
        self.number = 0
        self.unanswered: str | None = None

    def do_once(self) -> None:
        self.number += 1
        if self.unanswered or self.number % 20 == 0:
            self._make()
        else:
            self._change()

    def _change(self) -> None:
        asset = self.random.choice(list(self.versions))
        request = pb.UpdateAssetRequest(asset_id=asset, version=self.versions[asset])
        mark = f"{self.name} {self.number}"
        request.metadata["mark"] = mark
        answer = self.ask("UpdateAsset", request)
        if answer is not None:
            self.versions[asset] = answer.asset.version
            self.ledger.acknowledge(asset, answer.asset.version, mark)
        elif (known := self.ask("GetAsset", pb.GetAssetRequest(asset_id=asset))) is not None:
            self.versions[asset] = max(self.versions[asset], known.asset.version)

    def _make(self) -> None:
        """Make an asset; where no answer came, ask again with the same request, which does nothing twice."""
        key = self.unanswered or f"{self.name} {self.number}"
        request = pb.CreateAssetRequest(symbol=key.upper(), name=key, request_id=key)
        answer = self.ask("CreateAsset", request)
        self.unanswered = key if answer is None else None
        if answer is not None:
            self.ledger.created[key] = answer.asset.asset_id
            self.ledger.count("writes")


class AssetReader(Worker):
    """Asks for assets that are written meanwhile."""

    def __init__(self, assets: Sequence[str], *rest: Any) -> None:
        super().__init__(*rest)
        self.assets = assets

    def do_once(self) -> None:
        asset, asked = self.random.choice(self.assets), time.monotonic()
        answer = self.ask("GetAsset", pb.GetAssetRequest(asset_id=asset))
        if answer is not None:
            self.ledger.note_read(asset, asked, answer.asset.version, self.where)


class BatchReader(AssetReader):
    """Asks for all of them at once: each is a read."""

    def do_once(self) -> None:
        asked = time.monotonic()
        answer = self.ask("BatchGetAssets", BatchGetAssetsRequest(asset_ids=self.assets))
        for result in answer.results if answer is not None else ():
            self.ledger.note_read(result.asset.asset_id, asked, result.asset.version, self.where)


class Flagger(Worker):
    """Raises a CRITICAL flag on one asset after another, and resolves the oldest."""

    def __init__(self, assets: Sequence[str], *rest: Any) -> None:
        super().__init__(*rest)
        self.free, self.raised = list(assets), list[tuple[str, str]]()

    def do_once(self) -> None:
        if len(self.raised) < len(self.free):
            asset = self.free[0]
            request = pb.RaiseQualityFlagRequest(
                asset_id=asset,
                flag_type=FLAG_TYPE_EXPLOITED,
                severity=FLAG_SEVERITY_CRITICAL,
                description="under faults",
            )
            if (answer := self.ask("RaiseQualityFlag", request)) is not None:
                self.free.remove(asset)
                self.raised.append((asset, answer.flag.flag_id))
                self.ledger.blocked[asset] = object()
                self.ledger.count("writes")
        else:
            asset, flag = self.raised[0]
            self.ledger.blocked.pop(asset, None)
            resolving = pb.ResolveQualityFlagRequest(flag_id=flag, resolution_notes="seen")
            # A retry of what was done already is refused; then it is done.
            if self.ask("ResolveQualityFlag", resolving) is not None or self._is_resolved(flag):
                self.raised.pop(0)
                self.free.append(asset)
                self.ledger.count("writes")

    def _is_resolved(self, flag: str) -> bool:
        answer = self.ask("GetQualityFlag", pb.GetQualityFlagRequest(flag_id=flag))
        return answer is not None and answer.flag.HasField("resolved_at")


class Checker(Worker):
    """Asks whether assets may be traded that must not be."""

    def do_once(self) -> None:
        if not (blocked := list(self.ledger.blocked.items())):
            return
        asset, since = self.random.choice(blocked)
        answer = self.ask("CheckTradeable", CheckTradeableRequest(keys=[TradeKey(asset_id=asset)]))
        if answer is None or self.ledger.blocked.get(asset) is not since:
            return
        self.ledger.count("reads")
        self.ledger.count("checks of a flagged asset")
        if answer.checks[0].decision == TRADE_DECISION_ALLOW:
            self.ledger.blame(f"{self.where} answered ALLOW for {asset}, after its CRITICAL flag was raised")
