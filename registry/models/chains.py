"""Chains: the networks that assets are deployed on."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models

from registry import addresses
from registry.addresses import Address
from registry.caip import evm_caip2, validate_caip2

from . import fields
from .base import Row
from .choices import ChainType


class Chain(Row):
    """A network.  Sources merge by CAIP-2; a chain is never deleted."""

    chain_id = fields.slug(primary_key=True)
    chain_name = fields.text()
    chain_type = fields.choice(ChainType)
    network_id = models.BigIntegerField(null=True, blank=True)
    caip2 = fields.optional_text(64, validators=[validate_caip2])
    slip44 = models.PositiveBigIntegerField(null=True, blank=True)
    native_asset = fields.reference(
        "registry.Asset", "native_on", null=True, blank=True, db_index=True, limit_choices_to=fields.LIVE
    )
    explorer_url = fields.url()
    rpc_urls = fields.url_list()
    is_testnet = models.BooleanField(default=False)

    class Meta:
        ordering = ["chain_id"]
        constraints = [
            fields.unique("caip2", name="chain_caip2_unique", message="caip2: another chain has it"),
            fields.one_of("chain_type", ChainType, name="chain_type_known"),
        ]
        indexes = [models.Index(fields=["chain_type", "chain_id"], name="chain_by_type")]

    def __str__(self) -> str:
        return str(self.chain_id)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.chain_type = str(self.chain_type or "").upper()
        super().clean_fields(exclude)

    def parse(self, address: str, *, field: str) -> Address:
        """An address as this chain writes it.  Raises ValidationError naming the field that holds it."""
        try:
            return addresses.parse(self.chain_type, self.network_id, address)
        except ValidationError as error:
            raise ValidationError({field: error.error_list}) from None

    def normalize(self) -> None:
        if self.chain_type == ChainType.EVM and self.network_id is not None and self.caip2 is None:
            self.caip2 = evm_caip2(self.network_id)

    def clean(self) -> None:
        super().clean()
        if self.network_id is None or not (self.caip2 or "").startswith("eip155:"):
            return
        if self.caip2 != (right := evm_caip2(self.network_id)):
            raise ValidationError({"caip2": f"must be {right}, by the network's number"})
