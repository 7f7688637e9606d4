"""`python -m bench.tokens`: what it takes to verify a token, first and again, and to refuse a forged one.

The times are the thread's processor time, so that whoever else uses the machine does not count.
"""

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from statistics import quantiles

from cqi.auth.keysets import keys_of_jwks
from cqi.auth.keystore import KeyStore
from cqi.auth.tokens import Verifier
from cqi.errors import Unauthenticated
from tests.cqi.auth.forged import FORGED
from tests.cqi.auth.issuer import ALGORITHMS, AUDIENCE, ISSUER, Issuer

TOKENS = 1000
FORGED_TURNS = 200


def main() -> None:
    issuer = Issuer()
    with closing(KeyStore(lambda: keys_of_jwks(issuer.jwks()), refresh_seconds=300.0)) as store:
        verifier = Verifier(store, issuer=ISSUER, audience=AUDIENCE)
        print("microseconds: p50, p99")
        for kid, algorithm in ALGORITHMS.items():
            tokens = [issuer.token(kid, jti=str(number)) for number in range(TOKENS)]
            print(
                f"{algorithm}, for the first time: {percentiles(microseconds_each(verifier.verify, tokens))}"
            )
            print(f"{algorithm}, again: {percentiles(microseconds_each(verifier.verify, tokens))}")
        forged = {name: make(issuer) for name, (_, make) in FORGED.items()}
        times = {
            name: microseconds_each(lambda t: refuse(verifier, t), [token] * FORGED_TURNS)
            for name, token in forged.items()
        }
    print(f"{len(forged)} forged tokens: {percentiles([one for each in times.values() for one in each])}")
    for name in sorted(times, key=lambda name: -p99(times[name]))[:5]:
        print(f"  {name}: {percentiles(times[name])}")


def refuse(verifier: Verifier, token: str) -> None:
    with suppress(Unauthenticated):
        verifier.verify(token)
        sys.exit(f"A forged token is taken: {token[:200]}")


def microseconds_each(verify: Callable[[str], object], tokens: Iterable[str]) -> list[float]:
    """The microseconds that each takes."""
    times = []
    for token in tokens:
        start = time.thread_time()
        verify(token)
        times.append((time.thread_time() - start) * 1e6)
    return times


def p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def percentiles(times: list[float]) -> str:
    return f"{quantiles(times, n=2)[0]:.1f}, {p99(times):.1f}"


if __name__ == "__main__":
    main()
