"""Venues: where trading happens."""

from django.db import models
from django.db.models import Q

from registry.values.choices import VenueType
from registry.values.patterns import validate_pattern

from . import fields
from .slugged import SluggedRow


class Venue(SluggedRow):
    """A place to trade: one market segment of an exchange, or one protocol on one chain.  Never deleted."""

    venue_id = fields.slug(primary_key=True)
    name = fields.text()
    operator = fields.slug(null=True, blank=True)
    venue_type = fields.choice(VenueType)
    chain = fields.reference("registry.Chain", "venues", null=True, blank=True)
    protocol_address = fields.optional_text()
    website_url = fields.url()
    api_endpoint = fields.url()
    mic = fields.optional_text(4)
    symbol_pattern = fields.optional_text(validators=[validate_pattern])
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["venue_id"]
        constraints = [
            fields.one_of("venue_type", VenueType, name="venue_type_known"),
            fields.check(
                ~Q(venue_type=VenueType.DEX) | Q(chain__isnull=False),
                name="venue_dex_has_chain",
                message="chain_id: a DEX needs the chain it runs on; on two chains it is two venues",
            ),
        ]
        indexes = [
            models.Index(fields=["venue_type", "venue_id"], name="venue_by_type"),
            models.Index(fields=["chain", "venue_id"], name="venue_by_chain"),
            models.Index(fields=["operator", "venue_id"], name="venue_by_operator"),
            models.Index(fields=["is_active", "venue_id"], name="venue_by_state"),
        ]

    def __str__(self) -> str:
        return str(self.venue_id)

    def normalize(self) -> None:
        chain = self.known("chain")
        if self.protocol_address and chain is not None:
            self.protocol_address = chain.parse(self.protocol_address, field="protocol_address").shown
