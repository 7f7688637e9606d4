"""Reasons: any form takes one, and what is dangerous is not done without one."""

from collections.abc import Mapping
from typing import Any

from cqi.errors import RuleViolated
from registry.models import SPEC, AssetDeployment, Row, Symbol, Venue, VenueAsset, VenueSymbol

WHY = "change_reason"
"""The field of every form that takes a reason."""

GRAVE: dict[type[Row], tuple[str, ...]] = {
    AssetDeployment: ("address", "decimals", "is_canonical"),
    Symbol: (*SPEC, "price_rule"),
    Venue: ("protocol_address",),
    VenueAsset: ("unit_multiplier",),
    VenueSymbol: (
        *SPEC, "min_order_value", "max_order_value", "max_leverage", "base_multiplier", "contract_kind",
        "price_rule",
    ),
}  # fmt: skip
"""What trades are reckoned, limited or sent by: once the row is there it is changed only by who says why."""


def reason_in(sent: Mapping[str, Any]) -> str:
    """The reason that a form was sent with; empty where there is none."""
    return str(sent.get(WHY, "")).strip()


def demand_reason(sent: Mapping[str, Any], undone: str) -> None:
    """Raise RuleViolated where a form was sent without a reason; `undone` is what was not done, such as deleted."""
    if not reason_in(sent):
        raise RuleViolated(f"Nothing was {undone}: say why, it is kept with the change.")


def unexplained(row: Row, sent: Mapping[str, Any]) -> list[str]:
    """What a form changes of this row that is not changed without a reason, where it was sent without one."""
    grave = () if reason_in(sent) else GRAVE.get(type(row), ())
    names = [name for name in grave if getattr(row.before, name) != getattr(row, name)]
    return [str(row._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
