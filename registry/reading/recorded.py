"""Reading the record of changes."""

from typing import Any

from cqi.errors import NotFound
from registry.models import Change


def change_by(**key: Any) -> Change:
    """The change with this id or revision.  Raises NotFound."""
    change = Change.objects.filter(**key).first()
    if change is None:
        raise NotFound("Change", str(*key.values()))
    return change
