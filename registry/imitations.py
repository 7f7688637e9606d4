"""Which asset imitates which: kept on the row (`Asset.look_alike_of`), whatever is written by whatever door.

An asset imitates a better ranked one where its symbol or its name has that one's skeleton
(`registry.lookalikes`) and is another text once folded: the same text is a collision, and no deceit.
Of several imitated ones the row keeps the best ranked.  What is deleted neither imitates nor is
imitated.

Assets that are about to be written are judged before (`judge`); those that look like them are judged
again after (`spread`).  Both go by the skeleton indexes, for any number of rows in a fixed number of
queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

LOCK = 0x6C6F6F6B
"""The key of the advisory lock, which nothing else uses."""

KINDS = ("symbol", "name")

RANKED = " UNION ALL ".join(
    f"""
    SELECT '{kind}', {kind}_skeleton, {kind}_key, market_cap_rank, asset_id FROM registry_asset
    WHERE deleted_at IS NULL AND market_cap_rank IS NOT NULL AND {kind}_skeleton = ANY(%({kind})s)"""  # noqa: S608
    for kind in KINDS
)
ALIKE = " UNION ".join(
    f"""
    SELECT asset_id FROM registry_asset
    JOIN unnest(%({kind}_skeletons)s::text[], %({kind}_keys)s::text[], %({kind}_ranks)s::int[])
      AS shown(skeleton, key, rank)
      ON {kind}_skeleton = shown.skeleton AND {kind}_key <> shown.key AND rank_key > shown.rank
    WHERE deleted_at IS NULL"""  # noqa: S608
    for kind in KINDS
)


class Shown(NamedTuple):
    """A text that a live asset shows."""

    kind: str
    skeleton: str
    key: str
    rank: int | None
    asset_id: UUID


def judge(assets: Sequence[Any]) -> None:
    """Set what each of these assets will imitate once all of them are written."""
    if changed := [asset for asset in assets if is_new_face(asset)]:
        lock(exclusively=any(text.rank for text in faces(changed)))
        settle(assets)


def spread(assets: Sequence[Any]) -> None:
    """Judge again those that look like these assets, which were just written."""
    from . import bulk  # noqa: PLC0415  (it writes the models that call this)

    ranked = {text for text in faces(filter(is_new_face, assets)) if text.rank}
    if others := alike(ranked) - {asset.pk for asset in assets}:
        rows = list(bulk.locked(type(assets[0]), others))
        settle(rows)
        bulk.change(rows)


def settle(assets: Iterable[Any]) -> None:
    found = imitated(assets)
    for asset in assets:
        asset.look_alike_of_id = next(iter(found.get(asset.pk, ())), None)


def originals(assets: Sequence[Any]) -> dict[UUID, list[Any]]:
    """The assets that each of these imitates, the best ranked first; nothing for one that imitates none."""
    suspects = [asset for asset in assets if asset.look_alike_of_id is not None]
    if not suspects:
        return {}
    found = imitated(suspects)
    rows = type(suspects[0]).objects.in_bulk({pk for pks in found.values() for pk in pks})
    return {pk: [rows[other] for other in others if other in rows] for pk, others in found.items()}


def lock(*, exclusively: bool) -> None:
    """Until the end of the transaction keep out who could write the other half of a pair meanwhile.

    Unranked assets never imitate one another: their writers let each other in.
    """
    mode = "" if exclusively else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{mode}(%s)", [LOCK])


def is_new_face(asset: Any) -> bool:
    """Whether this write makes the asset look or rank otherwise than it did."""
    return asset.before is None or [*shown(asset)] != [*shown(asset.before)]


def faces(assets: Iterable[Any]) -> Iterator[Shown]:
    """What these assets show, and what they showed before."""
    for asset in assets:
        yield from shown(asset)
        if asset.before is not None:
            yield from shown(asset.before)


def shown(asset: Any) -> Iterator[Shown]:
    """What an asset shows while it is live; a text whose skeleton is empty looks like nothing."""
    for kind in KINDS if asset.deleted_at is None else ():
        if skeleton := getattr(asset, f"{kind}_skeleton"):
            yield Shown(kind, skeleton, getattr(asset, f"{kind}_key"), asset.market_cap_rank, asset.pk)


def imitated(assets: Iterable[Any]) -> dict[UUID, list[UUID]]:
    """The keys of the assets that each of these imitates, the best ranked first.

    These are taken as they are in memory, all others as they are stored.
    """
    own = [text for asset in assets for text in shown(asset)]
    known = {asset.pk for asset in assets}
    ranked: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for text in [*own, *(text for text in stored(own) if text.asset_id not in known)]:
        if text.rank:
            ranked[text.kind, text.skeleton].append(text)
    found: dict[UUID, set[tuple[int, UUID]]] = defaultdict(set)
    for text in own:
        for other in ranked[text.kind, text.skeleton]:
            if other.key != text.key and other.rank and (text.rank is None or other.rank < text.rank):
                found[text.asset_id].add((other.rank, other.asset_id))
    return {pk: [other for _, other in sorted(others)] for pk, others in found.items()}


def stored(texts: Sequence[Shown]) -> list[Shown]:
    """The texts of the stored ranked assets that have the skeletons of these.  One query."""
    if not texts:
        return []
    wanted = {kind: [text.skeleton for text in texts if text.kind == kind] for kind in KINDS}
    with connection.cursor() as cursor:
        cursor.execute(RANKED, wanted)
        return [Shown(*row) for row in cursor.fetchall()]


def alike(ranked: Iterable[Shown]) -> set[UUID]:
    """The keys of the stored assets that might imitate one of these texts.  One query."""
    wanted: dict[str, list[Any]] = {
        f"{kind}_{part}s": [getattr(text, part) for text in ranked if text.kind == kind]
        for kind in KINDS
        for part in ("skeleton", "key", "rank")
    }
    if not any(wanted.values()):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, wanted)
        return {asset_id for (asset_id,) in cursor.fetchall()}
