"""Chains: the networks that assets are deployed on."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from registry.values import addresses
from registry.values.addresses import Address
from registry.values.addresses.formats import READ_BY_NETWORK
from registry.values.addresses.own_coin import own_coin_names
from registry.values.caip import evm_caip2, validate_caip2, validate_namespace
from registry.values.choices import ChainType

from . import fields
from .slugged import SluggedRow


class Chain(SluggedRow):
    """A network.  Sources merge by CAIP-2; a chain is never deleted."""

    named_by = "chain_name"

    chain_id = fields.slug(primary_key=True)
    chain_name = fields.text()
    chain_type = fields.choice(ChainType)
    network_id = models.BigIntegerField(null=True, blank=True)
    caip2 = fields.optional_text(64, validators=[validate_caip2])
    slip44 = models.PositiveBigIntegerField(null=True, blank=True)
    native_asset = fields.reference(
        "registry.Asset", "native_on", null=True, blank=True, db_index=True, limit_choices_to=fields.LIVE
    )
    native_aliases = fields.text_list()
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
            return addresses.parse(self.chain_type, self.network_id, address, self.reference)
        except ValidationError as error:
            raise ValidationError({field: error.error_list}) from None

    @property
    def reference(self) -> str | None:
        """What stands behind the colon in its CAIP-2 name, such as `pubnet`."""
        return self.caip2.partition(":")[2] if self.caip2 else None

    @property
    def own_coin_names(self) -> frozenset[str]:
        """What stands for the chain's own coin where a token has its address: texts, and keys of addresses."""
        return own_coin_names(self.chain_type, self.network_id, self.reference, tuple(self.native_aliases))

    def place_of(self, address: str, *, field: str) -> Address | None:
        """The address of a token; None where it is a name of the chain's own coin.  Raises as `parse` does."""
        names = self.own_coin_names
        # An EVM name of the coin hides no wrong digit, so its checksum does not count: lists write it in any case.
        if address in names or (self.chain_type == ChainType.EVM and address.lower() in names):
            return None
        parsed = self.parse(address, field=field)
        return None if parsed.key in names else parsed

    def normalize(self) -> None:
        if self.chain_type == ChainType.EVM and self.network_id is not None and self.caip2 is None:
            self.caip2 = evm_caip2(self.network_id)

    def check_rules(self) -> None:
        super().check_rules()
        is_evm = self.chain_type == ChainType.EVM
        # Elsewhere a number may be 0 or less: XRPL's main network is 0, TON's -239.
        if is_evm and self.network_id is not None and self.network_id < 1:
            raise ValidationError({"network_id": "must be 1 or more on an EVM chain"})
        if self.caip2 is None or not self.says("chain_type", "network_id", "caip2"):
            return
        try:
            validate_namespace(self.chain_type, self.caip2)
        except ValidationError as error:
            raise ValidationError({"caip2": error.error_list}) from None
        if is_evm and self.network_id is not None and self.caip2 != (right := evm_caip2(self.network_id)):
            if self.says("caip2"):
                raise ValidationError({"caip2": f"must be {right}, by the network's number"})
            raise ValidationError({"network_id": f"must be the number in {self.caip2}, or caip2 {right}"})

    @property
    def kind(self) -> dict[str, Any]:
        """The fields by which the addresses and names of its deployments are read and made.

        Of the CAIP-2 name only the namespace counts where addresses do not differ by network: a Cosmos chain gets a
        new reference when it is upgraded.
        """
        number = self.network_id if self.chain_type == ChainType.EVM else None
        name = self.caip2 if self.chain_type in READ_BY_NETWORK else (self.caip2 or "").partition(":")[0]
        return {"chain_type": self.chain_type, "network_id": number, "caip2": name or None}

    @classmethod
    def check_batch(cls, rows: Sequence["Chain"]) -> None:
        for row in rows:
            was = row.before.kind if isinstance(row.before, Chain) else {}
            changed = [name for name, value in was.items() if value is not None and value != row.kind[name]]
            if changed and row.deployments.exists():
                why = "cannot be changed: the addresses and names of the chain's deployments follow from it"
                raise ValidationError(dict.fromkeys(changed, why))
            row.refuse_taken_aliases()

    def refuse_taken_aliases(self) -> None:
        """Refuse an alias under which a token stands already: the two would be one only for what comes later."""
        if not isinstance(self.before, Chain) or not self.says("native_aliases"):
            return
        new = self.own_coin_names - self.before.own_coin_names
        if token := self.deployments.live().filter(address_key__in=new).select_related("asset").first():
            why = f"{token.address} is {token.asset} {token.asset_id}: merge or delete that one first"
            raise ValidationError({"native_aliases": why})
