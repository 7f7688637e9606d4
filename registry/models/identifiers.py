"""Identifiers: what data sources call an asset or a symbol."""

import re
from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from registry.values.choices import DataSource, SymbolDataSource
from registry.values.text import fold

from . import fields
from .base import RemovableRow

CONSONANT = "[B-DF-HJ-NP-TV-Z]"

Standards = Mapping[str, tuple[str, str]]

STANDARDS: Standards = {
    "ISO4217": (r"[A-Z]{3}", "an ISO 4217 code is three upper-case letters, such as USD"),
    # Its check character's rule is in ISO 24165 alone, which is sold.
    "DTI": (
        r"[1-9B-DF-HJ-NP-TV-XZ][0-9B-DF-HJ-NP-TV-XZ]{8}",
        "a DTI is nine digits and upper-case consonants without Y, not beginning with 0, such as 4H95J0R2X",
    ),
    "FIGI": (
        rf"(?!BS|BM|GG|GB|GH|KY|VG){CONSONANT}{{2}}G(?:{CONSONANT}|\d){{8}}\d",
        "a FIGI is two upper-case consonants, G, eight consonants or digits, a check digit, such as BBG000BLNNH6",
    ),
}
"""For sources that are standards: what an id looks like, and the words that say so."""


class Identifier(RemovableRow):
    """The name that a data source has for a row; of several, one is primary."""

    source_field: ClassVar[str] = "source"
    standards: ClassVar[Standards] = STANDARDS

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

    def check_rules(self) -> None:
        super().check_rules()
        if self.says("external_id", self.source_field):
            check_standard(self.standards, getattr(self, self.source_field), self.external_id or "")


def check_standard(standards: Standards, source: str, external_id: str) -> None:
    """ValidationError where the source is a standard and this is no id by it."""
    if source not in standards:
        return
    form, said = standards[source]
    if not re.fullmatch(form, external_id, re.ASCII):
        raise ValidationError({"external_id": said})
    if source == "FIGI" and not has_check_digit(external_id):
        raise ValidationError({"external_id": f"{said}: the check digit of {external_id} is wrong"})


def has_check_digit(figi: str) -> bool:
    """Whether a FIGI ends with its check digit (modulus 10, double add double)."""
    digits = "".join(str(int(character, 36) * (1 + at % 2)) for at, character in enumerate(figi[:11]))
    return (sum(map(int, digits)) + int(figi[11])) % 10 == 0


def constraints(owner: str, source: str, known: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """The constraints of identifiers: an id belongs to one row, and a row has one primary id of a source."""
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

    source_field = "data_source"
    standards: ClassVar[Standards] = {
        **STANDARDS,
        "ISO4217": (
            r"[A-Z]{3}(/?[A-Z]{3})?",
            "an ISO 4217 code is three upper-case letters, such as USD, a pair two of them, such as EUR/USD",
        ),
    }

    class Meta(Identifier.Meta):
        constraints = constraints("symbol", "data_source", SymbolDataSource)
        indexes = indexes("symbol", "data_source")

    def __str__(self) -> str:
        return f"{self.data_source}:{self.external_id}"
