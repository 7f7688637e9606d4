"""A valid row of every model, saved the way every row is: `AssetFactory(symbol="USDC")`."""

import hashlib
from typing import Any

from django.db import connection
from django.utils import timezone
from factory import LazyAttribute, LazyAttributeSequence, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from cqi.context import because
from registry import models
from registry.values.addresses import evm
from registry.values.choices import (
    ChainType,
    DataSource,
    FlagType,
    RelationshipType,
    Severity,
    SymbolDataSource,
    SymbolType,
    VenueType,
)
from registry.wire.events import mapping_by_kind
from tests.superuser import run_as_superuser


def evm_address(number: int) -> str:
    """An address that no other number gives, with its checksum."""
    return evm.checksummed(hashlib.sha256(str(number).encode()).hexdigest()[:40], None)


class ChainFactory(DjangoModelFactory[models.Chain]):
    """An EVM chain with a network number of its own, none of which is Rootstock's or XDC's."""

    class Meta:
        model = models.Chain

    chain_id = Sequence(lambda n: f"chain_{n}")
    chain_name = Sequence(lambda n: f"Chain {n}")
    chain_type = ChainType.EVM
    network_id = Sequence(lambda n: 1_000_000 + n)


class AssetFactory(DjangoModelFactory[models.Asset]):
    class Meta:
        model = models.Asset

    symbol = Sequence(lambda n: f"TOK{n}")
    name = Sequence(lambda n: f"Token {n}")


class DeploymentFactory(DjangoModelFactory[models.AssetDeployment]):
    class Meta:
        model = models.AssetDeployment

    asset = SubFactory(AssetFactory)
    chain = SubFactory(ChainFactory)
    address = Sequence(lambda n: evm_address(1_000_000 + n))
    decimals = 18


STANDARD_IDS = {"ISO4217": "USD", "DTI": "4H95J0R2X", "FIGI": "BBG000BLNNH6"}
"""An id by each source that is a standard: no other text is one."""


class IdentifierFactory(DjangoModelFactory[models.AssetIdentifier]):
    class Meta:
        model = models.AssetIdentifier

    asset = SubFactory(AssetFactory)
    source = DataSource.COINGECKO
    external_id = LazyAttributeSequence(lambda row, n: STANDARD_IDS.get(str(row.source), f"token-{n}"))


class RelationshipFactory(DjangoModelFactory[models.AssetRelationship]):
    class Meta:
        model = models.AssetRelationship

    from_asset = SubFactory(AssetFactory)
    to_asset = SubFactory(AssetFactory)
    relationship_type = RelationshipType.WRAPS


class GroupFactory(DjangoModelFactory[models.AssetGroup]):
    class Meta:
        model = models.AssetGroup

    name = Sequence(lambda n: f"Group {n}")


class MemberFactory(DjangoModelFactory[models.AssetGroupMember]):
    class Meta:
        model = models.AssetGroupMember

    group = SubFactory(GroupFactory)
    asset = SubFactory(AssetFactory)


class FlagFactory(DjangoModelFactory[models.QualityFlag]):
    class Meta:
        model = models.QualityFlag

    asset = SubFactory(AssetFactory)
    flag_type = FlagType.EXPLOITED
    severity = Severity.CRITICAL
    source = "tests"
    reason = "drained on 2026-11-20"


class SymbolFactory(DjangoModelFactory[models.Symbol]):
    """A spot pair; a future, an option or a perpetual by `symbol_type` and what that needs."""

    class Meta:
        model = models.Symbol

    base_asset = SubFactory(AssetFactory)
    quote_asset = SubFactory(AssetFactory)
    symbol = LazyAttribute(lambda row: f"{row.base_asset.symbol}/{row.quote_asset.symbol}")
    symbol_type = SymbolType.SPOT


class SymbolIdentifierFactory(DjangoModelFactory[models.SymbolIdentifier]):
    class Meta:
        model = models.SymbolIdentifier

    symbol = SubFactory(SymbolFactory)
    data_source = SymbolDataSource.COINGECKO
    external_id = LazyAttributeSequence(lambda row, n: STANDARD_IDS.get(str(row.data_source), f"pair-{n}"))


class VenueFactory(DjangoModelFactory[models.Venue]):
    class Meta:
        model = models.Venue

    venue_id = Sequence(lambda n: f"venue_{n}")
    name = Sequence(lambda n: f"Venue {n}")
    venue_type = VenueType.CEX


class VenueAssetFactory(DjangoModelFactory[models.VenueAsset]):
    class Meta:
        model = models.VenueAsset

    venue = SubFactory(VenueFactory)
    asset = SubFactory(AssetFactory)
    venue_asset_symbol = SelfAttribute("asset.symbol")


class VenueSymbolFactory(DjangoModelFactory[models.VenueSymbol]):
    class Meta:
        model = models.VenueSymbol

    venue = SubFactory(VenueFactory)
    symbol = SubFactory(SymbolFactory)
    venue_symbol = LazyAttribute(lambda row: row.symbol.symbol.replace("/", ""))


class AnsweredRequestFactory(DjangoModelFactory[models.AnsweredRequest]):
    class Meta:
        model = models.AnsweredRequest

    caller = "tests"
    request_id = Sequence(lambda n: f"request-{n}")
    method = "CreateAsset"
    digest = b"\x01" * 32
    response = b""


class SourceClaimFactory(DjangoModelFactory[models.SourceClaim]):
    class Meta:
        model = models.SourceClaim

    entity = "Asset"
    entity_id = Sequence(lambda number: f"0193e4a2-7c1f-7d3a-9b52-{number:012x}")
    field = "name"
    source = "tests"
    said = "USD Coin"


class ChangeFactory(DjangoModelFactory[models.Change]):
    """The change that makes a row of this kind."""

    class Meta:
        model = models.Change

    entity = "Asset"
    reason = "was a test"

    @classmethod
    def _create(cls, *_: Any, entity: str, reason: str) -> models.Change:
        with because(reason):
            row = FACTORIES[mapping_by_kind()[entity].model]()
        connection.check_constraints()  # a change is there when it has its revision, which a commit gives it
        return models.Change.objects.get(entity=entity, entity_id=row.pk)


REFUSE = """
UPDATE registry_waitingevent SET refused_at = now(), retry_at = now() + '1 hour', tries = 1, refusal = 'too big'
WHERE revision = %s
"""


class WaitingEventFactory(DjangoModelFactory[models.WaitingEvent]):
    """The event of a change, which the database has added and the stream refused."""

    class Meta:
        model = models.WaitingEvent

    @classmethod
    def _create(cls, *_: Any) -> models.WaitingEvent:
        revision = ChangeFactory().revision
        run_as_superuser(REFUSE, revision)
        return models.WaitingEvent.objects.get(revision=revision)


class OwedInvalidationFactory(DjangoModelFactory[models.OwedInvalidation]):
    class Meta:
        model = models.OwedInvalidation

    keys = Sequence(lambda n: [f"chain:chain-{n}"])
    stamps = Sequence(lambda n: [n + 1])


class CacheUseFactory(DjangoModelFactory[models.CacheUse]):
    class Meta:
        model = models.CacheUse

    key = Sequence(lambda n: f"chain:chain-{n}")
    score = 1.0
    at = LazyFunction(timezone.now)


class HistoryHeadFactory(DjangoModelFactory[models.HistoryHead]):
    class Meta:
        model = models.HistoryHead

    first = Sequence(lambda n: n + 1)
    last = SelfAttribute("first")
    hash = b"\x01" * 32
    digests = b"\x02" * 32


FACTORIES: dict[type[Any], type[DjangoModelFactory[Any]]] = {
    factory._meta.model: factory for factory in DjangoModelFactory.__subclasses__()
}
"""Every model's factory: what tests that walk all models make their rows with."""
