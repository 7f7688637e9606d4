"""Packs what a handler returned into the response message that the contract asks for."""

from datetime import datetime
from typing import Any

from django.db import models
from google.protobuf.message import Message

from registry.wire.mapping import message_of

from .pages import Page


def pack(response: Any, result: Any) -> Any:
    """Fill a response.

    A page, a row, a message or True fills the first field (a page its token and count too), a dict
    the fields it names; the response itself is taken as it is.
    """
    first = response.DESCRIPTOR.fields[0].name
    match result:
        case Message() if result.DESCRIPTOR is response.DESCRIPTOR:
            return result
        case Page():
            pack_page(response, result)
        case dict():
            for name, part in result.items():
                fill_field(response, name, part)
        case _:
            fill_field(response, first, result)
    return response


def pack_page(response: Any, page: Page) -> None:
    getattr(response, response.DESCRIPTOR.fields[0].name).extend(page.messages)
    response.next_page_token = page.next_page_token
    if page.total_count is not None:
        response.total_count = page.total_count
        response.total_count_is_estimate = page.total_count_is_estimate


def fill_field(response: Any, name: str, part: Any) -> None:
    """Put a row, a message, a time, a list of these or a plain value into a field; None leaves it unset."""
    match part:
        case None:
            return
        case models.Model():
            getattr(response, name).CopyFrom(message_of(part))
        case Message():
            getattr(response, name).CopyFrom(part)
        case datetime():
            getattr(response, name).FromDatetime(part)
        case list():
            getattr(response, name).extend(message_of(p) if isinstance(p, models.Model) else p for p in part)
        case _:
            setattr(response, name, part)
