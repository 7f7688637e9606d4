"""The table of the design, "Safety", written once more: over plain facts, one rule after the other."""

from typing import Any

from tests.safety.worlds import DELETED, DrawnWorld

DERIVING = {"WRAPS", "BRIDGES", "STAKES", "SYNTHETIC_OF", "LIQUIDITY_PAIR", "REBASES_WITH", "DEPOSITS"}
CRITICAL = 5

Reasons = set[tuple[str, Any, Any]]
"""(reason, asset, flag), each None where the finding is not about one."""


def stands_for(world: DrawnWorld, asset: int) -> set[int]:
    """Everything that can be reached along value, by trying all edges until nothing is new."""
    reached = {asset}
    while more := {t for s, t, type_ in world.edges if s in reached and type_ in DERIVING} - reached:
        reached |= more
    return reached - {asset}


def of_asset(world: DrawnWorld, named: int) -> Reasons:
    asset = world.became.get(named, named)
    found: Reasons = {("MERGED", named, None)} if asset != named else set()
    if world.states[asset] == DELETED:
        found.add(("DELETED", asset, None))
    origins = stands_for(world, asset)
    for number, (flagged, severity, active) in enumerate(world.flags):
        if active and severity == CRITICAL:
            if flagged == asset:
                found.add(("FLAGGED", asset, number))
            if flagged in origins:
                found.add(("INHERITED", flagged, number))
    return found


def considered(world: DrawnWorld, named: int) -> set[tuple[int, Any]]:
    """(flag, the asset it is inherited from) of all active flags, whatever their severity."""
    asset = world.became.get(named, named)
    origins = stands_for(world, asset)
    return {
        (number, None if flagged == asset else flagged)
        for number, (flagged, _, active) in enumerate(world.flags)
        if active and (flagged == asset or flagged in origins)
    }


def of_symbol(world: DrawnWorld, number: int) -> Reasons:
    symbol = world.symbols[number]
    found: Reasons = set()
    if symbol["deleted"]:
        found.add(("DELETED", None, None))
    if symbol["delisted"] or not symbol["is_active"]:
        found.add(("INACTIVE", None, None))
    if symbol["expired"]:
        found.add(("EXPIRED", None, None))
    return found.union(*(of_asset(world, leg) for leg in symbol["legs"]))


def of_listing(world: DrawnWorld, venue: int, name: int) -> Reasons:
    if (venue, name) not in world.listings:
        return {("NOT_FOUND", None, None)}
    listing = world.listings[venue, name][-1]
    found = of_symbol(world, listing["symbol"])
    if not world.venues[venue]:
        found.add(("VENUE_INACTIVE", None, None))
    if listing["delisted"]:
        found.add(("DELISTED", None, None))
    elif not listing["is_active"]:
        found.add(("INACTIVE", None, None))
    for named in world.symbols[listing["symbol"]]["legs"]:
        leg = world.became.get(named, named)
        if history := world.legs.get((venue, leg)):
            found |= of_leg(leg, history[-1])
    return found


def of_leg(asset: int, said: dict[str, Any]) -> Reasons:
    if said["delisted"]:
        return {("DELISTED", asset, None)}
    if said["trading_enabled"] is False or not said["is_active"]:
        return {("TRADING_DISABLED", asset, None)}
    return set()


def decision(found: Reasons) -> str:
    reasons = {reason for reason, _, _ in found}
    if "NOT_FOUND" in reasons:
        return "UNKNOWN"
    return "ALLOW" if reasons <= {"MERGED"} else "BLOCK"
