"""Symbols: the canonical instruments that venues list."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value

from registry.values.choices import ContractKind, OptionType, SymbolType
from registry.values.clock import now
from registry.values.text import fold

from . import fields
from .base import require
from .delisting import DelistableRow
from .ticks import check_tick, settle_tick

SPEC = ("tick_size", "lot_size", "min_order_size", "max_order_size", "min_notional", "contract_size")
"""The numbers of an instrument that a venue may state for itself; all but min_notional are positive."""
SIZES = ("lot_size", "min_order_size", "max_order_size")
"""In contracts where contract_size is set: they hold for contracts of that size only."""
PER_UNIT = (*SIZES, "tick_size", "contract_size")
"""The numbers that count the venue's unit of base, or are for one of it."""


def in_other_units(*, counts_multiples: bool, counts_otherwise: bool) -> tuple[str, ...]:
    """The symbol's numbers that do not hold for a listing of multiples of base, or of contracts of another size."""
    return PER_UNIT if counts_multiples else SIZES if counts_otherwise else ()


SEPARATORS = "/:-"
"""What stands between the parts of a symbol's text, as in BTC/USD:BTC-230630-30000-C."""

SEARCHED = ["symbol_key", "deleted_at"]
"""What a search asks of each of the many symbols with a quote or a type: in their index, so that no row is read."""

EXPIRING = (SymbolType.FUTURE, SymbolType.OPTION)


def spec_checks(name: str) -> list[models.CheckConstraint]:
    """The rules for the numbers of SPEC, wherever a table has them."""
    return [
        *fields.positive(
            [field for field in SPEC if field not in ("min_order_size", "min_notional")], name=name
        ),
        *fields.not_negative(("min_order_size", "min_notional"), name=name),
        fields.ordered("min_order_size", "max_order_size", name=f"{name}_sizes_ordered"),
    ]


class Symbol(DelistableRow):
    """An instrument: its type, its assets and, for some, expiry and strike.  Its text is ccxt's unified form."""

    gone_field = "deleted_at"

    symbol_id = fields.key()
    symbol = fields.text()
    symbol_key = fields.folded()
    symbol_type = fields.choice(SymbolType)
    base_asset = fields.reference("registry.Asset", "base_of", limit_choices_to=fields.LIVE)
    quote_asset = fields.reference("registry.Asset", "quote_of", limit_choices_to=fields.LIVE)
    settlement_asset = fields.reference(
        "registry.Asset", "settlement_of", null=True, blank=True, limit_choices_to=fields.LIVE
    )
    tick_size = fields.number()
    lot_size = fields.number()
    min_order_size = fields.number()
    max_order_size = fields.number()
    min_notional = fields.number()
    contract_size = fields.number()
    expiry = fields.moment()
    strike_price = fields.number()
    option_type = fields.choice(OptionType, null=True, blank=True)
    contract_kind = fields.choice(ContractKind, null=True, blank=True)
    price_rule = fields.price_rule()
    deleted_at = fields.moment()

    # PostgreSQL takes BTC/USDT for the path of a file: a space makes words of it.
    words = models.GeneratedField(
        expression=SearchVector(
            models.Func(
                F("symbol_key"),
                Value(SEPARATORS),
                Value(" " * len(SEPARATORS)),
                function="translate",
                output_field=models.TextField(),
            ),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["symbol_id"]
        constraints = [
            fields.unique(
                "symbol_type",
                "base_asset",
                "quote_asset",
                "settlement_asset",
                "expiry",
                "strike_price",
                "option_type",
                name="symbol_unique",
                message="symbol: an instrument of this type, assets, expiry, strike and option type exists",
                condition=fields.LIVE,
                nulls=True,
            ),
            fields.one_of("symbol_type", SymbolType, name="symbol_type_known"),
            fields.one_of("option_type", OptionType, name="symbol_option_type_known"),
            fields.one_of("contract_kind", ContractKind, name="symbol_contract_kind_known"),
            fields.check(
                Q(contract_kind__isnull=True) | Q(symbol_type__in=(SymbolType.PERPETUAL, SymbolType.FUTURE)),
                name="symbol_contract_kind_of_contract",
                message="contract_kind: is for perpetuals and futures only",
            ),
            fields.check(
                Q(symbol_type=SymbolType.OPTION, strike_price__isnull=False, option_type__isnull=False)
                | (
                    ~Q(symbol_type=SymbolType.OPTION) & Q(strike_price__isnull=True, option_type__isnull=True)
                ),
                name="symbol_option_fields",
                message="strike_price: an option needs strike_price and option_type, nothing else may have them",
            ),
            fields.check(
                Q(symbol_type__in=EXPIRING, expiry__isnull=False)
                | (~Q(symbol_type__in=EXPIRING) & Q(expiry__isnull=True)),
                name="symbol_expiry",
                message="expiry: a future or an option needs it, nothing else may have it",
            ),
            fields.check(
                ~Q(base_asset=F("quote_asset")) | Q(symbol_type=SymbolType.OPTION),
                name="symbol_two_assets",
                message="quote_asset: only an option may have its base as its quote",
            ),
            *spec_checks("symbol"),
            *fields.positive(("strike_price",), name="symbol"),
        ]
        indexes = [
            models.Index(fields=["base_asset", "symbol_id"], name="symbol_by_base"),
            models.Index(fields=["quote_asset", "symbol_id"], include=SEARCHED, name="symbol_by_quote"),
            models.Index(fields=["settlement_asset", "symbol_id"], name="symbol_by_settlement"),
            models.Index(fields=["symbol_type", "symbol_id"], include=SEARCHED, name="symbol_by_type"),
            models.Index(fields=["option_type", "symbol_id"], name="symbol_by_option_type"),
            models.Index(fields=["is_active", "symbol_id"], name="symbol_by_state", condition=fields.LIVE),
            models.Index(fields=["expiry", "symbol_id"], name="symbol_by_expiry"),
            models.Index(fields=["symbol_id"], name="symbol_deleted", condition=fields.DELETED),
            models.Index(fields=["symbol_key", "symbol_id"], name="symbol_by_text"),
            models.Index(fields=["base_asset", "symbol_key", "symbol_id"], name="symbol_by_base_text"),
            models.Index(fields=["quote_asset", "symbol_key", "symbol_id"], name="symbol_by_quote_text"),
            models.Index(fields=["symbol_type", "symbol_key", "symbol_id"], name="symbol_by_type_text"),
            # What a search asks of the many symbols that other tables name, without reading their rows.
            models.Index(
                fields=["symbol_id"],
                include=["symbol_key", "symbol_type", "base_asset", "quote_asset", "deleted_at"],
                name="symbol_searched",
            ),
            GinIndex(fields=["words"], name="symbol_words"),
        ]

    def __str__(self) -> str:
        return str(self.symbol)

    def normalize(self) -> None:
        super().normalize()
        self.symbol_key = fold(self.symbol or "")
        settle_tick(self)

    def check_rules(self) -> None:
        super().check_rules()
        check_tick(self)
        if self.symbol_type == SymbolType.OPTION:
            require(self, ("strike_price", "option_type"), "an option needs it")
        if self.symbol_type in EXPIRING:
            require(self, ("expiry",), f"a {str(self.symbol_type).lower()} needs it")
        # An expiry that passes must not make other changes of the row wrong.
        if self.is_active and self.is_expired and self.says("expiry", "is_active"):
            raise ValidationError({"expiry": "has passed: an expired instrument must be inactive"})

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= now()
