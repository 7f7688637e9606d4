"""Forms and inlines over rows: never saved over a change that the page did not show.

The admin reads a row again before it saves it, so an old page would silently overwrite a newer
change.  Every form therefore carries the version it was made from, and is refused when the row is at
another; `Row.save` compares once more under the row's lock.  What a save is refused with comes back
as an error of the form that caused it (`refusal`), on a page that holds what was typed.
"""

from copy import copy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from unfold.forms import PaginationInlineFormSet

from cqi.errors import StaleVersion

from .fields import fix, keep_choice
from .reasons import reason_in, unexplained
from .refusals import Refused, field_of, taken_fields, told, with_holder
from .versions import seal, seen

STALE = "This {name} was changed after you opened this page: nothing was saved."


def reopen(row: Any) -> str:
    """What to do about a stale page, with a link to it as it is now."""
    return format_html(
        '{} <a href="" class="underline">Open the page again</a>, look at what is there now, '
        "and repeat your change.",
        STALE.format(name=row._meta.verbose_name),
    )


class SeenVersionField(forms.CharField):
    """The version a form was made from.  It is no change that a person made."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form over one row."""

    seen_version = SeenVersionField(required=False)

    refusal: ClassVar[Refused | None] = None
    """What the save was refused with, when the page is shown again; set on the form class of this request."""

    identity: ClassVar[tuple[str, ...]] = ()
    """The fields that make a row what it is.  They cannot be typed over once the row is there."""

    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new:
            return
        self.initial["seen_version"] = seal(self.instance)
        # The checks compare with it: a rule may be about what changes.
        self.instance.before = copy(self.instance)
        for name, field in self.fields.items():
            keep_choice(field, self.initial.get(name))
            if name in self.identity:
                fix(field, getattr(self.instance, name))

    @property
    def is_new(self) -> bool:
        return bool(self.instance._state.adding)

    def clean(self) -> dict[str, Any]:
        super().clean()
        version = None if self.is_new else seen(self.instance, self.cleaned_data.get("seen_version") or "")
        self.is_stale = not self.is_new and version != self.instance.version
        if self.is_stale:
            self.add_error(None, reopen(self.instance))
        return self.cleaned_data

    def tell(self, error: Exception) -> None:
        """Put an error under the fields it is about, as far as the form has them."""
        if isinstance(error, StaleVersion):
            if not self.is_stale:
                self.add_error(None, reopen(self.instance))
            return
        held = taken_fields(error)
        for name, told_text in told(error):
            field = field_of(type(self.instance), name)
            text = with_holder(self.instance, name, told_text) if name in held else told_text
            if field in self.fields:
                self.add_error(field, text)
            else:
                self.add_error(None, format_html("{}: {}", name, text) if name else text)

    def _post_clean(self) -> None:
        """Give the row only the fields that were changed.

        An input shows less than a row holds, such as no microseconds, and would cut off the rest.
        """
        cleaned = self.cleaned_data
        if not self.is_new:
            self.cleaned_data = {name: cleaned[name] for name in self.changed_data if name in cleaned}
        super()._post_clean()  # type: ignore[misc]
        if self.refusal is not None and self.refusal.prefix == self.prefix:
            self.tell(self.refusal.error)
        if not (self.is_new or self.errors) and (names := unexplained(self.instance, self.data)):
            said = f"Nothing was saved yet: say under Reason why this changes: {', '.join(names)}."
            self.add_error(None, said)
        self.cleaned_data = {name: value for name, value in cleaned.items() if name not in self.errors}

    def _update_errors(self, errors: ValidationError) -> None:
        """A model's errors may be about fields that this form does not show."""
        self.tell(errors)


class RowFormSet(PaginationInlineFormSet):  # type: ignore[misc]  # unfold has no types
    """The forms over the rows of an inline."""

    refusal: ClassVar[Refused | None] = None

    def clean(self) -> None:
        """Tell the errors of forms whose rows are to be deleted: such a form shows none of its own."""
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form):
                if form.is_stale:
                    raise ValidationError(
                        f"{form.instance}: {STALE.format(name=self.model._meta.verbose_name)}"
                    )
                if not reason_in(self.data):
                    raise ValidationError(
                        f"{form.instance}: Nothing was saved yet: say under Reason why it goes."
                    )
                if self.refusal is not None and self.refusal.prefix == form.prefix:
                    texts = [text for _, text in told(self.refusal.error)]
                    raise ValidationError(f"{form.instance}: {' '.join(texts)}")
