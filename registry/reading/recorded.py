"""Reading the record of changes."""

from typing import Any

from cqi.errors import NotFound
from registry.models import Change
from registry.values.clock import now


def change_by(**key: Any) -> Change:
    """The change with this id or revision, if it was made by the moment that is asked about.  Raises NotFound."""
    change = Change.objects.filter(**key, at__lte=now()).first()
    if change is None:
        raise NotFound("Change", str(*key.values()))
    return change
