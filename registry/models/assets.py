"""Assets: what a token is, and where it is deployed."""

from collections.abc import Sequence

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Left

from registry.rules import look_alikes
from registry.values.caip import Caip19, caip19
from registry.values.choices import AssetType
from registry.values.skeletons import skeleton
from registry.values.text import fold

from . import fields
from .base import Row

UNRANKED = 2_147_483_647
"""The rank key of an asset without a market cap rank: after all others."""


class Asset(Row):
    """One issuer's claim, on however many chains that issuer mints it.  Its symbol is not unique."""

    gone_field = "deleted_at"

    asset_id = fields.key()
    symbol = fields.text()
    symbol_key = fields.folded()
    name = fields.text(256)
    name_key = fields.folded(1024)
    asset_type = fields.choice(AssetType, default=AssetType.CRYPTOCURRENCY)
    category = fields.optional_text(64)
    description = models.TextField(null=True, blank=True)
    logo_url = fields.url()
    website_url = fields.url()
    source = fields.optional_text(64)
    market_cap_rank = models.PositiveIntegerField(null=True, blank=True)
    deleted_at = fields.moment()
    merged_into = fields.reference("self", "merged_from", null=True, blank=True, db_index=True)
    look_alike_of = fields.reference(
        "self", "look_alikes", null=True, blank=True, editable=False, db_index=True
    )

    symbol_skeleton = models.CharField(max_length=512, editable=False)
    name_skeleton = models.CharField(max_length=1024, editable=False)
    rank_key = models.GeneratedField(
        expression=Coalesce(F("market_cap_rank"), Value(UNRANKED)),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector("name", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        ordering = ["asset_id"]
        permissions = [("merge_asset", "Can merge an asset into another")]
        constraints = [
            fields.one_of("asset_type", AssetType, name="asset_type_known"),
            fields.check(
                Q(merged_into__isnull=True) | Q(deleted_at__isnull=False),
                name="asset_merged_is_deleted",
                message="merged_into: a merged asset is a deleted one",
            ),
            fields.check(
                ~Q(merged_into=F("asset_id")),
                name="asset_not_merged_into_itself",
                message="merged_into: an asset cannot become itself",
            ),
        ]
        indexes = [
            models.Index(F("symbol_key"), F("asset_id"), name="asset_by_symbol"),
            models.Index(F("asset_type"), F("asset_id"), name="asset_by_type"),
            models.Index(F("category"), F("asset_id"), name="asset_by_category"),
            models.Index(
                fields=["rank_key", "asset_id"],
                include=["deleted_at", "symbol_key", "name_key", "asset_type", "category"],
                name="asset_by_rank",
            ),
            models.Index(fields=["asset_id"], name="asset_live", condition=fields.LIVE),
            models.Index(fields=["rank_key", "asset_id"], name="asset_deleted", condition=fields.DELETED),
            models.Index(fields=["symbol_key", "rank_key", "asset_id"], name="asset_symbol_rank"),
            models.Index(fields=["name_key", "rank_key", "asset_id"], name="asset_name_rank"),
            *(
                models.Index(Left(key, size), F("rank_key"), F("asset_id"), name=f"asset_{key}_{size}")
                for key, size in (("symbol_key", 3), ("name_key", 3))
            ),
            GinIndex(fields=["words"], name="asset_words"),
            models.Index(
                fields=["symbol_skeleton", "rank_key"], name="asset_symbol_skeleton", condition=fields.LIVE
            ),
            models.Index(
                fields=["name_skeleton", "rank_key"], name="asset_name_skeleton", condition=fields.LIVE
            ),
        ]

    @property
    def final(self) -> "Asset":
        """This asset, or what it was merged into: one step, for a merge leads on all that led to its source."""
        return self.merged_into or self

    def __str__(self) -> str:
        return f"{self.symbol} ({self.name})"

    def normalize(self) -> None:
        self.market_cap_rank = self.market_cap_rank or None
        symbol, name = self.symbol or "", self.name or ""
        self.symbol_key, self.name_key = fold(symbol), fold(name)
        self.symbol_skeleton, self.name_skeleton = skeleton(symbol), skeleton(name)

    @classmethod
    def hold_batch(cls, rows: Sequence["Asset"]) -> None:
        look_alikes.hold_faces(rows)

    @classmethod
    def check_batch(cls, rows: Sequence["Asset"]) -> None:
        look_alikes.judge(rows)


class AssetDeployment(Row):
    """An asset on a chain: its address there, and the decimals that its amounts are counted in."""

    gone_field = "deleted_at"

    deployment_id = fields.key()
    asset = fields.reference("registry.Asset", "deployments", limit_choices_to=fields.LIVE)
    chain = fields.reference("registry.Chain", "deployments")
    address = fields.optional_text()
    address_key = fields.optional_text(editable=False, db_collation="C")
    decimals = models.SmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(255)]
    )
    is_canonical = models.BooleanField(default=False)
    is_native = models.BooleanField(default=False)
    deployed_at = fields.moment()
    deleted_at = fields.moment()

    said_for_coin: str | None = None
    """The name of the chain's own coin that was given as this deployment's address."""

    class Meta:
        ordering = ["deployment_id"]
        constraints = [
            fields.unique(
                "chain",
                "address_key",
                name="deployment_address_unique",
                message="address: another live deployment has it on this chain",
                condition=fields.LIVE,
                nulls=True,
            ),
            fields.unique(
                "asset",
                "chain",
                name="deployment_canonical_unique",
                message="is_canonical: the asset has another canonical deployment on this chain",
                condition=fields.LIVE & Q(is_canonical=True),
            ),
            fields.check(
                Q(decimals__isnull=True) | Q(decimals__range=(0, 255)),
                name="deployment_decimals_range",
                message="decimals: must be from 0 to 255, or absent where unknown",
            ),
            fields.check(
                Q(is_native=True, address__isnull=True) | Q(is_native=False, address__isnull=False),
                name="deployment_native_or_address",
                message="address: a native coin has none, every other deployment has one",
            ),
        ]
        indexes = [
            models.Index(fields=["asset", "deployment_id"], name="deployment_by_asset"),
            models.Index(fields=["chain", "deployment_id"], name="deployment_by_chain"),
            models.Index(fields=["is_canonical", "deployment_id"], name="deployment_by_canonical"),
            models.Index(fields=["deployment_id"], name="deployment_native", condition=Q(is_native=True)),
            models.Index(fields=["deployment_id"], name="deployment_deleted", condition=fields.DELETED),
            models.Index(fields=["chain", "asset"], name="deployment_chain_asset", condition=fields.LIVE),
            models.Index(fields=["asset", "chain"], name="deployment_asset_chain", condition=fields.LIVE),
            models.Index(
                fields=["address_key", "asset"], name="deployment_by_address", condition=fields.LIVE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}:{self.address or 'native'}"

    @property
    def chain_name(self) -> str:
        return str(self.chain.chain_name)

    @property
    def caip19(self) -> str | None:
        """The deployment's CAIP-19 name, where its chain has a standard form for one."""
        return caip19(
            self.chain.caip2,
            self.chain.chain_type,
            self.address,
            is_native=self.is_native,
            slip44=self.chain.slip44,
            asset_type=self.asset.asset_type,
        )

    def is_named(self, name: Caip19) -> bool:
        """Whether this is the deployment's own name.

        The name is known to hold its address, in any spelling.  `erc721:` is not the name of an ERC-20.
        """
        own = self.caip19 or ""
        return own == str(name) if name.is_coin else own.startswith(f"{name.caip2}/{name.namespace}:")

    def normalize(self) -> None:
        if self.address is None:
            self.address_key = None
        elif chain := self.known("chain"):
            place = chain.place_of(self.address, field="address")
            self.said_for_coin = None if place else self.address
            self.is_native = self.is_native or place is None
            self.address, self.address_key = (place.shown, place.key) if place else (None, None)

    def check_rules(self) -> None:
        super().check_rules()
        # What is planned before it has an asset is checked by whoever plans it.
        if self.said_for_coin is None or self.is_gone or self.asset_id is None:
            return
        coin = self.chain.native_asset_id
        if coin is None:
            why = f"it has no native asset yet: set {self.chain_id}'s native asset first"
        elif coin != self.asset_id:
            why = f"asset {coin}"
        else:
            return
        raise ValidationError({"address": f"{self.said_for_coin} is {self.chain_id}'s own coin, {why}"})
