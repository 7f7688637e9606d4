"""Rows whose key people write: a slug, which is made from the row's name where none was sent."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from .base import Row


class SluggedRow(Row):
    """A row with a slug for its key."""

    named_by: ClassVar[str] = "name"
    """The field that a slug is made from."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check each field.  Where the name is missing that the slug would be made from, only the name is told."""
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            if not self.pk and self.named_by in error.error_dict:
                error.error_dict.pop(self._meta.pk.name, None)
            raise

    def unique_error_message(self, model_class: Any, unique_check: Sequence[str]) -> ValidationError:
        """The refusal of a slug that is taken.  It says which slug, because the caller may not have written it."""
        text = f"another {self._meta.verbose_name} has the id %(taken)s: send another id"
        return ValidationError(text, "unique", {"model_class": model_class, "taken": str(self.pk)})
