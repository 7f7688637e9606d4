"""The active flags of assets as their pages show them: their own and those of what they stand for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from registry.models import Asset, QualityFlag
from registry.services.flagging.facts import held_flags
from registry.services.flagging.held_flags import HeldFlag, holding_flags
from registry.values.choices import Severity

from .lists import RowChangeList
from .recognition import LOUD, recognisable, recognised

SHOWN = 3


def style(held: HeldFlag) -> str:
    return LOUD if held.is_critical else ""


def flag_label(asset: Asset, held: HeldFlag) -> str:
    name = f"{Severity(held.flag.severity).name} {held.flag.flag_type}"
    return f"{name}, inherited" if path_from(asset, held) else name


def path_from(asset: Asset, held: HeldFlag) -> tuple[UUID, ...]:
    """The assets from this one to the flagged one; none where the flag is its own.

    The page of a merged asset shows first what the asset became.
    """
    if held.path[0] != asset.pk:
        return (asset.pk, *held.path)
    return held.path if held.is_inherited else ()


def cell(asset: Asset, flags: Iterable[HeldFlag]) -> Any:
    """In a list: the most severe flags, and how many there are beside them."""
    ordered = sorted(flags, key=lambda held: -held.flag.severity)
    lines = ((style(held), flag_label(asset, held)) for held in ordered[:SHOWN])
    shown = format_html_join("", '<div class="{}">{}</div>', lines)
    return format_html("{} +{}", shown, len(ordered) - SHOWN) if len(ordered) > SHOWN else shown or None


def panel(asset: Asset) -> Any:
    """On the asset's page: each flag with its grounds and a link."""
    flags = held_flags([asset])[asset.pk]
    paths = [path_from(asset, held) for held in flags]
    names = recognisable(Asset.objects.all()).in_bulk({step for path in paths for step in path})
    lines = (
        (style(held), page_of(held.flag), held.summary, way(path, names))
        for held, path in zip(flags, paths, strict=True)
    )
    shown = format_html_join("", '<div><a href="{1}" class="underline {0}">{2}</a>{3}</div>', lines)
    return shown or "None."


def panel_to_raise(asset: Asset) -> Any:
    """The same, and the way to raise another."""
    add = f"{reverse('admin:registry_qualityflag_add')}?asset={asset.merged_into_id or asset.pk}"
    return format_html('{} <a href="{}" class="underline">Raise a flag</a>', panel(asset), add)


def page_of(flag: QualityFlag) -> str:
    return reverse("admin:registry_qualityflag_change", args=[flag.pk])


def way(path: Sequence[UUID], names: Mapping[UUID, Any]) -> str:
    return f" inherited: {' → '.join(recognised(names[step]) for step in path)}" if path else ""


class FlaggedChangeList(RowChangeList):
    """A list of assets with the flags of those on the page."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        assets: Any = list(self.result_list)
        flags = held_flags(assets)
        for asset in assets:
            asset.held_flags = flags[asset.pk]
        self.result_list = assets


class FlagFilter(SimpleListFilter):
    """Assets with active flags, own or inherited."""

    title = "active flags"
    parameter_name = "flags"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("critical", "Critical: not to be traded"), ("any", "Any")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() not in ("critical", "any"):
            return queryset
        least = Severity.CRITICAL if self.value() == "critical" else Severity.INFO
        return queryset.filter(holding_flags(least))
