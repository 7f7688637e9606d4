"""A page of the admin as a browser sees it: its form filled in as it stands, and what it says."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse


class Form(HTMLParser):
    """The fields of a page's last POST form, with the values a browser would send back."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self._area: str | None = None
        self._choice: str | None = None
        self._is_ours = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._is_ours = given.get("method", "").lower() == "post" and "logout" not in str(given.get("id"))
        if not self._is_ours or "disabled" in given:
            return
        getattr(self, f"_{tag}", lambda _: None)(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._area = self._choice = None
        if tag == "form":
            self._is_ours = False

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.data[self._area] = (self.data[self._area] + data).removeprefix("\n")

    def _input(self, given: dict[str, str | None]) -> None:
        kind, name = given.get("type", "text"), given.get("name")
        if name is None or kind in ("submit", "file") or (kind == "checkbox" and "checked" not in given):
            return
        value: Any = given.get("value") or ("on" if kind == "checkbox" else "")
        if name == "seen_version" and name in self.data:
            value = [self.data[name], value]
        self.data[name] = value

    def _textarea(self, given: dict[str, str | None]) -> None:
        self._area = str(given["name"])
        self.data[self._area] = ""

    def _select(self, given: dict[str, str | None]) -> None:
        self._choice = given["name"]

    def _option(self, given: dict[str, str | None]) -> None:
        if self._choice is not None and "selected" in given:
            self.data[self._choice] = given.get("value", "")


class Pages:
    """The pages of one model, by a client that is logged in."""

    def __init__(self, client: Any, model: type[Any]) -> None:
        self.client, self.model = client, model

    def url(self, page: str, row: Any = None) -> str:
        name = f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_{page}"
        return reverse(name, args=[quote(row.pk)] if row is not None else [])

    def form(self, page: str, row: Any = None) -> dict[str, Any]:
        """The data of the page's form as it stands."""
        response = self.client.get(self.url(page, row))
        assert response.status_code == 200
        return Form(response.content.decode()).data

    def send(self, page: str, row: Any = None, **data: Any) -> "PageAnswer":
        return PageAnswer(self.client.post(self.url(page, row), data))

    def save(self, row: Any = None, *, opened: dict[str, Any] | None = None, **typed: Any) -> "PageAnswer":
        """Open the page (or take one opened before), type this, press Save."""
        page = "add" if row is None else "change"
        return self.send(page, row, **{**(opened or self.form(page, row)), **typed})


class PageAnswer:
    """What came back after a form was sent."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status = response.status_code

    @property
    def is_saved(self) -> bool:
        return self.status == 302

    @property
    def html(self) -> str:
        return str(self.response.content.decode())

    def ticked(self, name: str) -> dict[str, Any]:
        """The form as it came back, with this box ticked."""
        value = self.html.split(f'name="{name}" value="')[1].split('"')[0]
        return {**Form(self.html).data, name: value}

    @property
    def confirmed(self) -> dict[str, Any]:
        """With the box ticked that says that an asset is none of those shown."""
        return self.ticked("distinct_from")

    @property
    def errors(self) -> dict[str, list[str]]:
        """Of the form and its inlines, by the name of the field."""
        assert self.status == 200, self.status
        found = {name: list(texts) for name, texts in self.response.context["adminform"].form.errors.items()}
        for inline in self.response.context["inline_admin_formsets"]:
            for form in inline.formset.forms:
                found |= {f"{form.prefix}-{name}": list(texts) for name, texts in form.errors.items()}
            if texts := list(inline.formset.non_form_errors()):
                found[inline.formset.prefix] = texts
        return found
