"""Who is asking, and why, for as long as a request or a command lasts."""

import itertools
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANONYMOUS = "anonymous"

_PLAIN = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_PROCESS = f"{secrets.token_hex(6)}-"
_calls = itertools.count(1)

_actor: ContextVar[str] = ContextVar("actor", default=ANONYMOUS)
_call_id: ContextVar[str] = ContextVar("call_id", default="")
_reason: ContextVar[str] = ContextVar("reason", default="")
_channel: ContextVar[str] = ContextVar("channel", default="command")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def actor() -> str:
    """The caller whose work this is: a service, a person, or a command."""
    return _actor.get()


def channel() -> str:
    """The door by which the work came: grpc, admin or command."""
    return _channel.get()


@contextmanager
def acting_as(name: str, by: str = "command") -> Iterator[None]:
    """Everything in this block is done by `name`, who came by this channel."""
    token, door = _actor.set(name), _channel.set(by)
    try:
        yield
    finally:
        _actor.reset(token)
        _channel.reset(door)


def call_id() -> str:
    """The id of the call that this work is part of; empty outside of calls."""
    return _call_id.get()


def id_of_call(named: str | None) -> str:
    """The id of a call: what its caller names it where that is plain text, else a new one."""
    if named is not None and _PLAIN.fullmatch(named):
        return named
    return f"{_PROCESS}{next(_calls):x}"


@contextmanager
def in_call(id_: str) -> Iterator[None]:
    """Everything in this block belongs to the call of this id."""
    token = _call_id.set(id_)
    try:
        yield
    finally:
        _call_id.reset(token)


def enter_call(name: str, id_: str) -> None:
    """From here on the task that runs this works for `name`, in the call of this id."""
    _actor.set(name)
    _call_id.set(id_)
    _channel.set("grpc")


def reason() -> str:
    """Why the caller does it, in the caller's words; empty where nothing was said."""
    return _reason.get()


@contextmanager
def because(why: str) -> Iterator[None]:
    """Everything in this block is done for this reason."""
    token = _reason.set(why)
    try:
        yield
    finally:
        _reason.reset(token)


def request_id() -> str:
    """The caller's own id of its request, by which it retries; empty where it gave none."""
    return _request_id.get()


@contextmanager
def for_request(id_: str) -> Iterator[None]:
    """Everything in this block is done for the request with this id."""
    token = _request_id.set(id_)
    try:
        yield
    finally:
        _request_id.reset(token)
