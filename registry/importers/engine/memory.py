"""What sources said of rows before, and what an import adds to that."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from registry.models import Row, SourceClaim
from registry.models.base import kind_of

Said = dict[tuple[str, str], SourceClaim]
"""The claims about one row, by field and source."""

KEY = ("entity", "entity_id", "field", "source")
KEPT = ("said", "derivation", "observed", "origin")

CLAIMS_AT_ONCE = 1000


class Memory:
    """The claims about rows.  Those of a model are read when one of them is first asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Said] = defaultdict(dict)
        self._read: set[type[Row]] = set()

    def read(self, model: type[Row], keys: Iterable[Any] | None = None) -> None:
        """Read the claims about these rows of a model, or about all of them."""
        claims = SourceClaim.objects.filter(entity=kind_of(model))
        if keys is not None:
            claims = claims.filter(entity_id__in=[str(key) for key in keys])
        for claim in claims.iterator():
            self.add(claim)
        self._read.add(model)

    def of(self, row: Row) -> Said:
        """What was said of the row, by whichever source."""
        if type(row) not in self._read:
            self.read(type(row))
        return self._known[kind_of(type(row)), str(row.pk)]

    def add(self, claim: SourceClaim) -> bool:
        """Keep the claim in mind.  Returns whether it says something new."""
        said = self._known[claim.entity, claim.entity_id]
        known = said.get((claim.field, claim.source))
        said[claim.field, claim.source] = claim
        return known is None or any(getattr(known, name) != getattr(claim, name) for name in KEPT)

    def said(self, row: Row, name: str, source: str) -> str | None:
        """What the source said last of a field; None if nothing."""
        claim = self.of(row).get((name, source))
        return claim.said if claim and claim.said else None

    def is_derived(self, row: Row, name: str) -> bool:
        return any(field == name and claim.derivation for (field, _), claim in self.of(row).items())

    def newest(self, row: Row, source: str) -> date | None:
        """The last day on which the source said something of the row."""
        days = (claim.observed for (_, by), claim in self.of(row).items() if by == source)
        return max(filter(None, days), default=None)


def claim_of(row: Row, name: str, source: str, **kept: Any) -> SourceClaim:
    return SourceClaim(entity=kind_of(type(row)), entity_id=str(row.pk), field=name, source=source, **kept)


def write_claims(claims: Iterable[SourceClaim]) -> None:
    """Write claims, each in the place of what the same source said before."""
    SourceClaim.objects.bulk_create(
        claims, batch_size=CLAIMS_AT_ONCE, update_conflicts=True, unique_fields=KEY, update_fields=KEPT
    )


def as_text(value: Any) -> str:
    """One spelling for each value, so that 0.10 read back from the database is the 0.1 that was said."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    return str(getattr(value, "pk", value))
