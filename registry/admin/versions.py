"""The version a page was made from, carried by the page: signed, so that it cannot be made up."""

from typing import Any

from django.core import signing
from django.db.models import Model

_signer = signing.Signer(salt="registry.admin.version")


def seal(row: Any) -> str:
    """The signed version of this row, which a page about it carries."""
    return _signer.sign(f"{_name(row)}:{row.version}")


def seen(row: Model, sealed: str) -> int | None:
    """The version that a page about this row was made from; None where it carries none of ours."""
    try:
        name, _, version = _signer.unsign(sealed).rpartition(":")
    except signing.BadSignature:
        return None
    return int(version) if name == _name(row) else None


def _name(row: Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"
