"""Rows that end by being delisted: when, and that they are inactive from then on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from registry.values.clock import CLOCKS_DIFFER

from . import fields
from .base import Row


class DelistableRow(Row):
    """A row with a time from which on it is delisted; what is delisted is inactive."""

    delisted_at = fields.moment()
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def normalize(self) -> None:
        if self.delisted_at is None:
            return
        # Checked before the row is made inactive below: afterwards nobody could see that it was asked to be active.
        if self.is_active and self.before is not None and "is_active" in self.changed_fields():
            raise ValidationError({"is_active": "is delisted: clear delisted_at in the same change"})
        self.is_active = False

    def check_rules(self) -> None:
        super().check_rules()
        is_future = self.delisted_at is not None and self.delisted_at > timezone.now() + CLOCKS_DIFFER
        if is_future and self.says("delisted_at"):
            why = "is in the future, and delists at once: set it when it comes, or is_active to false"
            raise ValidationError({"delisted_at": why})
