"""Every error of Django's and PostgreSQL's that a write or a read can meet is translated, or named as a bug."""

import inspect

import psycopg
import pytest
from django import db
from django.core import exceptions
from django.db import models

from cqi.errors import CqiError, InvalidInput, StaleVersion, Unavailable
from registry.writing.refusals import Fault, explained

SQL_ERRORS = [
    error
    for error in vars(psycopg.errors).values()
    if inspect.isclass(error) and issubclass(error, psycopg.Error) and getattr(error, "sqlstate", None)
]

BUGS = {
    # What only a wrong program can meet: they end as INTERNAL, with a log line.
    psycopg.ProgrammingError: "a statement that is wrong, or may not be sent by this role",
    psycopg.InternalError: "a state of the transaction that the program made, or a damaged database",
    psycopg.NotSupportedError: "a statement that this PostgreSQL does not know",
    psycopg.DatabaseError: "what PostgreSQL gives no class of its own",
}
TRANSLATED = {
    psycopg.IntegrityError: StaleVersion,
    psycopg.DataError: InvalidInput,
    psycopg.OperationalError: CqiError,
    psycopg.InterfaceError: CqiError,
}
TOLD_OTHERWISE = {"25006": Unavailable, "25P03": Unavailable, "25P04": Unavailable}
"""Errors of a class that is a bug otherwise: the database cannot write now."""

OF_DJANGO = {
    "ValidationError": exceptions.ValidationError("is wrong"),
    "ProtectedError": models.ProtectedError("said by Django", set()),
    "RestrictedError": models.RestrictedError("said by Django", set()),
    "IntegrityError": db.IntegrityError("said by Django"),
    "DataError": db.DataError("said by Django"),
    "OperationalError": db.OperationalError("said by Django"),
    "InterfaceError": db.InterfaceError("said by Django"),
}
BUGS_OF_DJANGO = {
    # A query, a setting or a form that is wrong: no row was refused.
    *("AppRegistryNotReady", "EmptyResultSet", "FieldDoesNotExist", "FieldError", "FullResultSet"),
    *("ImproperlyConfigured", "MiddlewareNotUsed", "MultipleObjectsReturned", "ObjectDoesNotExist"),
    *("SynchronousOnlyOperation", "ViewDoesNotExist", "DatabaseError", "InternalError", "NotSupportedError"),
    *("ProgrammingError", "Error", "ConnectionDoesNotExist"),
    # Django's own views answer these to a browser.
    *("BadRequest", "DisallowedHost", "DisallowedRedirect", "PermissionDenied", "RequestAborted"),
    *("RequestDataTooBig", "SuspiciousFileOperation", "SuspiciousMultipartForm", "SuspiciousOperation"),
    *("TooManyFieldsSent", "TooManyFilesSent"),
}


def raised(error):
    """The error as Django raises it for PostgreSQL's."""
    kind = next(
        getattr(db, base.__name__)
        for base in error.__mro__
        if base.__name__ in vars(db) and base is not error
    )
    told = kind("said by the server")
    told.__cause__ = error("said by the server")
    return told


def test_it_works():
    assert explained(exceptions.ValidationError({"name": "is wrong"})) == [Fault("name", "is wrong")]


def test_every_error_of_django():
    known = {
        name
        for module in (exceptions, db.utils, models)
        for name, error in vars(module).items()
        if inspect.isclass(error) and issubclass(error, Exception) and not name.startswith("_")
    }
    assert known == OF_DJANGO.keys() | BUGS_OF_DJANGO


@pytest.mark.parametrize("error", OF_DJANGO.values(), ids=OF_DJANGO.keys())
def test_what_is_told_is_ours(error):
    told = explained(error)
    assert told
    assert "said by Django" not in str(told)


@pytest.mark.parametrize("error", SQL_ERRORS, ids=lambda error: f"{error.sqlstate}-{error.__name__}")
def test_every_error_of_postgresql(error):
    told = explained(raised(error))
    if error.sqlstate in TOLD_OTHERWISE:
        assert isinstance(told, TOLD_OTHERWISE[error.sqlstate])
        return
    right = next((right for kind, right in TRANSLATED.items() if issubclass(error, kind)), None)
    if right is None:
        assert any(issubclass(error, kind) for kind in BUGS)
        assert told is None
    else:
        assert isinstance(told, right)
        assert "said by the server" not in str(told)


@pytest.mark.parametrize(
    ("sqlstate", "right"),
    [("40001", StaleVersion), ("40P01", StaleVersion), ("55P03", StaleVersion), ("57014", Unavailable)],
)
def test_what_is_worth_a_retry_at_once(sqlstate, right):
    assert isinstance(explained(raised(psycopg.errors.lookup(sqlstate))), right)
