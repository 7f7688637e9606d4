"""What an import did, for people to read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import Asset, AssetRelationship
from registry.values.choices import DERIVING, AssetType

from .memory import as_text
from .pieces import Differences
from .plan import Plan
from .reasons import Finding
from .tables import WRITE_ORDER

COLUMNS = ("new", "changed", "unchanged", "conflicting", "refused")

STANDS_FOR_ANOTHER = Q(
    asset_type__in=(AssetType.WRAPPED, AssetType.SYNTHETIC, AssetType.RECEIPT_TOKEN, AssetType.LP_TOKEN)
) | Q(name__iregex=r"\m(bridged|wrapped|staked)\M")
"""Assets that are somebody's claim on another one, by their type or their name."""

MAJOR_RANK = 150
"""An asset that shares its symbol with one of a better rank than this stands for it more often than not."""


def counts(plan: Plan) -> dict[str, int]:
    """How many rows are new, changed and unchanged, and how many candidates conflict and are refused."""
    conflicting, refused = ({f.candidate for f in found} for found in (plan.conflicts, plan.refused))
    sizes = (len(plan.new), len(plan.changed), plan.unchanged, len(conflicting), len(refused))
    return dict(zip(COLUMNS, sizes, strict=True))


def heading() -> str:
    return f"{'importer':<24}" + "".join(f"{column:>12}" for column in COLUMNS)


def line(name: str, plan: Plan) -> str:
    return f"{name:<24}" + "".join(f"{count:>12,}" for count in counts(plan).values())


def summary(plans: Sequence[Plan], *, verbose: bool) -> Iterator[str]:
    """What the registry holds now, what was kept out of it and why, and what in it stands for nothing known."""
    yield "\nThe registry holds"
    for model in WRITE_ORDER:
        yield f"  {model.__name__:<24}{model.objects.count():>12,}"
    yield from findings(plans, verbose=verbose)
    yield "\nNo relationship says what these stand for, so no flag of it reaches them, by type"
    alone = without_origin()
    yield from tally(alone.values_list("asset_type", flat=True).iterator())
    for asset in alone.iterator() if verbose else ():
        yield f"  {asset}, from {asset.source}: {asset.pk}"


def findings(plans: Sequence[Plan], *, verbose: bool) -> Iterator[str]:
    """How often each reason kept something out; with `verbose` each time that it did."""
    for title in ("mended", "conflicts", "refused"):
        found: list[Finding] = [finding for plan in plans for finding in getattr(plan, title)]
        if found:
            yield f"\n{title.capitalize()}, by reason"
            yield from tally(finding.title for finding in found)
        for finding in found if verbose else ():
            yield f"  {finding.record}: {finding.title}: {finding.detail}"


def without_origin() -> QuerySet[Asset]:
    """Assets that seem to stand for another one, while no relationship says for which."""
    origins = AssetRelationship.objects.filter(from_asset=OuterRef("pk"), relationship_type__in=DERIVING)
    namesakes = Asset.objects.filter(
        symbol_skeleton=OuterRef("symbol_skeleton"), market_cap_rank__lt=MAJOR_RANK, deleted_at=None
    )
    is_minor = Q(market_cap_rank=None) | Q(market_cap_rank__gte=MAJOR_RANK)
    shares_symbol = Q(is_minor, Exists(namesakes)) & ~Q(asset_type=AssetType.FIAT)
    found = Asset.objects.filter(STANDS_FOR_ANOTHER | shares_symbol, ~Exists(origins), deleted_at=None)
    return found.order_by("asset_type", "symbol", "pk")


def tally(words: Iterable[str]) -> Iterator[str]:
    return (f"  {word:<40}{count:>8,}" for word, count in Counter(words).most_common())


def write_report(path: Path, plans: dict[str, Plan]) -> None:
    """Every change, conflict and refusal of a seed, and what stands for nothing known, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    details: dict[str, Any] = {name: _details(plan) for name, plan in plans.items()}
    details["without_origin"] = [_asset(asset) for asset in without_origin()]
    path.write_text(json.dumps(details, ensure_ascii=False, indent=1), encoding="utf-8")


def _details(plan: Plan) -> dict[str, Any]:
    return {
        "counts": counts(plan),
        "new": Counter(type(row).__name__ for row in plan.new),
        "changed": [
            {"row": f"{type(row).__name__} {row}", **_texts(differences)}
            for row, differences in plan.changed.items()
        ],
        "mended": [_finding(finding) for finding in plan.mended],
        "conflicts": [_finding(finding) for finding in plan.conflicts],
        "refused": [_finding(finding) for finding in plan.refused],
    }


def _asset(asset: Any) -> dict[str, str]:
    names = ("asset_type", "symbol", "name", "source")
    return {"asset_id": str(asset.pk), **{name: getattr(asset, name) for name in names}}


def _texts(differences: Differences) -> dict[str, list[str]]:
    return {name: [as_text(old), as_text(new)] for name, (old, new) in differences.items()}


def _finding(finding: Finding) -> dict[str, str]:
    return {"record": finding.record, "reason": finding.title, "detail": finding.detail}
