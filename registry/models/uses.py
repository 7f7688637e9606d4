"""How much the entries of the cache are used."""

from django.db import models


class CacheUse(models.Model):
    """The uses of one entry, of which half are forgotten each day; the most used are loaded at a start."""

    key = models.TextField(primary_key=True, help_text="The key of the entry.")
    score = models.FloatField(help_text="The uses, those of before a day counted half, as of that moment.")
    at = models.DateTimeField(help_text="The moment up to which they are counted.")

    def __str__(self) -> str:
        return f"{self.key}: {self.score:.0f}"
