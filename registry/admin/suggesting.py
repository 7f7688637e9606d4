"""Free words that others have used before: the input offers these, and takes any."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from unfold import widgets
from unfold.admin import ModelAdmin

from registry.reading.in_use import values_in_use


class SuggestingInput(widgets.UnfoldAdminTextInputWidget):  # type: ignore[misc]  # unfold has no types
    """A text, and a list of the words that the rows of this model have for it."""

    def __init__(self, model: type[Model], column: str) -> None:
        super().__init__()
        self.model, self.column = model, column

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        words = f"{name}-words"
        shown = super().render(name, value, {**(attrs or {}), "list": words}, renderer)
        used = ((word,) for word in values_in_use(self.model, self.column))
        options = format_html_join("", '<option value="{}">', used)
        return format_html('{}<datalist id="{}">{}</datalist>', shown, words, options)


class SuggestingAdmin(ModelAdmin):  # type: ignore[misc]
    """A form whose free words are suggested."""

    suggested: ClassVar[tuple[str, ...]] = ()
    """Columns that an index begins with."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.suggested:
            kwargs["widget"] = SuggestingInput(self.model, db_field.column)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
