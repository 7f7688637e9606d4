"""What Redis has not been told to forget."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class OwedInvalidation(models.Model):
    """Entries of the cache that a committed write has not surely buried.

    Redis did not take their tombstones, or they may have ended before the commit.  It is written in the transaction
    of the change, so it is there as soon as the change is.  Whoever has made Redis take the tombstones removes it.
    """

    keys = ArrayField(models.TextField(), help_text="The cache keys that the write touched.")
    stamps = ArrayField(
        models.BigIntegerField(), help_text="For each key the stamp of the row that was written."
    )
    owed_at = models.DateTimeField(
        db_default=Now(), editable=False, help_text="When the transaction of the change began."
    )

    class Meta:
        indexes = [models.Index(fields=["owed_at"], name="owed_invalidation_by_age")]

    def __str__(self) -> str:
        return f"{len(self.keys)} keys, from {self.owed_at:%Y-%m-%d %H:%M:%S}"
