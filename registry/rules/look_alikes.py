"""Which asset imitates which: kept on the row (`Asset.look_alike_of`), whatever is written by whatever door.

An asset imitates a ranked one where its symbol or its name passes for that one's (`registry.values.skeletons`)
and that one is the original.  A plain text goes before one in disguise.  Of equally plain ranked ones the one that
was registered first is the original; the rank itself does not decide, because anybody can claim one.  Where an
asset imitates several, the row keeps the most original.  A deleted asset neither imitates nor is imitated.
One that imitates nobody may be an exact copy (`registry.rules.copies`).

Assets that are about to be written are judged before (`judge`).  Which others must be judged again after
says `to_judge_again`; the follower of changes (`registry.writing.changes`) settles and writes those.  Both go
by the skeleton indexes, for any number of rows in a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from registry.rules.copies import copied
from registry.values.skeletons import disguise, look_alike
from registry.values.text import fold

ASSETS, LOOKS = 0x6C6F6F6A, 0x6C6F6F6B
"""The first halves of the keys of the advisory locks, which nothing else uses."""

# All writers take these locks in one order.  There are 512 locks of a kind, so a batch of a million rows takes no
# more.  Two skeletons that share a lock wait for each other without need, which does no other harm.
HOLD = """
SELECT pg_advisory_xact_lock(%(locks)s, number) FROM (
  SELECT DISTINCT hashtext(skeleton) & 511 AS number FROM (
    SELECT unnest(%(texts)s::text[])
    UNION ALL SELECT symbol_skeleton FROM registry_asset WHERE asset_id = ANY(%(keys)s::uuid[])
    UNION ALL SELECT name_skeleton FROM registry_asset WHERE asset_id = ANY(%(keys)s::uuid[])
  ) AS shown(skeleton) ORDER BY number
) AS ordered
"""

KINDS = ("symbol", "name")

# A plain space can be seen and deceives nobody: `MuseDAO` is `Muse DAO`.  A symbol has no spaces.
RANKED = " UNION ALL ".join(
    f"""
    SELECT '{kind}', {kind}_skeleton, {text}, market_cap_rank, asset_id FROM registry_asset
    WHERE deleted_at IS NULL AND market_cap_rank IS NOT NULL AND {kind}_skeleton = ANY(%({kind})s)"""  # noqa: S608
    for kind, text in (("symbol", "symbol"), ("name", "replace(name, ' ', '')"))
)
ALIKE = " UNION ".join(
    f"""
    SELECT asset_id FROM registry_asset
    JOIN unnest(%({kind}_skeletons)s::text[], %({kind}_keys)s::text[]) AS shown(skeleton, key)
      ON {kind}_skeleton = shown.skeleton AND {key} <> shown.key
    WHERE deleted_at IS NULL"""  # noqa: S608
    for kind, key in (("symbol", "symbol_key"), ("name", "replace(name_key, ' ', '')"))
)


class Shown(NamedTuple):
    """A text that a live asset shows."""

    kind: str
    skeleton: str
    text: str
    rank: int | None
    asset_id: UUID

    @property
    def key(self) -> str:
        return fold(self.text)

    @property
    def place(self) -> tuple[int, bool, UUID]:
        """Where it stands among those that look like it, the original first.  Keys are ordered by time."""
        return disguise(self.text), not self.rank, self.asset_id


def judge(assets: Sequence[Any]) -> None:
    """Set what each of these assets will imitate once all of them are written."""
    if any(map(is_new_face, assets)):
        settle(assets)


def to_judge_again(assets: Sequence[Any]) -> set[UUID]:
    """The keys of the stored assets that may look otherwise now that these were written.  One query."""
    ranked = {text for text in faces(filter(is_new_face, assets)) if text.rank}
    return alike(ranked) - {asset.pk for asset in assets}


def settle(assets: Sequence[Any]) -> None:
    found, copies = imitated(assets), copied(assets)
    for asset in assets:
        asset.look_alike_of_id = next(iter(found.get(asset.pk, ())), copies.get(asset.pk))


def originals(assets: Sequence[Any]) -> dict[UUID, list[Any]]:
    """The assets that each of these imitates, the original first; nothing for one that imitates none."""
    suspects = [asset for asset in assets if asset.look_alike_of_id is not None]
    if not suspects:
        return {}
    found = {asset.pk: [asset.look_alike_of_id] for asset in suspects} | imitated(suspects)
    rows = type(suspects[0]).objects.in_bulk({pk for pks in found.values() for pk in pks})
    return {pk: [rows[other] for other in others if other in rows] for pk, others in found.items()}


def resembled(asset: Any) -> list[Any]:
    """All ranked assets that this one passes for, or that pass for it, the most original first."""
    found = [key for _, key in sorted({(other.place, other.asset_id) for _, other in pairs([asset])})]
    rows = type(asset).objects.in_bulk(found) if found else {}
    return [rows[key] for key in dict.fromkeys(found) if key in rows]


def hold_faces(assets: Iterable[Any]) -> None:
    """Until the end of the transaction, keep out whoever writes what looks like these assets do, or did before.

    Where two transactions each write one of two look-alikes, neither could see the other's.
    """
    changed = [*filter(is_new_face, assets)]
    if changed:
        stored_keys = [asset.pk for asset in changed if asset.before is not None]
        hold_look_alikes(stored_keys, {text.skeleton for text in faces(changed)})


def hold_look_alikes(keys: Collection[UUID], texts: Collection[str] = ()) -> None:
    """Keep out whoever writes what looks like the stored assets with these keys, or has one of these skeletons.

    A writer who changes the looks of a stored asset must come here before he locks its row.  Whoever holds its
    looks goes on to lock the rows of its look-alikes (`to_judge_again`), and the two could wait for each other.
    """
    with connection.cursor() as cursor:
        if keys:  # first, so that nobody renames them between the look at their skeletons and the lock
            cursor.execute(HOLD, {"locks": ASSETS, "keys": [], "texts": [*map(str, keys)]})
        cursor.execute(HOLD, {"locks": LOOKS, "keys": [*keys], "texts": [*texts]})


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
            text = asset.symbol if kind == "symbol" else asset.name.replace(" ", "")
            yield Shown(kind, skeleton, text, asset.market_cap_rank, asset.pk)


def imitated(assets: Sequence[Any]) -> dict[UUID, list[UUID]]:
    """The keys of the assets that each of these imitates, the original first."""
    found: dict[UUID, dict[UUID, Shown]] = defaultdict(dict)
    for text, other in sorted(pairs(assets), key=lambda pair: pair[1].place):
        if other.place < text.place:
            found[text.asset_id].setdefault(other.asset_id, other)
    return {pk: [*others] for pk, others in found.items()}


def pairs(assets: Sequence[Any]) -> Iterator[tuple[Shown, Shown]]:
    """Each text of these assets, with each text of a ranked asset that it passes for.

    These assets are taken as they are in memory, all others as they are stored.
    """
    own = [text for asset in assets for text in shown(asset)]
    known = {asset.pk for asset in assets}
    ranked: dict[tuple[str, str], list[Shown]] = defaultdict(list)
    for text in [*own, *(text for text in ranked_texts(own) if text.asset_id not in known)]:
        if text.rank:
            ranked[text.kind, text.skeleton].append(text)
    for text in own:
        for other in ranked[text.kind, text.skeleton]:
            if look_alike(text.text, other.text):
                yield text, other


def ranked_texts(texts: Sequence[Shown]) -> list[Shown]:
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
        for part in ("skeleton", "key")
    }
    if not any(wanted.values()):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, wanted)
        return {asset_id for (asset_id,) in cursor.fetchall()}
