"""Slugs for chains and venues that come without one."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from registry.models import Row


def slug_of(name: str) -> str:
    """`OKX Wallet (EU)` as `okx_wallet_eu`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:64].rstrip("_")


def with_slug(model: type[Row], values: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    """The values; where they have no slug, with one that is made from the name.  Raises ValidationError."""
    key = model._meta.pk.attname
    if values.get(key) or not values.get(name):
        return dict(values)
    slug = slug_of(values[name])
    if not slug:
        raise ValidationError({name: "has no letter or digit to make a slug of: send one"})
    return {**values, key: slug}
