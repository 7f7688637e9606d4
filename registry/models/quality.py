"""Quality flags: what is wrong with an asset, how badly, and what became of it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from registry.rules import holding
from registry.values.choices import FlagType, Severity
from registry.values.text import says_something

from . import fields
from .assets import Asset
from .base import Row


class QualityFlag(Row):
    """A mark on an asset.  While an active one is CRITICAL the asset must not be traded.

    Flags are resolved, never deleted.
    """

    message_name = "AssetQualityFlag"

    flag_id = fields.key()
    asset = fields.reference("registry.Asset", "flags")
    flag_type = fields.choice(FlagType)
    severity = models.SmallIntegerField(choices=Severity.choices)
    source = fields.text()
    reason = models.TextField(null=True, blank=True)
    evidence_url = fields.url()
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = fields.optional_text()
    raised_actor = fields.optional_text(editable=False)
    resolved_at = fields.moment()
    resolved_by = fields.optional_text()
    resolved_actor = fields.optional_text(editable=False)
    resolution_notes = models.TextField(null=True, blank=True)

    class Meta:
        ordering = ["flag_id"]
        permissions = [("resolve_qualityflag", "Can resolve a quality flag")]
        constraints = [
            fields.one_of("flag_type", FlagType, name="flag_type_known"),
            fields.one_of("severity", Severity, name="flag_severity_known"),
            fields.check(
                Q(severity__lt=Severity.HIGH) | Q(reason__isnull=False) | Q(evidence_url__isnull=False),
                name="flag_high_has_grounds",
                message="reason: from HIGH on a flag needs a reason or an evidence_url",
            ),
            fields.check(
                Q(resolved_at__isnull=True) | Q(resolution_notes__isnull=False),
                name="flag_resolution_has_notes",
                message="resolution_notes: say what was found, a flag is not resolved without it",
            ),
        ]
        indexes = [
            models.Index(fields=["asset", "flag_id"], name="flag_by_asset"),
            models.Index(
                fields=["asset", "severity", "flag_type", "source"],
                name="flag_active",
                condition=Q(resolved_at__isnull=True),
            ),
            models.Index(fields=["flag_type", "flag_id"], name="flag_by_type"),
            models.Index(fields=["source", "flag_id"], name="flag_by_source"),
            models.Index(fields=["severity", "flag_id"], name="flag_by_severity"),
        ]

    def __str__(self) -> str:
        return f"{self.flag_type} {Severity(self.severity).name} on {self.asset.symbol}"

    def normalize(self) -> None:
        """A reason or finding of characters that nobody can see is none."""
        self.reason, self.resolution_notes = said(self.reason), said(self.resolution_notes)

    @classmethod
    def hold_batch(cls, rows: Sequence["QualityFlag"]) -> None:
        """A flag stands on what its asset has become: on a merged one nobody would look for it.

        One that keeps its asset leaves it alone: a merge locks the asset before it locks the flag.
        """
        coming = [row for row in rows if row.says("asset_id")]
        became = {key: held_final(key) for key in sorted({row.asset_id for row in coming})}
        for row in coming:
            row.asset_id = became[row.asset_id]


def said(text: str | None) -> str | None:
    return text.strip() if text and says_something(text) else None


def held_final(asset_id: UUID) -> UUID:
    """The asset, or what it was merged into, held against the next merge, which moves its flags.

    The key of no asset stays as it is.
    """
    while True:
        # Read before it is held: a merge holds its target's lock and waits for those merged into it.
        asset_id = Asset.objects.filter(pk=asset_id).values_list("merged_into", flat=True).first() or asset_id
        held = holding.held_targets(Asset, [asset_id]).get(asset_id)
        if held is None or held.merged_into is None:
            return asset_id
