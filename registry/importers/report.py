"""What a seed did, for people to read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .claims import as_text
from .plan import Differences, Finding, Plan
from .tables import UNIQUE

COLUMNS = ("new", "changed", "unchanged", "conflicting", "refused")


def counts(plan: Plan) -> dict[str, int]:
    """Of rows what is new, changed and unchanged; of findings what is conflicting and refused."""
    sizes = (len(plan.new), len(plan.changed), plan.unchanged, len(plan.conflicts), len(plan.refused))
    return dict(zip(COLUMNS, sizes, strict=True))


def heading() -> str:
    return f"{'importer':<24}" + "".join(f"{column:>12}" for column in COLUMNS)


def line(name: str, plan: Plan) -> str:
    return f"{name:<24}" + "".join(f"{count:>12,}" for count in counts(plan).values())


def summary(plans: dict[str, Plan], *, verbose: bool) -> Iterator[str]:
    """What the registry holds now, and how often each reason kept something out of it."""
    yield "\nThe registry holds"
    for model in UNIQUE:
        yield f"  {model.__name__:<24}{model.objects.count():>12,}"
    for title in ("conflicts", "refused"):
        findings = [finding for plan in plans.values() for finding in getattr(plan, title)]
        yield f"\n{title.capitalize()}, by reason"
        yield from by_reason(findings)
        for finding in findings if verbose else ():
            yield f"  {finding.record}: {finding.reason}: {finding.detail}"


def by_reason(findings: Iterable[Finding]) -> Iterator[str]:
    reasons = Counter(finding.reason for finding in findings)
    return (f"  {reason:<40}{count:>8,}" for reason, count in reasons.most_common())


def write(path: Path, plans: dict[str, Plan]) -> None:
    """Every change, conflict and refusal of a seed, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    details = {name: _details(plan) for name, plan in plans.items()}
    path.write_text(json.dumps(details, ensure_ascii=False, indent=1), encoding="utf-8")


def _details(plan: Plan) -> dict[str, Any]:
    return {
        "counts": counts(plan),
        "new": Counter(type(row).__name__ for row in plan.new),
        "changed": [
            {"row": f"{type(row).__name__} {row}", **_texts(differences)}
            for row, differences in plan.changed.items()
        ],
        "conflicts": [_finding(finding) for finding in plan.conflicts],
        "refused": [_finding(finding) for finding in plan.refused],
    }


def _texts(differences: Differences) -> dict[str, list[str]]:
    return {name: [as_text(old), as_text(new)] for name, (old, new) in differences.items()}


def _finding(finding: Finding) -> dict[str, str]:
    return {"record": finding.record, "reason": finding.reason, "detail": finding.detail}
