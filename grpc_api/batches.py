"""Batches: many items in one request, each answered by itself."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cqi.errors import CqiError, InvalidInput

Items = Mapping[str, Any]
"""The items of a batch, by their paths in the request."""


def answer_each(items: Items, answers: Callable[[Items], Iterable[Any]], response: Any, field: str) -> Any:
    """The response to a batch, filled in its place: for each item its answer, or the status of its error.

    `answers` is asked for the items that are well formed, and gives as many answers in their order.
    """
    right = {path: item for path, item in items.items() if not isinstance(item, InvalidInput)}
    answered = {**items, **dict(zip(right, answers(right), strict=True))}
    for answer in answered.values():
        result = response.results.add()
        if isinstance(answer, CqiError):
            result.status.code = answer.status.value[0]
            result.status.reason, result.status.message = answer.reason, str(answer)
        else:
            result.status.code = 0
            getattr(result, field).CopyFrom(answer)
    return response
