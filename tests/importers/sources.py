"""Running an importer on a few records of a test's own."""

from dataclasses import replace
from typing import Any

from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Finding, Plan
from registry.importers.engine.tables import Tables


def run(importer: Importer, *records: Any, dry_run: bool = False) -> Plan:
    """What the importer does with these records, on what is stored now."""
    return replace(importer, read=lambda: list(records)).run(Tables(), dry_run=dry_run)


def conflicts(plan: Plan) -> list[tuple[str, str]]:
    return [(finding.record, about(finding)) for finding in plan.conflicts]


def refused(plan: Plan) -> list[tuple[str, str]]:
    return [(finding.record, about(finding)) for finding in plan.refused]


def about(finding: Finding) -> str:
    """The field or the code that a finding is about, or else its reason."""
    return finding.about or str(finding.reason)
