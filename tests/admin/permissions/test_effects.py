"""Every form, sent by everybody as an administrator fills it in: it does something for whom the matrix says."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from registry.models import Asset, QualityFlag, Row
from tests.admin.pages import Form
from tests.admin.permissions.matrix import EFFECTS, KEPT_FOREVER, KINDS, PERSONS
from tests.factories import AssetFactory

Sent = tuple[str, dict[str, Any], Callable[[], Any]]
"""Where a form goes, what it holds, and what is looked at before and after."""


def url(model: type[Any], page: str, row: Any = None) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(row.pk)] if row is not None else [])


def stored(model: type[Any]) -> list[dict[str, Any]]:
    """Everything that is stored of a model."""
    rows = [*model._base_manager.order_by("pk").values()]
    assert len(rows) < 1000
    return rows


def filled(client: Any, where: str, **changed: Any) -> dict[str, Any]:
    return {**Form(client.get(where).content.decode()).data, **changed}


def as_typed(value: Any) -> Any:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, dict):
        return json.dumps(value)
    return "on" if value is True else value


def adding(client: Any, model: type[Any], row: Any) -> Sent:
    """A new row like this one, which is taken away; where its key is typed, with another."""
    page = client.get(url(model, "add"))
    empty, names = Form(page.content.decode()).data, page.context["adminform"].form.fields
    fields = {field.name: field for field in model._meta.concrete_fields if field.name in names}
    typed = {name: as_typed(field.value_from_object(row)) for name, field in fields.items()}
    key = {model._meta.pk.name: "another"} if model._meta.pk.name in names else {}
    data = {name: value for name, value in (empty | typed | key).items() if value != ""}
    model.remover([model._base_manager.get(pk=row.pk)])
    return url(model, "add"), data, partial(stored, model)


def changing(client: Any, model: type[Any], row: Any) -> Sent:
    page = url(model, "change", row)
    change = {"resolution_notes": "looked at"} if model is QualityFlag else {"metadata": '{"touched": 1}'}
    return page, filled(client, page, **change), partial(stored, model)


def deleting(client: Any, model: type[Any], row: Any) -> Sent:
    page = url(model, "delete", row)
    is_barred = client.get(page).status_code == 403
    data = {"post": "yes"} if is_barred else filled(client, page, change_reason="not real")
    return page, data, partial(stored, model)


def deleting_selected(client: Any, model: type[Any], row: Any) -> Sent:
    page = url(model, "changelist")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    confirmation = client.post(page, chosen)
    shown = Form(confirmation.content.decode()).data if confirmation.status_code == 200 else {}
    return page, {**shown, **chosen, "post": "yes", "change_reason": "not real"}, partial(stored, model)


def adding_key(client: Any, model: type[Any], row: Any) -> Sent:
    return url(model, "add"), {"user": row.user_id, "label": "new"}, partial(stored, model)


def choosing(action: str, client: Any, model: type[Any], row: Any) -> Sent:
    chosen = {"action": action, "_selected_action": [row.pk]}
    return url(model, "changelist"), chosen, partial(stored, model)


def merging(client: Any, model: type[Any], row: Any) -> Sent:
    page = f"{url(model, 'merge_into', row)}?target={AssetFactory(symbol='ELSE').pk}"
    return page, filled(client, page, change_reason="one and the same"), partial(stored, model)


def undeleting(client: Any, model: type[Any], row: Any) -> Sent:
    row.delete()
    data = filled(client, url(model, "change", row))
    return url(model, "undelete", row), data, partial(stored, model)


def reverting(client: Any, model: type[Any], row: Any) -> Sent:
    page = url(model, "revert_change", row)
    return page, filled(client, page, change_reason="made by mistake"), partial(stored, model)


FORMS = {
    "add": adding,
    "change": changing,
    "delete": deleting,
    "delete_selected": deleting_selected,
    **{action: partial(choosing, action) for action in ("park_events", "retry_events", "revoke_keys")},
    "merge_into": merging,
    "undelete": undeleting,
    "revert_change": reverting,
}


def cases() -> Iterator[tuple[type[Any], str]]:
    for model, kind in KINDS.items():
        if kind == "people":
            continue
        for form in FORMS:
            of_assets = form in {"merge_into", "undelete"}
            is_kept = model._meta.label_lower in KEPT_FOREVER and form.startswith("delete")
            if f"{kind} {form}" in EFFECTS and not is_kept and (not of_assets or model is Asset):
                yield model, form


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "form"), [*cases()], ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_every_form(rows, clients, model, form):
    allowed = EFFECTS[f"{KINDS[model]} {form}"].split(", ")
    fill = adding_key if (KINDS[model], form) == ("key", "add") else FORMS[form]
    page, data, look = fill(clients["admin"], model, rows[model])
    assert done_by(clients, page, data, look) == {person for person in PERSONS if person in allowed}


def done_by(clients: Any, page: str, data: Any, look: Callable[[], Any]) -> set[str]:
    """For whom the form does something."""
    found = set()
    for person, client in clients.items():
        with transaction.atomic():
            before = look()
            response = client.post(page, data)
            assert response.status_code in {200, 302, 403}, (person, response.status_code)
            if look() != before:
                found.add(person)
            transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_people(clients):
    target = User.objects.create_user("target")
    password = {"password1": "a long one 123", "password2": "a long one 123", "usable_password": "true"}
    add = {"username": "new", **password}
    page = url(User, "change", target)
    change = filled(clients["admin"], page, first_name="Changed", is_superuser="on")
    look = partial(stored, User)
    for where, data in (
        (url(User, "add"), add),
        (page, change),
        # The last: it gives the administrator a new session, which is rolled back.
        (url(User, "password_change", target), password),
    ):
        assert done_by(clients, where, data, look) == {"admin"}, where


@pytest.mark.django_db
def test_kept_forever(rows, clients):
    for model in (model for model in KINDS if model._meta.label_lower in KEPT_FOREVER):
        row = rows[model]
        for where, data in (
            (url(model, "delete", row), {"post": "yes"}),
            (
                url(model, "changelist"),
                {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
            ),
        ):
            assert done_by(clients, where, data, partial(stored, model)) == set()


def test_every_model_with_forms_is_tried():
    tried = {model for model, _ in cases()}
    assert tried == {model for model, kind in KINDS.items() if kind != "people"}
    assert all(issubclass(model, Row) for model in tried if KINDS[model] in {"row", "flag"})
