"""What a handler is: a function from the values of a request to a result, and what it takes of the request."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from .requests import key_reader, with_keys
from .values import MessageReader, Values


def own_name(attribute: str, _request: Message) -> str:
    return attribute


def gives_way(_: Values) -> bool:
    return False


def permission(action: str, model: type[models.Model]) -> str:
    """Django's name of a permission: to view, add, change or delete rows of a model, or one that its Meta adds."""
    return f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"


@dataclass(frozen=True)
class Handler:
    """One RPC's function, bound to its method.

    The result is anything that `responses.pack` can put into the method's response.
    """

    run: Callable[[Values], Any]
    read: MessageReader
    """Makes the values of a request message; what is wrong with them is told before anything is done."""
    permission: str
    """What its caller must have, as Django spells it."""
    field_name: Callable[[str, Message], str] = own_name
    """What a request calls an attribute, for errors."""
    insists: Callable[[Values], bool] = gives_way
    """Whether this request is tried again where another change was in its way."""
    reason_field: str = "reason"
    """The request field that says why, in the requests that have it."""
    is_kept: bool = False
    """Whether its answers are kept in memory: those of hot reads, and never what is about safety."""

    def answer(self, request: Values) -> Any:
        """The result of the function, which gets keys in the place of the standard names that were sent."""
        return self.run(with_keys(request))


Bind = Callable[[MethodDescriptor], Handler]
"""An entry of a handler table: makes the handler for a method, or raises ImproperlyConfigured."""

NO_KEYS: Mapping[str, type[models.Model]] = {}


def custom(
    run: Callable[[Values], Any],
    takes: Collection[str],
    gives: Collection[str],
    *,
    needs: str,
    keys: Mapping[str, type[models.Model]] = NO_KEYS,
    batch: str | None = None,
    is_kept: bool = False,
) -> Bind:
    """A handler written by hand; it says which request fields it reads and which response fields it fills.

    `needs` is the permission that its caller must have.
    `keys` are the request fields that name a row, and of which model: the handler gets the row's key.
    The items of `batch` are answered each by itself, also where one is malformed.
    """

    def bind(method: MethodDescriptor) -> Handler:
        refuse_other_fields(
            method.name, "takes", {*takes, *keys}, {field.name for field in method.input_type.fields}
        )
        refuse_other_fields(
            method.name, "gives", set(gives), {field.name for field in method.output_type.fields}
        )
        by = {name: key_reader(model) for name, model in keys.items()}
        read = MessageReader(method.input_type, by, batch=batch)
        return Handler(run, read, needs, is_kept=is_kept)

    return bind


def refuse_other_fields(rpc: str, verb: str, declared: set[str], contract: set[str]) -> None:
    """Raise ImproperlyConfigured naming the fields in which a handler and the contract differ."""
    if unserved := sorted(contract - declared):
        raise ImproperlyConfigured(
            f"{rpc}: the contract has {', '.join(unserved)}, which the handler ignores"
        )
    if unknown := sorted(declared - contract):
        raise ImproperlyConfigured(
            f"{rpc}: the handler {verb} {', '.join(unknown)}, which the contract has not"
        )
