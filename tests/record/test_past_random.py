"""The past answers as the present did, whatever was written since, and by however many at once."""

from collections import Counter
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from google.protobuf.message_factory import GetMessageClass

from cqi.errors import CqiError
from grpc_api.handlers import HANDLERS
from grpc_api.responses import pack
from grpc_api.service import CONTRACT
from registry.reading import cache
from registry.services.sealing import last_revision

from . import questions
from .random_writer import KINDS, RandomWriter

pytestmark = pytest.mark.timeout(3600)  # as long as it lasts at full size

WRITERS = 6
AT_ONCE = 4
"""As many questions are asked after each write."""


def at(revision: int) -> tuple[str, str]:
    return "cqar-as-of", str(revision)


def test_what_was_answered_is_answered_again(whole_record: None, stub: Any, full_size: bool) -> None:
    writer, asked = RandomWriter(1), Random(2)
    writer.begin()
    recorded, edits = [], 0
    while edits < (5_000 if full_size else 100):
        if not writer.step(writer.random.choice(KINDS)):
            continue
        edits += 1
        for kind in asked.choices(questions.KINDS, k=AT_ONCE):
            question = kind(asked)
            recorded.append((last_revision(), kind.__name__, question, questions.answer(stub, question)))
    differing = [
        (revision, question, then, now)
        for revision, _, question, then in recorded
        if (now := questions.answer(stub, question, at(revision))) != then
    ]
    assert differing == []
    counts = Counter(kind for _, kind, _, _ in recorded)
    print(f"{len(recorded)} answers after {edits} edits: {dict(counts)}")
    assert set(counts) == {kind.__name__ for kind in questions.KINDS}


def test_a_snapshot_that_was_taken_under_writers(
    whole_record: None, stub: Any, full_size: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one snapshot of the present holds is what is answered as of the revision that it sees."""
    # A snapshot is of the database: what Redis has may be newer.
    monkeypatch.setattr(cache, "get_many", lambda _: {})
    RandomWriter(0).begin()
    done, written = Event(), Counter[int]()

    def write_until_done(number: int) -> None:
        writer = RandomWriter(number)
        try:
            while not done.is_set():
                written[number] += writer.step(writer.random.choice(KINDS))
        finally:
            connection.close()

    threads = [Thread(target=write_until_done, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        asked = Random(3)
        taken = [snapshot(asked) for _ in range(500 if full_size else 25)]
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert len(written) == WRITERS, "every writer wrote"
    assert len({revision for revision, _ in taken}) > len(taken) / 2, "they wrote meanwhile"
    differing = [
        (revision, question, then, now)
        for revision, answers in taken
        for question, then in answers
        if (now := questions.answer(stub, question, at(revision))) != then
    ]
    assert differing == []
    print(f"{len(taken)} snapshots beside {sum(written.values())} writes")


def snapshot(asked: Random) -> tuple[int, list[tuple[questions.Question, Any]]]:
    """The last revision that a snapshot sees, and answers of that snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        revision = last_revision()
        wanted = [kind(asked) for kind in questions.KINDS if kind is not questions.get]
        return revision, [(question, answer_here(question)) for question in wanted]


def answer_here(question: questions.Question) -> Any:
    """The answer of this transaction, or the code of a refusal."""
    rpc, request = question
    method = CONTRACT.methods_by_name[rpc]
    handler = HANDLERS[rpc](method)
    try:
        result = handler.answer(handler.read(request))
    except CqiError as refusal:
        return refusal.status
    return questions.comparable(pack(GetMessageClass(method.output_type)(), result))
