"""Stores of keys, whose threads end with the test, and a verifier of the issuer's tokens."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from cqi.auth.keysets import KeySet, keys_of_jwks
from cqi.auth.keystore import KeyStore
from cqi.auth.tokens import Verifier

from .issuer import AUDIENCE, ISSUER, Issuer

MakeStore = Callable[..., KeyStore]


@pytest.fixture
def store_of() -> Iterator[MakeStore]:
    """A function that makes a store, which reads again at once when it is asked to."""
    with ExitStack() as stack:

        def make(
            read: Callable[[], KeySet], refresh_seconds: float = 300.0, soonest_seconds: float = 0.01
        ) -> KeyStore:
            store = KeyStore(read, refresh_seconds, soonest_seconds=soonest_seconds)
            return stack.enter_context(closing(store))

        yield make


@pytest.fixture
def verifier_of(store_of: MakeStore) -> Callable[..., Verifier]:
    """A function that makes a verifier with the keys that are read."""

    def make(
        read: Callable[[], KeySet], refresh_seconds: float = 300.0, typ_required: bool = True
    ) -> Verifier:
        store = store_of(read, refresh_seconds)
        return Verifier(store, issuer=ISSUER, audience=AUDIENCE, typ_required=typ_required)

    return make


@pytest.fixture(scope="module")
def verifier() -> Iterator[Verifier]:
    """It knows the keys of Issuer()."""
    with closing(KeyStore(lambda: keys_of_jwks(Issuer().jwks()), 300.0)) as store:
        yield Verifier(store, issuer=ISSUER, audience=AUDIENCE)
