"""What the search boxes of forms offer."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import QuerySet

from registry.models import AssetDeployment

from .lists import typed_key
from .recognition import choosable, label


class Choices(AutocompleteJsonView):
    """Rows to refer to, in the order of their list, each so that it can be recognised.

    Of deployments those of the asset that the form names: it would refuse the others.
    """

    def get_queryset(self) -> "QuerySet[Any]":
        pages: Any = self.model_admin
        rows = pages.get_queryset(self.request).complex_filter(self.source_field.get_limit_choices_to())
        asset = typed_key(self.request.GET.get("asset", ""))
        if asset is not None and rows.model is AssetDeployment:
            rows = rows.filter(asset=asset)
        found, _ = pages.get_search_results(self.request, choosable(rows), self.term)
        return found  # type: ignore[no-any-return]

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}
