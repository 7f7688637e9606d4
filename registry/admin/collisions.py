"""The form of an asset, which shows what is called the same, or looks the same, before another one is saved."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from registry.models import Asset
from registry.rules import look_alikes
from registry.services.assets import namesakes

from .forms import RowForm
from .recognition import recognisable, recognised

DISTINCT = "distinct_from"
"""The field of the page with the keys of similar assets: a curator has said that the new one is none of them."""
MOST_SHOWN = 10


class AssetForm(RowForm):
    """An asset.  Where others could be taken for it, a curator says that it is none of them."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and {str(asset.pk) for asset in self.similar} - self.confirmed:
            self.add_error(None, "Nothing was saved yet: other assets are called so or look so.")

    @cached_property
    def similar(self) -> list[Asset]:
        """The assets that could be taken for this one, where this page gives it its symbol or name."""
        if not (self.is_bound and {"symbol", "name"} & {*self.changed_data}):
            return []
        found = [*namesakes(self.instance), *look_alikes.resembled(self.instance)]
        return [*{asset.pk: asset for asset in found}.values()]

    @property
    def confirmed(self) -> set[str]:
        return {*self.data.get(DISTINCT, "").split(",")}

    def similar_shown(self) -> dict[str, Any] | None:
        """What the page shows of the similar assets; None where there are none, or other errors come first."""
        if not self.is_bound or self.errors.keys() - {"__all__"} or not self.similar:
            return None
        keys = [asset.pk for asset in self.similar[:MOST_SHOWN]]
        shown = recognisable(Asset.objects.all()).in_bulk(keys)
        return {
            "field": DISTINCT,
            "keys": ",".join(str(asset.pk) for asset in self.similar),
            "count": len(self.similar),
            "assets": [
                (reverse("admin:registry_asset_change", args=[key]), recognised(shown[key])) for key in keys
            ],
            "all": f"{reverse('admin:registry_asset_changelist')}?{urlencode({'q': self.instance.symbol})}",
        }
