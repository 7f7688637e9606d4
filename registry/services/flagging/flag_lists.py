"""Lists of quality flags: they are the trade check of clients of contract 0.3.1.

They are therefore read from the primary database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import NotSupportedError, connection, transaction

from cqi.errors import NotFound
from registry.reading.past import tell_revision
from registry.values.clock import is_past

from .facts import load_facts, not_primary
from .held_flags import HeldFlag


def of_asset(asset_id: UUID, *, include_resolved: bool = False, show_deleted: bool = False) -> list[HeldFlag]:
    """The flags of an asset, or of what it became: its own, and the active ones that it inherits.

    Raises NotFound for an asset that is unknown or deleted: an empty list of flags would read as "nothing
    speaks against it".
    """
    facts = load_facts(assets=[asset_id], with_resolved=include_resolved)
    tell_revision(facts.revision)
    asset = facts.assets.get(asset_id)
    if asset is None or (asset.is_deleted and not show_deleted):
        raise NotFound("Asset", str(asset_id))
    resolved = [HeldFlag(flag, (asset.final_id,)) for flag in facts.resolved]
    return [*facts.held[asset.final_id], *resolved]


@contextmanager
def on_primary() -> Iterator[None]:
    """What is read inside is read from the primary database.

    A replica, which lags behind, refuses READ WRITE; a primary that is read-only for a while accepts it.  The past
    has its own transaction, and is the same everywhere.
    """
    if is_past():
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute("SET TRANSACTION READ WRITE")
        except NotSupportedError:
            raise not_primary() from None
        yield
