"""The active flags of assets as their pages show them: their own and those of what they stand for."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.views import ChangeList

from registry.models import Asset, QualityFlag
from registry.rules import graph
from registry.services.flagging.safety import load_flags, told
from registry.values.choices import Severity

from .recognition import recognisable, recognised

SHOWN = 3
LOUD = "font-semibold text-red-700 dark:text-red-400"


class Seen(NamedTuple):
    """An active flag, seen from an asset."""

    flag: Any
    path: tuple[UUID, ...]
    """From the asset to the flagged one that it became or stands for; nothing for a flag of its own."""

    @property
    def style(self) -> str:
        return LOUD if self.flag.severity == Severity.CRITICAL else ""

    @property
    def short(self) -> str:
        name = f"{Severity(self.flag.severity).name} {self.flag.flag_type}"
        return f"{name}, inherited" if self.path else name


def active_flags(assets: Collection[Asset]) -> dict[UUID, list[Seen]]:
    """What each of these assets, or what it became, is flagged with, its own flags first.  Two queries."""
    judged = {asset.pk: asset.merged_into_id or asset.pk for asset in assets}
    origins = graph.origins({*judged.values()})
    reached = {each.asset_id for found in origins.values() for each in found}
    flags = load_flags({*judged.values()} | reached)
    seen: dict[UUID, list[Seen]] = {}
    for key, final in judged.items():
        merged = (key,) if final != key else ()
        own = [Seen(flag, (*merged, final) if merged else ()) for flag in flags.get(final, ())]
        seen[key] = own + [
            Seen(flag, (*merged, *each.asset_ids))
            for each in origins.get(final, ())
            for flag in flags.get(each.asset_id, ())
        ]
    return seen


def cell(seen: Iterable[Seen]) -> Any:
    """In a list: the most severe flags and how many there are beside them."""
    ordered = sorted(seen, key=lambda each: -each.flag.severity)
    shown = format_html_join("", '<div class="{}">{}</div>', ((s.style, s.short) for s in ordered[:SHOWN]))
    return format_html("{} +{}", shown, len(ordered) - SHOWN) if len(ordered) > SHOWN else shown or None


def panel(asset: Asset) -> Any:
    """On the asset's page: each flag with its grounds and a link, and the way to raise another."""
    seen = active_flags([asset])[asset.pk]
    names = recognisable(Asset.objects.all()).in_bulk({step for each in seen for step in each.path})
    lines = ((each.style, page_of(each.flag), told(each.flag), inherited(each, names)) for each in seen)
    flags = format_html_join("", '<div><a href="{1}" class="underline {0}">{2}</a>{3}</div>', lines)
    add = f"{reverse('admin:registry_qualityflag_add')}?asset={asset.merged_into_id or asset.pk}"
    return format_html('{} <a href="{}" class="underline">Raise a flag</a>', flags or "None.", add)


def page_of(flag: QualityFlag) -> str:
    return reverse("admin:registry_qualityflag_change", args=[flag.pk])


def inherited(seen: Seen, names: dict[UUID, Any]) -> str:
    return f" inherited: {' → '.join(recognised(names[step]) for step in seen.path)}" if seen.path else ""


class FlaggedChangeList(ChangeList):  # type: ignore[misc]  # unfold has no types
    """A list of assets with the flags of those on the page."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        assets: Any = list(self.result_list)
        seen = active_flags(assets)
        for asset in assets:
            asset.flags_seen = seen[asset.pk]
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
        active = QualityFlag.objects.filter(resolved_at__isnull=True, severity__gte=least)
        flagged = {*active.order_by().values_list("asset_id", flat=True)}
        derived = {each.asset_id for reached in graph.derivatives(flagged).values() for each in reached}
        judged = flagged | derived
        return queryset.filter(Q(pk__in=judged) | Q(merged_into__in=judged))
