"""What the search boxes of forms offer."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from .recognition import label


class Choices(AutocompleteJsonView):
    """The rows that a field may refer to, in the order of their list.  Assets are told apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}
