"""What proves nothing is refused, for the reason that is wrong with it, and the caller is told nothing."""

import pytest

from cqi.auth.claims import TokenRefused
from cqi.auth.tokens import Verifier
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


def test_the_corpus_is_large():
    assert len(FORGED) > 200
