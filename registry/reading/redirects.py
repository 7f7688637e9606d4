"""Where the id of a merged asset leads: to the asset it became, for ever, wherever a request refers to one.

A merge leaves every `merged_into` pointing at the final asset, so one step is enough.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from cqi.errors import CqiError, NotFound
from registry.models import Asset, AssetGroup
from registry.rules.holding import held_by

T = TypeVar("T")


def final_key(model: type[Any], key: Any, *, show_deleted: bool = False) -> Any:
    """The key of the row that a filter names; for a merged asset, that of what it became.  Raises NotFound.

    A deleted row can be named, because what refers to it stays and can be listed.  A deleted group has no
    members, so it is not found unless `show_deleted` says otherwise.
    """
    rows = model.objects.live() if model is AssetGroup and not show_deleted else model.objects.all()
    found = list(rows.filter(pk=key).values_list("merged_into" if model is Asset else "pk", flat=True))
    if not found:
        raise NotFound(model.__name__, str(key))
    return found[0] or key


def following_merges(
    model: type[models.Model], rows: Sequence[Mapping[str, Any]], attempt: Callable[..., T]
) -> T:
    """What `attempt` makes of the values of rows.  Where it fails, it tries again with what merged assets became.

    Merged assets are looked up only after a failure: the usual case costs nothing, and a merge that overtook the
    first attempt is seen by the next.
    """
    try:
        return attempt(*rows)
    except (CqiError, ValidationError):
        final = with_final_assets(model, rows)
        if final == rows:
            raise
    return following_merges(model, final, attempt)


def with_final_assets(
    model: type[models.Model], rows: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The values of rows of one model, with what merged assets became in their place."""
    names = {field.attname for field in held_by(model)}
    keys = {values[name] for values in rows for name in names & values.keys()} - {None}
    merged = Asset.objects.filter(pk__in=keys, merged_into__isnull=False) if keys else Asset.objects.none()
    became = dict(merged.values_list("pk", "merged_into"))
    return [
        {name: became.get(value, value) if name in names else value for name, value in values.items()}
        for values in rows
    ]
