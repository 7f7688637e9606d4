"""Relationships: what an asset stands for."""

from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q

from registry.rules import cycles
from registry.values.choices import RelationshipType

from . import fields
from .base import RemovableRow


class AssetRelationship(RemovableRow):
    """An edge from a derivative to what it stands for, as WETH -WRAPS-> ETH."""

    relationship_id = fields.key()
    from_asset = fields.reference("registry.Asset", "stands_for", limit_choices_to=fields.LIVE)
    to_asset = fields.reference("registry.Asset", "stood_for_by", limit_choices_to=fields.LIVE)
    relationship_type = fields.choice(RelationshipType)
    conversion_rate = fields.number()
    weight = fields.number()
    protocol = fields.optional_text(128)
    description = models.TextField(null=True, blank=True)

    class Meta:
        ordering = ["relationship_id"]
        constraints = [
            fields.unique(
                "from_asset",
                "to_asset",
                "relationship_type",
                name="relationship_unique",
                message="relationship_type: these two assets are related in this way already",
            ),
            fields.check(
                ~Q(from_asset=F("to_asset")),
                name="relationship_not_to_itself",
                message="to_asset: an asset cannot stand for itself",
            ),
            fields.one_of("relationship_type", RelationshipType, name="relationship_type_known"),
            *fields.positive(("conversion_rate", "weight"), name="relationship"),
        ]
        indexes = [
            models.Index(fields=["from_asset", "relationship_id"], name="relationship_by_from"),
            models.Index(fields=["to_asset", "relationship_id"], name="relationship_by_to"),
            models.Index(fields=["relationship_type", "relationship_id"], name="relationship_by_type"),
        ]

    def __str__(self) -> str:
        return f"{self.from_asset.symbol} {self.relationship_type} {self.to_asset.symbol}"

    @property
    def edge(self) -> cycles.Edge:
        return cycles.Edge(
            str(self.pk), str(self.from_asset_id), str(self.to_asset_id), str(self.relationship_type)
        )

    @property
    def moved(self) -> bool:
        """Whether this save makes a new edge, or another edge of it."""
        return not isinstance(self.before, AssetRelationship) or self.before.edge != self.edge

    @classmethod
    def check_batch(cls, rows: Sequence["AssetRelationship"]) -> None:
        cycles.refuse_cycles([row.edge for row in rows if row.moved])
