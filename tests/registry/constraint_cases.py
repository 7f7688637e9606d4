"""For each constraint, a row that keeps it and the values that break it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from registry.models.symbols import SPEC
from registry.values.choices import OptionType, Severity, SymbolType, VenueType

Given = Callable[[], dict[str, Any]]
Wrong = Callable[[Any], dict[str, Any]]
THEN = datetime(2099, 1, 1, tzinfo=UTC)
BACKWARDS = {"listed_at": datetime(2026, 1, 2, tzinfo=UTC), "delisted_at": datetime(2026, 1, 1, tzinfo=UTC)}


def nothing() -> dict[str, Any]:
    return {}


def option() -> dict[str, Any]:
    return {
        "symbol_type": SymbolType.OPTION,
        "expiry": THEN,
        "strike_price": Decimal(30_000),
        "option_type": OptionType.CALL,
    }


def perpetual() -> dict[str, Any]:
    return {"symbol_type": SymbolType.PERPETUAL}


def to(**values: Any) -> tuple[Given, Wrong]:
    """A plain row is broken by these values."""
    return nothing, lambda _row: values


def specs(name: str) -> dict[str, tuple[Given, Wrong]]:
    """The rules for the numbers of SPEC, wherever a table has them."""
    not_negative = ("min_order_size", "min_notional")
    return {
        **{f"{name}_{f}_positive": to(**{f: Decimal(0)}) for f in SPEC if f not in not_negative},
        **{f"{name}_{f}_not_negative": to(**{f: Decimal(-1)}) for f in not_negative},
        f"{name}_sizes_ordered": to(min_order_size=Decimal(2), max_order_size=Decimal(1)),
    }


CHECKS: dict[str, tuple[Given, Wrong]] = {
    "asset_type_known": to(asset_type="COIN"),
    "asset_merged_is_deleted": (
        lambda: {"merged_into": None},
        lambda row: {"merged_into_id": type(row).objects.create(symbol="B", name="Became").pk},
    ),
    "asset_not_merged_into_itself": (
        nothing,
        lambda row: {"merged_into_id": row.pk, "deleted_at": THEN},
    ),
    "deployment_decimals_range": to(decimals=256),
    "deployment_native_or_address": to(is_native=True),
    "asset_identifier_source_known": to(source="COINGEKO"),
    "relationship_not_to_itself": (nothing, lambda row: {"to_asset_id": row.from_asset_id}),
    "relationship_type_known": to(relationship_type="COPIES"),
    "relationship_conversion_rate_positive": to(conversion_rate=Decimal(0)),
    "relationship_weight_positive": to(weight=Decimal(-1)),
    "chain_type_known": to(chain_type="ETHEREUM"),
    "group_member_weight_positive": to(weight=Decimal(0)),
    "flag_type_known": to(flag_type="BAD"),
    "flag_severity_known": to(severity=6),
    "flag_high_has_grounds": to(severity=Severity.HIGH, reason=None, evidence_url=None),
    "flag_resolution_has_notes": to(resolved_at=THEN),
    "symbol_type_known": to(symbol_type="SWAP"),
    "symbol_option_type_known": (option, lambda _row: {"option_type": "STRADDLE"}),
    "symbol_contract_kind_known": (perpetual, lambda _row: {"contract_kind": "ROUND"}),
    "symbol_contract_kind_of_contract": to(contract_kind="LINEAR"),
    "symbol_option_fields": to(strike_price=Decimal(1)),
    "symbol_expiry": to(expiry=THEN),
    "symbol_two_assets": (nothing, lambda row: {"quote_asset_id": row.base_asset_id}),
    "symbol_strike_price_positive": (option, lambda _row: {"strike_price": Decimal(0)}),
    **specs("symbol"),
    "symbol_identifier_source_known": to(data_source="TRADINGVIEUW"),
    "venue_type_known": to(venue_type="EXCHANGE"),
    "venue_dex_has_chain": to(venue_type=VenueType.DEX),
    **{
        f"venue_asset_{f}_not_negative": to(**{f: Decimal(-1)})
        for f in ("min_deposit", "min_withdrawal", "withdrawal_fee", "deposit_fee")
    },
    "venue_asset_unit_multiplier_positive": to(unit_multiplier=Decimal(0)),
    "venue_asset_times_ordered": to(**BACKWARDS),
    "venue_symbol_times_ordered": to(**BACKWARDS),
    **specs("venue_symbol"),
    **{
        f"venue_symbol_{f}_not_negative": to(**{f: Decimal(-1)})
        for f in ("min_order_value", "max_order_value")
    },
    "venue_symbol_max_leverage_positive": to(max_leverage=Decimal(0)),
    "venue_symbol_base_multiplier_positive": to(base_multiplier=Decimal(0)),
    "venue_symbol_contract_kind_known": to(contract_kind="ROUND"),
    "venue_symbol_funding_interval_positive": to(funding_interval=timedelta()),
    "venue_symbol_values_ordered": to(min_order_value=Decimal(2), max_order_value=Decimal(1)),
    "venue_symbol_maker_fee_range": to(maker_fee=Decimal("1.1")),
    "venue_symbol_taker_fee_range": to(taker_fee=Decimal("-1.1")),
}

UNIQUES: dict[str, dict[str, Any]] = {
    "chain_caip2_unique": {"network_id": 8453},
    "deployment_address_unique": {},
    "deployment_canonical_unique": {"is_canonical": True},
    "asset_identifier_unique": {},
    "asset_identifier_primary_unique": {"is_primary": True},
    "relationship_unique": {},
    "group_name_unique": {},
    "group_member_unique": {},
    "group_canonical_unique": {"is_canonical": True},
    "symbol_unique": {},
    "symbol_identifier_unique": {},
    "symbol_identifier_primary_unique": {"is_primary": True},
    "venue_asset_unique": {},
    "venue_asset_symbol_unique": {},
    "venue_symbol_unique": {},
}
"""What the first row has, beside its factory's defaults, for a second like it to be refused."""
