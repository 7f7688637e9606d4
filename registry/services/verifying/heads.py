"""The hash chain, followed from its beginning: each change by its digest, each head by its hash."""

from collections.abc import Callable

from registry.models import HistoryHead
from registry.services.sealing import DIGEST_SIZE, KeptHead, chained, digests

from .flaws import Flaw, Flaws

READ_AT_ONCE = 10


def check_heads(flaws: Flaws, kept: KeptHead | None, progress: Callable[[str], None]) -> None:
    before, next_first = b"", 1
    for head in HistoryHead.objects.order_by("first").iterator(READ_AT_ONCE):
        if head.first != next_first:
            flaws.add(Flaw("heads do not follow each other", revision=head.first))
        if chained(before, head.first, head.last, bytes(head.digests)) != bytes(head.hash):
            flaws.add(Flaw("a head has not the hash of its changes and the head before", revision=head.last))
        check_changes(flaws, head)
        before, next_first = bytes(head.hash), head.last + 1
        progress(f"The hash chain: revision {head.last:,}")
    if kept is not None:
        check_kept(flaws, kept, next_first - 1)


def check_changes(flaws: Flaws, head: HistoryHead) -> None:
    """Compare the changes that are there with the digests of the head; missing ones are told by check_revisions."""
    sealed = bytes(head.digests)
    for digest in digests(head.first, head.last):
        at = (digest.revision - head.first) * DIGEST_SIZE
        if sealed[at : at + DIGEST_SIZE] != digest.hash:
            changed = (digest.entity, digest.entity_id, digest.version, digest.revision)
            flaws.add(Flaw("a change differs from what was hashed", *changed))


def check_kept(flaws: Flaws, kept: KeptHead, end: int) -> None:
    """The head that was kept elsewhere must be one of the chain."""
    head = HistoryHead.objects.filter(last=kept.revision).first()
    if head is None and kept.revision > end:
        found = Flaw(
            "the chain ends before the head that was kept", revision=kept.revision, detail=f"it ends at {end}"
        )
    elif head is None:
        found = Flaw("the chain has no such head as was kept", revision=kept.revision)
    elif bytes(head.hash) != kept.hash:
        found = Flaw(
            "the head that was kept has another hash",
            revision=kept.revision,
            detail="something before it was changed",
        )
    else:
        return
    flaws.add(found)
