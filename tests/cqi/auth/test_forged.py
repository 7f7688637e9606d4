"""What proves nothing is refused, for the reason that is wrong with it, and the caller is told nothing."""

import time

import pytest

from cqi.auth.claims import TokenRefused
from cqi.auth.tokens import LONGEST_TOKEN, Verifier
from cqi.errors import Unauthenticated

from .forged import FORGED
from .issuer import SUBJECT, Issuer

issuer = Issuer()


def refused(verifier: Verifier, token: str) -> Unauthenticated:
    with pytest.raises(Unauthenticated) as caught:
        verifier.verify(token)
    return caught.value


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_refused(verifier, name):
    why, make = FORGED[name]
    error = refused(verifier, make(issuer))
    assert isinstance(error.__cause__, TokenRefused)
    assert error.__cause__.why == why
    assert (str(error), error.reason, error.info) == ("The token is not valid.", "UNAUTHENTICATED", {})


@pytest.mark.parametrize("kid", issuer.keys)
def test_the_tokens_that_they_were_made_of_are_right(verifier, kid):
    assert verifier.verify(issuer.token(kid)).subject == SUBJECT


def seconds(verifier: Verifier, token: str) -> float:
    """Of the processor, for a refusal; the least of some, since others use the processor too."""

    def once() -> float:
        began = time.thread_time()
        for _ in range(20):
            refused(verifier, token)
        return time.thread_time() - began

    return min(once() for _ in range(5))


def test_a_long_token_holds_the_loop_up_hardly_longer_than_a_short_one(verifier):
    """Who knows the public id of a key can have any text verified by it."""
    header, payload, signature = issuer.token().split(".")
    short, long = (f"{header}.{text}.{signature}" for text in ("A" * len(payload), "A" * 8000))
    assert len(long) <= LONGEST_TOKEN
    assert seconds(verifier, long) < 2 * seconds(verifier, short)


def test_the_corpus_is_large():
    assert len(FORGED) > 200
