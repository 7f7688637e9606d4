"""What belongs to an asset and is not edited on its page: links to the lists that show it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst

from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroupMember,
    AssetRelationship,
    QualityFlag,
    Symbol,
    VenueAsset,
)

LISTS: dict[type[Any], str] = {
    AssetDeployment: "q",
    AssetRelationship: "q",
    AssetGroupMember: "q",
    VenueAsset: "q",
    Symbol: "base_asset__exact",
    QualityFlag: "q",
}
"""For each model, the parameter by which its list is narrowed to an asset: the asset's key is its value."""


def links(asset: Asset) -> str:
    """The links as HTML: to each list, narrowed to what belongs to the asset."""
    return format_html_join(
        " · ",
        '<a href="{}?{}" class="underline">{}</a>',
        (
            (
                reverse(f"admin:registry_{model._meta.model_name}_changelist"),
                urlencode({parameter: asset.pk}),
                capfirst(model._meta.verbose_name_plural),
            )
            for model, parameter in LISTS.items()
        ),
    )
