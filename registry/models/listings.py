"""Under which names and by which rules a venue lists assets and symbols."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from registry.values.choices import ContractKind
from registry.values.patterns import fits
from registry.values.text import fold

from . import fields
from .delisting import DelistableRow
from .symbols import Symbol, spec_checks
from .ticks import check_tick, settle_tick


class Listing(DelistableRow):
    """What the listing of an asset and of a symbol on a venue share: when, and whether it still is."""

    gone_field = "delisted_at"

    listed_at = fields.moment()

    class Meta:
        abstract = True


def delisted_after_listed(name: str) -> Any:
    """The order of a listing's times."""
    return fields.BetweenTwo(
        Q(listed_at__isnull=True) | Q(delisted_at__isnull=True) | Q(delisted_at__gte=F("listed_at")),
        name=f"{name}_times_ordered",
        message="delisted_at: must not be before listed_at; clear listed_at if it was never listed",
        other="listed_at: must not be after delisted_at; leave it out if it was never listed",
    )


class VenueAsset(Listing):
    """An asset on a venue, under the venue's own name for it."""

    venue_asset_id = fields.key()
    venue = fields.reference("registry.Venue", "venue_assets")
    asset = fields.reference("registry.Asset", "venue_assets", limit_choices_to=fields.LIVE)
    venue_asset_symbol = fields.text()
    venue_asset_symbol_key = fields.folded()
    deployment = fields.reference(
        "registry.AssetDeployment", "venue_assets", null=True, blank=True, limit_choices_to=fields.LIVE
    )
    deposit_enabled = models.BooleanField(null=True, blank=True)
    withdraw_enabled = models.BooleanField(null=True, blank=True)
    trading_enabled = models.BooleanField(null=True, blank=True)
    min_deposit = fields.number()
    min_withdrawal = fields.number()
    withdrawal_fee = fields.number()
    deposit_fee = fields.number()
    unit_multiplier = fields.number()

    class Meta:
        ordering = ["venue_asset_id"]
        constraints = [
            fields.unique(
                "venue",
                "asset",
                name="venue_asset_unique",
                message="asset_id: the venue lists this asset already",
                condition=fields.LISTED,
            ),
            fields.unique(
                "venue",
                "venue_asset_symbol",
                name="venue_asset_symbol_unique",
                message="venue_asset_symbol: the venue has a live listing under this name",
                condition=fields.LISTED,
            ),
            delisted_after_listed("venue_asset"),
            *fields.not_negative(
                ("min_deposit", "min_withdrawal", "withdrawal_fee", "deposit_fee"), name="venue_asset"
            ),
            *fields.positive(("unit_multiplier",), name="venue_asset"),
        ]
        indexes = [
            models.Index(fields=["venue", "venue_asset_id"], name="venue_asset_by_venue"),
            models.Index(fields=["asset", "venue_asset_id"], name="venue_asset_by_asset"),
            models.Index(fields=["venue", "asset"], name="venue_asset_pair"),
            models.Index(fields=["deployment"], name="venue_asset_by_deployment"),
            models.Index(fields=["is_active", "venue_asset_id"], name="venue_asset_by_state"),
            models.Index(fields=["venue_asset_id"], name="venue_asset_delisted", condition=fields.DELISTED),
            *(
                models.Index(
                    fields=["venue_asset_id"],
                    name=f"venue_asset_no_{what}",
                    condition=Q(**{f"{what}_enabled": False}),
                )
                for what in ("trading", "deposit", "withdraw")
            ),
            models.Index(fields=["venue_asset_symbol_key", "venue_asset_id"], name="venue_asset_by_name"),
            models.Index(
                fields=["venue_asset_symbol_key", "asset"],
                name="venue_asset_by_any_name",
                condition=fields.LISTED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}:{self.venue_asset_symbol}"

    def normalize(self) -> None:
        super().normalize()
        self.venue_asset_symbol_key = fold(self.venue_asset_symbol or "")

    def check_rules(self) -> None:
        super().check_rules()
        deployment = self.known("deployment")
        if deployment is not None and deployment.asset_id != self.asset_id:
            raise ValidationError({"deployment": "is a deployment of another asset"})


class VenueSymbol(Listing):
    """A symbol on a venue, under the venue's own name and by the venue's own rules."""

    venue_symbol_id = fields.key()
    venue = fields.reference("registry.Venue", "venue_symbols")
    symbol = fields.reference("registry.Symbol", "listings", limit_choices_to=fields.LIVE)
    venue_symbol = fields.text()
    venue_symbol_key = fields.folded()
    tick_size = fields.number()
    lot_size = fields.number()
    min_order_size = fields.number()
    max_order_size = fields.number()
    min_notional = fields.number()
    contract_size = fields.number()
    min_order_value = fields.number()
    max_order_value = fields.number()
    max_leverage = fields.number()
    maker_fee = fields.number()
    taker_fee = fields.number()
    base_multiplier = fields.number()
    contract_kind = fields.choice(ContractKind, null=True, blank=True)
    funding_interval = models.DurationField(null=True, blank=True)
    price_rule = fields.price_rule()

    class Meta:
        ordering = ["venue_symbol_id"]
        constraints = [
            fields.unique(
                "venue",
                "venue_symbol",
                name="venue_symbol_unique",
                message="venue_symbol: the venue has a live listing under this name",
                condition=fields.LISTED,
            ),
            delisted_after_listed("venue_symbol"),
            *spec_checks("venue_symbol"),
            *fields.not_negative(("min_order_value", "max_order_value"), name="venue_symbol"),
            *fields.positive(("max_leverage", "base_multiplier"), name="venue_symbol"),
            fields.one_of("contract_kind", ContractKind, name="venue_symbol_contract_kind_known"),
            fields.check(
                Q(funding_interval__isnull=True) | Q(funding_interval__gt=timedelta()),
                name="venue_symbol_funding_interval_positive",
                message="funding_interval: must be more than 0 where it is known",
            ),
            fields.ordered("min_order_value", "max_order_value", name="venue_symbol_values_ordered"),
            *(
                fields.check(
                    Q(**{f"{fee}__isnull": True}) | Q(**{f"{fee}__range": (Decimal(-1), Decimal(1))}),
                    name=f"venue_symbol_{fee}_range",
                    message=f"{fee}: is a fraction, from -1 (a rebate) to 1",
                )
                for fee in ("maker_fee", "taker_fee")
            ),
        ]
        indexes = [
            models.Index(fields=["venue", "venue_symbol_id"], name="venue_symbol_by_venue"),
            models.Index(fields=["symbol", "venue_symbol_id"], name="venue_symbol_by_symbol"),
            models.Index(fields=["symbol", "venue"], name="venue_symbol_pair", condition=fields.LISTED),
            models.Index(fields=["venue", "symbol"], name="venue_symbol_listed", condition=fields.LISTED),
            models.Index(fields=["venue", "venue_symbol"], name="venue_symbol_by_name"),
            models.Index(fields=["venue", "venue_symbol_key"], name="venue_symbol_by_folded_name"),
            models.Index(
                fields=["venue_symbol_key", "symbol"],
                name="venue_symbol_by_any_name",
                condition=fields.LISTED,
            ),
            models.Index(fields=["is_active", "venue_symbol_id"], name="venue_symbol_by_state"),
            models.Index(fields=["venue_symbol_id"], name="venue_symbol_delisted", condition=fields.DELISTED),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}:{self.venue_symbol}"

    def normalize(self) -> None:
        super().normalize()
        self.venue_symbol_key = fold(self.venue_symbol or "")
        settle_tick(self)

    @classmethod
    def hold_batch(cls, rows: Sequence["VenueSymbol"]) -> None:
        """Hold the symbols of these listings against other writers of listings of theirs, before stamps are drawn.

        So the stamps of one symbol's listings rise in the order of commits.  What the cache keeps of all of them
        together has the greatest, and would else hide a change whose stamp was drawn before and committed after.
        """
        keys = {known.symbol_id for row in rows for known in (row, row.before) if isinstance(known, cls)}
        symbols = Symbol._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
        list(symbols.values_list("pk"))

    def check_rules(self) -> None:
        super().check_rules()
        check_tick(self)
        # A pattern that the venue got later must not keep its listings from being halted or corrected.
        is_listed_now = self.delisted_at is None and self.says("venue_id", "venue_symbol", "delisted_at")
        venue = self.known("venue") if is_listed_now else None
        pattern = venue.symbol_pattern if venue is not None else None
        if pattern and not fits(pattern, self.venue_symbol or ""):
            raise ValidationError({"venue_symbol": f"does not fit the venue's pattern {pattern}"})
