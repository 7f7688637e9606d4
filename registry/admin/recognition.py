"""How an asset is recognised among those that are called the same: by its rank and where it is deployed.

A symbol is shared by dozens, a name by several.  Wherever an asset is listed or chosen it is therefore
shown by one text, and what that needs is loaded with the rows: one query for all of a page.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, Prefetch, QuerySet
from django.forms import ModelChoiceField
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from registry.models import Asset, AssetDeployment, Chain, Symbol, Venue

LOUD = "font-semibold text-red-700 dark:text-red-400"
PLACES_SHOWN = 3
ADDRESS_SHOWN = 14
JOINED: dict[type[Model], tuple[str, ...]] = {
    Asset: ("look_alike_of",),
    AssetDeployment: ("asset__look_alike_of",),
    Symbol: ("base_asset__look_alike_of", "quote_asset__look_alike_of"),
}
"""By model, what the text is made of that a row is chosen by."""


def places(path: str = "") -> "Prefetch[Any]":
    """The live deployments of the assets at this path, the canonical ones first."""
    rows = AssetDeployment.objects.live().order_by("-is_canonical", "deployment_id")
    lookup = f"{path}__deployments" if path else "deployments"
    return Prefetch(lookup, rows.only("asset_id", "chain_id", "address"), to_attr="places")


def choosable(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """These rows, joined with what each is called by where it is chosen."""
    joined = JOINED.get(rows.model)
    return rows.select_related(*joined) if joined else rows


def recognisable(assets: "QuerySet[Any]") -> "QuerySet[Any]":
    """These assets with what they are recognised by.  One query more."""
    return choosable(assets).prefetch_related(places())


def short_address(address: str | None) -> str:
    if address is None:
        return "native"
    return address if len(address) <= ADDRESS_SHOWN else f"{address[:6]}…{address[-4:]}"


def where(asset: Any) -> str:
    """`ethereum 0xA0b8…eB48, polygon 0x3c49…3359, +12`; for an asset without deployments, the end of its id."""
    named = [f"{place.chain_id} {short_address(place.address)}" for place in asset.places[:PLACES_SHOWN]]
    more = len(asset.places) - PLACES_SHOWN
    return (
        ", ".join([*named, *([f"+{more}"] if more > 0 else [])])
        or f"no deployment, id …{str(asset.pk)[-12:]}"
    )


def marks(asset: Any) -> str:
    """What tells an asset from its namesakes."""
    rank, *others = standing(asset)
    return " · ".join([rank, where(asset), *others])


def looks_like(asset: Asset) -> str:
    return f"looks like {asset.look_alike_of}"


def standing(asset: Asset) -> list[str]:
    """Its rank, what it could be taken for, and whether it is gone."""
    rank = f"#{asset.market_cap_rank}" if asset.market_cap_rank else "unranked"
    alike = [looks_like(asset)] if asset.look_alike_of_id else []
    gone = ["merged" if asset.merged_into_id else "deleted"] if asset.is_gone else []
    return [rank, *alike, *gone]


def shown_marks(asset: Any) -> Any:
    """The same on a page, where nobody overlooks what it could be taken for."""
    text = marks(asset)
    if not asset.look_alike_of_id:
        return text
    before, alike, after = text.partition(looks_like(asset))
    return format_html('{}<span class="{}">{}</span>{}', before, LOUD, alike, after)


def recognised(asset: Any) -> str:
    """One line that says which asset it is."""
    return f"{asset} · {marks(asset)}"


def label(row: Any) -> str:
    """The text by which a row is chosen from others."""
    match row:
        case Asset():
            return recognised(row)
        case Chain():
            number = row.caip2 or f"no CAIP-2 name, network {row.network_id}"
            return " · ".join([f"{row} ({row.chain_name})", number, *(["testnet"] if row.is_testnet else [])])
        case Venue():
            return f"{row} ({row.name}) · {row.get_venue_type_display()}"
        case AssetDeployment():
            place = f"{row.chain_id} {row.address or 'native'}"
            return " · ".join([str(row.asset), place, *standing(row.asset)])
        case Symbol():
            sides = (f"{asset} {', '.join(standing(asset))}" for asset in (row.base_asset, row.quote_asset))
            return " · ".join([str(row), row.get_symbol_type_display(), *sides])
    return str(row)


class ReferenceField(ModelChoiceField):  # type: ignore[type-arg]
    """A field for a reference.  Assets are shown so that they are recognised."""

    def __init__(self, queryset: Any, **options: Any) -> None:
        if queryset is not None:
            queryset = recognisable(queryset) if queryset.model is Asset else choosable(queryset)
        super().__init__(queryset, **options)

    def prepare_value(self, value: Any) -> Any:
        """A text that cannot be a key chooses no row: the search box would fail to look it up."""
        value, rows = super().prepare_value(value), cast(Any, self.queryset)
        try:
            rows.model._meta.pk.to_python(value)
        except ValidationError:
            return None
        return value

    def label_from_instance(self, obj: Model) -> str:
        return label(obj)


def references(model: type[Model], names: Any, to: type[Model]) -> list[str]:
    """Those of these names that are fields of the model and refer to rows of the other."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    found = ((name, fields.get(name)) for name in names if isinstance(name, str))
    return [name for name, field in found if isinstance(field, ForeignKey) and field.related_model is to]


def asset_references(model: type[Model], names: Any) -> list[str]:
    return references(model, names, Asset)


def joins_of_cells(model: type[Model], names: Any) -> list[str]:
    """What a list joins to show the assets and symbols that these columns refer to."""
    kinds: tuple[type[Model], ...] = (Asset, Symbol)
    return [
        f"{name}__{joined}"
        for kind in kinds
        for name in references(model, names, kind)
        for joined in JOINED[kind]
    ]


def recognising_cells(model: type[Model], names: Any) -> dict[str, Callable[[Any], Any]]:
    """What shows the assets and symbols in a list, by the column."""
    assets = {name: shown_as_asset(model, name, linked=False) for name in asset_references(model, names)}
    return assets | {name: shown_as_symbol(model, name) for name in references(model, names, Symbol)}


@cache
def shown_as_asset(model: type[Model], name: str, *, linked: bool) -> Callable[[Any], Any]:
    """A function that shows the asset that a field refers to.

    `linked` leads to the asset's page.  In a list a cell may be the link to its row, which can hold no other link.
    """

    def cell(row: Any) -> Any:
        if (asset := getattr(row, name)) is None:
            return None
        title: Any = str(asset)
        if name == "look_alike_of":
            title = format_html('<span class="{}">{}</span>', LOUD, title)
        if linked:
            url = reverse("admin:registry_asset_change", args=[asset.pk])
            title = format_html('<a href="{}" class="underline">{}</a>', url, title)
        return format_html('{}<div class="text-xs font-normal">{}</div>', title, shown_marks(asset))

    return as_column(cell, model, name)


@cache
def shown_as_symbol(model: type[Model], name: str) -> Callable[[Any], Any]:
    """What shows the symbol that a field refers to in a list: a fake's has the text of the real one's."""

    def cell(row: Any) -> Any:
        symbol = getattr(row, name)
        sides = (symbol.base_asset, symbol.quote_asset)
        alike = ((LOUD, asset, looks_like(asset)) for asset in sides if asset.look_alike_of_id)
        lines = format_html_join("", '<div class="text-xs {}">{} {}</div>', alike)
        return format_html("{}{}", symbol, lines)

    return as_column(cell, model, name)


def as_column(cell: Callable[[Any], Any], model: type[Model], name: str) -> Callable[[Any], Any]:
    field: Any = model._meta.get_field(name)
    cell.__name__ = name
    cell.short_description = field.verbose_name  # type: ignore[attr-defined]
    return cell
