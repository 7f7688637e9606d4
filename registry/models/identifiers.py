"""Identifiers: what data sources call an asset or a symbol."""

from django.db import models
from django.db.models import Q

from registry.text import fold

from . import fields
from .base import RemovableRow
from .choices import DataSource, SymbolDataSource


class Identifier(RemovableRow):
    """The name that a data source has for a row; of several, one is primary."""

    identifier_id = fields.key()
    external_id = fields.text(256)
    external_id_key = fields.folded(1024)
    is_primary = models.BooleanField(default=False)
    verified_at = fields.moment()

    class Meta:
        abstract = True
        ordering = ["identifier_id"]

    def normalize(self) -> None:
        self.external_id_key = fold(self.external_id or "")


def constraints(owner: str, source: str, known: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """An id is one row's; a row has one primary id of a source."""
    return [
        fields.unique(
            source,
            "external_id",
            name=f"{owner}_identifier_unique",
            message=f"external_id: {'an' if owner == 'asset' else 'a'} {owner} has this id of this source",
        ),
        fields.unique(
            owner,
            source,
            name=f"{owner}_identifier_primary_unique",
            message=f"is_primary: the {owner} has another primary id of this source",
            condition=Q(is_primary=True),
        ),
        fields.one_of(source, known, name=f"{owner}_identifier_source_known"),
    ]


def indexes(owner: str, source: str) -> list[models.Index]:
    return [
        models.Index(fields=[owner, source, "identifier_id"], name=f"{owner}_identifier_by_{owner}"),
        models.Index(fields=[source, "identifier_id"], name=f"{owner}_identifier_by_source"),
        models.Index(fields=["external_id_key", owner], name=f"{owner}_identifier_by_name"),
    ]


class AssetIdentifier(Identifier):
    """The name a data source has for an asset."""

    asset = fields.reference("registry.Asset", "identifiers", limit_choices_to=fields.LIVE)
    source = fields.choice(DataSource)

    class Meta(Identifier.Meta):
        constraints = constraints("asset", "source", DataSource)
        indexes = indexes("asset", "source")

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"


class SymbolIdentifier(Identifier):
    """The name a data source has for an instrument."""

    symbol = fields.reference("registry.Symbol", "identifiers", limit_choices_to=fields.LIVE)
    data_source = fields.choice(SymbolDataSource)

    class Meta(Identifier.Meta):
        constraints = constraints("symbol", "data_source", SymbolDataSource)
        indexes = indexes("symbol", "data_source")

    def __str__(self) -> str:
        return f"{self.data_source}:{self.external_id}"
