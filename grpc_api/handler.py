"""What a handler is: a function from request to result, and what it takes of the request."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from google.protobuf.descriptor import MethodDescriptor


def own_name(attribute: str, _request: Any) -> str:
    return attribute


@dataclass(frozen=True)
class Handler:
    """One RPC's function, bound to its method.

    The result is anything that `responses.pack` can put into the method's response.
    """

    run: Callable[[Any], Any]
    field_name: Callable[[str, Any], str] = own_name
    """What a request calls an attribute, for errors."""
    batch: str | None = None
    """The field whose items are answered each by itself, also where one is malformed."""


Bind = Callable[[MethodDescriptor], Handler]
"""An entry of a handler table: makes the handler for a method, or raises ImproperlyConfigured."""


def custom(
    run: Callable[[Any], Any], takes: Collection[str], gives: Collection[str], *, batch: str | None = None
) -> Bind:
    """A handler written by hand; it says which request fields it reads and which response fields it fills."""

    def bind(method: MethodDescriptor) -> Handler:
        agree(method.name, "takes", set(takes), {field.name for field in method.input_type.fields})
        agree(method.name, "gives", set(gives), {field.name for field in method.output_type.fields})
        return Handler(run, batch=batch)

    return bind


def agree(rpc: str, verb: str, declared: set[str], contract: set[str]) -> None:
    """Raise ImproperlyConfigured naming the fields in which a handler and the contract differ."""
    if unserved := sorted(contract - declared):
        raise ImproperlyConfigured(
            f"{rpc}: the contract has {', '.join(unserved)}, which the handler ignores"
        )
    if unknown := sorted(declared - contract):
        raise ImproperlyConfigured(
            f"{rpc}: the handler {verb} {', '.join(unknown)}, which the contract has not"
        )
