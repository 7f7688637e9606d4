"""Every constraint of the database: the message a person gets, and that no door goes round it.

A constraint without an entry here fails the first tests.
"""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction

from registry.models import Row
from tests.factories import FACTORIES
from tests.registry.constraint_cases import CHECKS, THEN, UNIQUES
from tests.unrecorded import unrecorded

ROWS = [model for model in apps.get_app_config("registry").get_models() if issubclass(model, Row)]
CONSTRAINTS = [(model, constraint) for model in ROWS for constraint in model._meta.constraints]
REFERENCES = [
    field for model in ROWS for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)
]


def named(kind: type[Any]) -> dict[str, tuple[type[Row], Any]]:
    return {c.name: (model, c) for model, c in CONSTRAINTS if isinstance(c, kind)}


def refused(save: Any) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        save()
    return refusal.value


def write_raw(row: Row, values: dict[str, Any]) -> None:
    """Past every check of ours: what stands in the way is PostgreSQL's."""
    columns = ", ".join(f"{row._meta.get_field(name).column} = %s" for name in values)
    prepared = [
        row._meta.get_field(name).get_db_prep_save(value, connection) for name, value in values.items()
    ]
    sql = f"UPDATE {row._meta.db_table} SET {columns} WHERE {row._meta.pk.column} = %s"
    with unrecorded(), connection.cursor() as cursor:
        cursor.execute(sql, [*prepared, row.pk])


def violated(write: Any) -> str:
    with pytest.raises(IntegrityError) as refusal:
        write()
    return str(refusal.value.__cause__.diag.constraint_name)


def test_every_constraint_has_a_case():
    assert set(named(models.CheckConstraint)) == set(CHECKS)
    assert set(named(models.UniqueConstraint)) == set(UNIQUES)


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=lambda value: getattr(value, "name", ""))
def test_its_message_starts_with_the_field_it_is_about(model, constraint):
    field, colon, text = constraint.violation_error_message.partition(": ")
    assert colon
    assert text
    assert field in {name for f in model._meta.concrete_fields for name in (f.name, f.attname)}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CHECKS)
def test_a_check_refuses_a_save_and_raw_sql(name):
    model, constraint = named(models.CheckConstraint)[name]
    given, wrong = CHECKS[name]
    row = FACTORIES[model](**given())
    values = wrong(row)
    assert violated(lambda: write_raw(row, values)) == name
    for field, value in values.items():
        setattr(row, field, value)
    told = refused(row.save).message_dict
    assert set(told) <= {NON_FIELD_ERRORS, *(field.name for field in model._meta.concrete_fields)}
    # The model's own checks may have seen it first: then it stands under its field.
    assert {*told} & {name.removesuffix("_id") for name in values} or told == {
        NON_FIELD_ERRORS: [constraint.violation_error_message]
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNIQUES)
def test_a_unique_refuses_a_save_and_raw_sql(name):
    model, constraint = named(models.UniqueConstraint)[name]
    first = FACTORIES[model](**UNIQUES[name])
    fields = {*constraint.fields, *UNIQUES[name]}
    same = {field.replace("address_key", "address") for field in fields}
    told = refused(lambda: FACTORIES[model](**{field: getattr(first, field) for field in same})).message_dict
    assert constraint.violation_error_message in [text for texts in told.values() for text in texts]
    values = {field: getattr(first, model._meta.get_field(field).attname) for field in fields}
    assert violated(lambda: write_raw(FACTORIES[model](), values)) == name


@pytest.mark.parametrize("field", REFERENCES, ids=str)
def test_every_reference_protects_what_it_refers_to(field):
    assert field.remote_field.on_delete is models.PROTECT


@pytest.mark.django_db
@pytest.mark.parametrize("field", REFERENCES, ids=str)
def test_postgresql_protects_it_too(field):
    row, target = FACTORIES[field.model](), FACTORIES[field.related_model]()
    is_merge = field.name == "merged_into"
    write_raw(row, {field.name: target.pk, **({"deleted_at": THEN} if is_merge else {})})
    assert "registry_" in violated(lambda: delete_raw(target))


def delete_raw(row: Row) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", [row.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
