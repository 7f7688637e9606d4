"""Django's signals, joined to what follows every change."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from registry.wire.mapping import Mapping

from . import changes


@receiver(post_save)
@receiver(post_delete)
def record_change(sender: type[Any], instance: Any, signal: Any, **_: Any) -> None:
    if sender in Mapping.by_model:
        changes.record([instance], removed=signal is post_delete)
