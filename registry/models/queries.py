"""Queries for rows, without the ways round their versions and what follows a change."""

from typing import Any, Self, TypeVar

from django.db import models, transaction

R_co = TypeVar("R_co", bound=models.Model, covariant=True)


class RowQuerySet(models.QuerySet[R_co]):
    """Rows, without the ways round their versions."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("update() would go round versions: save each row, or use registry.writing.write")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("bulk_update() would go round versions: use registry.writing.write")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        raise TypeError("bulk_create() would go round versions: use registry.writing.write")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete each row by its own rule (softly where the model is never removed), all or none."""
        with transaction.atomic():
            rows = list(self)
            for row in rows:
                row.delete()
        return len(rows), {self.model._meta.label: len(rows)}

    # Not on the manager: `objects.delete()` would be every row of the table.
    delete.queryset_only = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]

    def live(self) -> Self:
        """Those that are neither deleted nor delisted."""
        gone: str | None = getattr(self.model, "gone_field", None)
        return self.filter(**{f"{gone}__isnull": True}) if gone else self
