"""Running an importer on a few records of a test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
from django.db import connection

from cqi.database import LIMITS, set_limits
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan
from registry.importers.engine.reasons import Finding
from registry.importers.engine.tables import Tables
from registry.models import SourceClaim
from registry.models.base import kind_of


def run(importer: Importer, *records: Any, dry_run: bool = False) -> Plan:
    """What the importer does with these records, on what is stored now."""
    return replace(importer, read=lambda: list(records)).run(Tables(), dry_run=dry_run)


def conflicts(plan: Plan) -> list[tuple[str, str]]:
    return [(finding.record, about(finding)) for finding in plan.conflicts]


def refused(plan: Plan) -> list[tuple[str, str]]:
    return [(finding.record, about(finding)) for finding in plan.refused]


def claims_of(row: Any) -> dict[tuple[str, str], SourceClaim]:
    """What the importers remember of a row, by field and source."""
    claims = SourceClaim.objects.filter(entity=kind_of(type(row)), entity_id=str(row.pk))
    return {(claim.field, claim.source): claim for claim in claims}


def derivations(row: Any) -> dict[str, str]:
    return {name: claim.derivation for (name, _), claim in claims_of(row).items() if claim.derivation}


def about(finding: Finding) -> str:
    """The field or the code that a finding is about, or else its reason."""
    return finding.about or str(finding.reason)


@contextmanager
def another_change(sql: str, *params: Any) -> Iterator[psycopg.Connection[Any]]:
    """Somebody else's transaction, which holds what this statement locks; nobody waits long for it."""
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(sql, params)
        set_limits(connection, {"lock_timeout": "50ms"})
        try:
            yield other
        finally:
            set_limits(connection, LIMITS)
