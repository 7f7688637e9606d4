"""What the search boxes of forms offer."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from .recognition import label


class Choices(AutocompleteJsonView):
    """Rows to refer to, in the order of their list; assets can be recognised."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}
