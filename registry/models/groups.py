"""Groups: assets that a portfolio counts as one, each with a weight."""

from decimal import Decimal

from django.db import models

from registry.values.text import fold

from . import fields
from .base import RemovableRow, Row


class AssetGroup(Row):
    """A named set of assets, such as all forms of ETH."""

    gone_field = "deleted_at"

    group_id = fields.key()
    name = fields.text()
    description = models.TextField(null=True, blank=True)
    group_type = fields.optional_text(64)
    canonical_symbol = fields.text(null=True, blank=True)
    canonical_symbol_key = models.CharField(max_length=512, null=True, editable=False)
    issuer = fields.optional_text(128)
    deleted_at = fields.moment()

    class Meta:
        ordering = ["group_id"]
        constraints = [
            fields.unique(
                "name",
                name="group_name_unique",
                message="name: another group has it",
                condition=fields.LIVE,
            ),
        ]
        indexes = [
            models.Index(fields=["canonical_symbol_key", "group_id"], name="group_by_symbol"),
            models.Index(fields=["issuer", "group_id"], name="group_by_issuer"),
            models.Index(fields=["group_type", "group_id"], name="group_by_type"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def normalize(self) -> None:
        self.canonical_symbol_key = fold(self.canonical_symbol) if self.canonical_symbol else None


class AssetGroupMember(RemovableRow):
    """An asset in a group; its weight is what one unit of it counts for."""

    member_id = fields.key()
    group = fields.reference("registry.AssetGroup", "members", limit_choices_to=fields.LIVE)
    asset = fields.reference("registry.Asset", "memberships", limit_choices_to=fields.LIVE)
    weight = models.DecimalField(max_digits=50, decimal_places=24, default=Decimal(1))
    is_canonical = models.BooleanField(default=False)

    class Meta:
        ordering = ["member_id"]
        constraints = [
            fields.unique(
                "group",
                "asset",
                name="group_member_unique",
                message="asset_id: the group has this asset already",
            ),
            fields.unique(
                "group",
                name="group_canonical_unique",
                message="is_canonical: the group has another canonical member",
                condition=models.Q(is_canonical=True),
            ),
            *fields.positive(("weight",), name="group_member"),
        ]
        indexes = [
            models.Index(fields=["group", "member_id"], name="group_member_by_group"),
            models.Index(fields=["asset", "group"], name="group_member_by_asset"),
        ]

    def __str__(self) -> str:
        return f"{self.group.name}: {self.asset.symbol}"
