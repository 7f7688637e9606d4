"""What the registry holds, without keys, versions and times: two that hold the same say the same here."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from registry.importers.engine.tables import WRITE_ORDER
from registry.models import Asset, AssetDeployment, AssetIdentifier, Row, SourceClaim
from registry.models.base import kind_of

Names = dict[tuple[str, str], str]
"""By kind of row and key, what the row is known by."""


def content() -> dict[str, list[str]]:
    """Each row that importers write, and each claim, as a text; what it refers to by name."""
    names = asset_names()
    held = {}
    for model in WRITE_ORDER:
        rows = {row.pk: told(row, names) for row in model.objects.all()}
        held[model.__name__] = sorted(rows.values())
        names |= {(kind_of(model), str(pk)): text for pk, text in rows.items() if model is not Asset}
    held["SourceClaim"] = sorted(told_claim(claim, names) for claim in SourceClaim.objects.all())
    return held


def asset_names() -> Names:
    """An asset is known by its texts, its ids and its places: its symbol alone is not unique."""
    known: dict[Any, list[str]] = defaultdict(list)
    for asset, *name in AssetIdentifier.objects.values_list("asset", "source", "external_id"):
        known[asset].append(":".join(name))
    for asset, chain, address in AssetDeployment.objects.values_list("asset", "chain", "address_key"):
        known[asset].append(f"{chain}/{address}")
    return {
        ("Asset", str(row.pk)): f"{row.symbol} {row.name} {sorted(known[row.pk])}"
        for row in Asset.objects.all()
    }


def told(row: Row, names: Names) -> str:
    values = {}
    for name in row.own_fields():
        field, value = row._meta.get_field(name), getattr(row, name)
        if field.is_relation and value is not None:
            value = names[kind_of(field.related_model), str(value)]
        if name != row._meta.pk.attname or not isinstance(value, UUID):
            values[name] = value
    return repr(values)


def told_claim(claim: SourceClaim, names: Names) -> str:
    about = names[claim.entity, claim.entity_id]
    value = names.get(("Asset", claim.said), claim.said)
    return repr((about, claim.field, claim.source, value, claim.derivation, claim.observed, claim.origin))
