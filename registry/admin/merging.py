"""Merging an asset into another: what collides is shown first, and decided row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import model_ngettext, quote, unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.decorators import action

from cqi.errors import StaleVersion
from registry.models import Asset, AssetRelationship
from registry.services.merging.merge import Decisions, merge
from registry.services.merging.moves import MOVES
from registry.services.permissions import MERGE_ASSET
from registry.wire.mapping import MessageMapping

from .base import RowAdmin
from .forms import STALE
from .guards import in_their_name, version_shown
from .lists import typed_key
from .reasons import demand_reason
from .recognition import ReferenceField, places, recognised
from .refusals import REFUSALS, told
from .versions import seal

KEEP_TARGET, KEEP_SOURCE = str(pb.MERGE_DECISION_KEEP_TARGET), str(pb.MERGE_DECISION_KEEP_SOURCE)
DECISION = "decision"


class TargetForm(forms.Form):
    """The live asset to merge into."""

    target = ReferenceField(
        Asset.objects.live(),
        # Offers what a relationship may lead to, which is any live asset.
        widget=AutocompleteSelect(AssetRelationship._meta.get_field("to_asset"), admin.site),
    )


class MergingAdmin(RowAdmin):
    """The pages of assets, with one for merging."""

    actions_detail = ("merge_into",)

    def has_merge_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether the user may merge, and the asset is not deleted.  An unknown asset is refused by the page."""
        if not request.user.has_perm(MERGE_ASSET):
            return False
        key = typed_key(unquote(str(object_id)))
        return key is None or not Asset.objects.filter(pk=key, deleted_at__isnull=False).exists()

    @action(description="Merge into …", url_path="merge", permissions=["merge"])  # type: ignore[untyped-decorator]
    @in_their_name
    def merge_into(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if (source := self.get_object(request, unquote(object_id))) is None:
            raise Http404
        form = TargetForm(request.GET if "target" in request.GET else None)
        target = form.cleaned_data["target"] if form.is_valid() else None
        if request.method == "POST" and target is not None:
            return self.or_say_why(request, lambda: self._merge(request, source, target))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {source}",
            "opts": self.opts,
            "original": source,
            "source": recognised(source),
            "form": form,
            "media": self.media + form.media,
            **(preview(source, target) if target is not None else {}),
        }
        return TemplateResponse(request, "admin/registry/merge.html", context)

    def _merge(self, request: HttpRequest, source: Asset, target: Asset) -> HttpResponse:
        demand_reason(request.POST, "merged")
        versions = (version_shown(request, source), version_shown(request, target))
        if versions[0] is None or versions[1] is None:
            raise StaleVersion(STALE.format(name=self.opts.verbose_name))
        merge(
            source.pk,
            target.pk,
            decisions=posted_decisions(request.POST),
            default=pb.MERGE_DECISION_UNSPECIFIED,
            versions=(versions[0], versions[1]),
        )
        self.message_user(request, f"{source} was merged into {target}.", messages.SUCCESS)
        return redirect(reverse("admin:registry_asset_change", args=[quote(target.pk)]))


def preview(source: Asset, target: Asset) -> dict[str, Any]:
    """What a merge would meet, for the page.  The trial is rolled back."""
    shown: dict[str, Any] = {"target": recognised(target), "versions": [seal(source), seal(target)]}
    try:
        with transaction.atomic():
            shown["moving"] = belongings(source)
            merging = merge(
                source.pk,
                target.pk,
                decisions={},
                default=pb.MERGE_DECISION_UNSPECIFIED,
                validate_only=True,
            )
            transaction.set_rollback(True)
    except REFUSALS as error:
        return {**shown, "refusals": [text for _, text in told(error)]}
    collisions = shown_collisions(merging.collisions)
    is_barred = any(not each["choices"] for each in collisions)
    return {**shown, "collisions": collisions, "is_barred": is_barred}


def belongings(asset: Asset) -> list[str]:
    """How many rows of each kind refer to the asset, and move with it."""
    counted = ((move.model, move.rows_of(asset.pk).count()) for move in MOVES)
    return [f"{count} {model_ngettext(model._meta, count)}" for model, count in counted if count]


def shown_collisions(collisions: Iterable[Any]) -> list[dict[str, Any]]:
    """Each collision with its rows by name, and with what may be decided about it."""
    collisions = list(collisions)
    rows = rows_of(collisions)
    return [
        {
            "kind": rows[each.source_entity_id]._meta.verbose_name,
            "source": named(rows[each.source_entity_id]),
            "target": named(rows[each.target_entity_id]),
            "detail": each.detail,
            "name": f"{DECISION}:{each.entity_type}:{each.source_entity_id}:{each.target_entity_id}",
            "choices": choices(each),
        }
        for each in collisions
    ]


def named(row: Any) -> str:
    """A row's name.  A relationship shows both its assets so that they are recognised: they may share a symbol."""
    if not isinstance(row, AssetRelationship):
        return str(row)
    return f"{recognised(row.from_asset)} {row.relationship_type} {recognised(row.to_asset)}"


def choices(collision: Any) -> dict[str, str]:
    """The decisions to choose from.  There are none for a symbol that trades the one asset for the other."""
    if collision.source_entity_id != collision.target_entity_id:
        return {KEEP_SOURCE: "Of this asset", KEEP_TARGET: "Of the other"}
    return {KEEP_TARGET: "Neither: remove it"} if collision.entity_type == "AssetRelationship" else {}


def rows_of(collisions: Iterable[Any]) -> dict[str, Any]:
    """The rows that collide, by their keys: one query a model."""
    models = {mapping.message.DESCRIPTOR.name: model for model, mapping in MessageMapping.by_model.items()}
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for each in collisions:
        wanted[each.entity_type] |= {UUID(each.source_entity_id), UUID(each.target_entity_id)}
    found = (with_references(models[kind]).in_bulk(keys) for kind, keys in wanted.items())
    return {str(key): row for rows in found for key, row in rows.items()}


def with_references(model: type[Any]) -> Any:
    """The rows of a model with those that they refer to, and with what tells the assets of a relationship apart."""
    rows = model._base_manager.select_related()
    if model is not AssetRelationship:
        return rows
    ends = ("from_asset", "to_asset")
    return rows.select_related(*(f"{end}__look_alike_of" for end in ends)).prefetch_related(
        *map(places, ends)
    )


def posted_decisions(sent: Mapping[str, Any]) -> Decisions:
    named = ((name.split(":"), value) for name, value in sent.items() if name.startswith(f"{DECISION}:"))
    return {
        (parts[1], parts[2], parts[3]): int(value)
        for parts, value in named
        if len(parts) == 4 and value in (KEEP_TARGET, KEEP_SOURCE)
    }
