"""What sources said: the importers' memory, and where a field's value comes from."""

from django.db import models


class SourceClaim(models.Model):
    """What one source said last of one field of a row, as far as the row has it from that source.

    Bookkeeping: it has no version, and writing it does not change the row that it is about.
    """

    entity = models.CharField(max_length=64, help_text="The kind of row, such as VenueSymbol.")
    entity_id = models.CharField(max_length=128)
    field = models.CharField(max_length=128, help_text="A field, or metadata.KEY.")
    source = models.CharField(max_length=64)
    said = models.TextField(help_text="The value as text; empty where the source no longer gives one.")
    derivation = models.TextField(
        blank=True, default="", help_text="How the value was made, where it is not the source's own words."
    )
    observed = models.DateField(
        null=True, blank=True, help_text="The day on which the source said it, where that is known."
    )
    origin = models.CharField(max_length=256, blank=True, default="", help_text="By what the source said it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "entity_id", "field", "source"], name="source_claim_unique"
            ),
        ]
        indexes = [models.Index(fields=["source", "entity"], name="source_claim_by_source")]

    def __str__(self) -> str:
        return f"{self.source} of {self.entity} {self.entity_id}: {self.field}"
