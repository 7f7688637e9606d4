"""How many calls a second a caller may make, over all processes together."""

import socket
import time

import pytest
from django.core.cache import cache
from django_redis import get_redis_connection
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from cqi.errors import LimitExceeded
from cqi.rates import AHEAD_SECONDS, IDLE_SECONDS, LEASE_SECONDS, Rates

RATE = 200


class Process:
    """The allowances of one process of several, filled when the test says so."""

    def __init__(self, connected=get_redis_connection) -> None:
        self.rates = Rates(connected, "test-rates")

    def spend(self, rate: int = RATE, caller: str = "risk") -> int:
        """Call until it is refused; how many calls were taken."""
        taken = 0
        while True:
            try:
                self.rates.take(caller, rate)
            except LimitExceeded:
                return taken
            taken += 1


@pytest.fixture(autouse=True)
def _empty():
    cache.clear()
    get_redis_connection().delete("test-rates:rate:risk", "test-rates:rate:other")


def test_it_works():
    process = Process()
    process.rates.take("risk", RATE)


def test_a_refusal_says_who_and_when_to_retry():
    process = Process()
    process.spend()
    with pytest.raises(LimitExceeded, match="risk makes more than 200 calls a second") as refused:
        process.rates.take("risk", RATE)
    assert refused.value.retry_after_seconds == LEASE_SECONDS


def test_a_slow_rate_says_to_wait_longer():
    process = Process()
    assert process.spend(rate=2) == 1
    with pytest.raises(LimitExceeded) as refused:
        process.rates.take("risk", 2)
    assert refused.value.retry_after_seconds == 0.5


def test_several_processes_have_one_rate_together():
    processes = [Process() for _ in range(4)]
    began, taken = time.monotonic(), 0
    for _ in range(20):
        for process in processes:
            taken += process.spend()
            process.rates.fill()
        time.sleep(0.02)
    taken += sum(process.spend() for process in processes)
    lasted = time.monotonic() - began
    assert RATE <= taken <= RATE * (1 + lasted) + 4 * RATE * LEASE_SECONDS


def test_a_caller_does_not_spend_what_another_has():
    process = Process()
    process.spend()
    process.rates.take("other", RATE)


def test_a_process_has_little_at_hand():
    process = Process()
    process.rates.take("risk", RATE)
    for _ in range(5):
        process.rates.fill()
    assert process.spend() == RATE * AHEAD_SECONDS


def test_a_rate_that_was_changed_holds_at_once():
    process = Process()
    process.spend()
    assert process.spend(rate=RATE * 2) > 0


def test_without_redis_each_process_keeps_the_rate():
    def nobody() -> Redis:
        return Redis(port=1, socket_connect_timeout=0.1)

    with pytest.raises(RedisError):
        nobody().ping()
    process = Process(nobody)
    began, taken = time.monotonic(), process.spend()
    for _ in range(10):
        time.sleep(0.02)
        process.rates.fill()
        taken += process.spend()
    lasted = time.monotonic() - began
    assert RATE * LEASE_SECONDS < taken <= RATE * (LEASE_SECONDS + lasted) + 10


def test_a_redis_that_hangs_leaves_every_caller_its_rate():
    callers = [f"caller-{number}" for number in range(20)]
    # It takes connections and never answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        asked = Redis(port=silent.getsockname()[1], socket_timeout=0.3, retry=Retry(NoBackoff(), 0))
        process = Process(lambda: asked)
        taken = {caller: process.spend(caller=caller) for caller in callers}
        began = time.monotonic()
        for _ in range(4):
            process.rates.fill()
            for caller in callers:
                taken[caller] += process.spend(caller=caller)
        lasted = time.monotonic() - began
        asked.close()
    # What it has at the end was filled when the last wait began.
    assert min(taken.values()) > RATE * lasted / 2
    assert max(taken.values()) <= RATE * (LEASE_SECONDS + lasted) + 10


def test_a_clock_of_redis_that_goes_back_takes_nothing_away():
    process = Process()
    process.spend()
    get_redis_connection().hset("test-rates:rate:risk", mapping={"tokens": RATE, "at": time.time() + 3600})
    process.rates.fill()
    assert process.spend() == RATE * AHEAD_SECONDS


def test_who_is_gone_is_forgotten():
    process = Process()
    process.rates.take("risk", RATE)
    process.rates._allowances["risk"].taken_at -= IDLE_SECONDS + 1
    process.rates.fill()
    assert not process.rates._allowances
