"""What calls leave in log and metrics, also where there are too many of them."""

from prometheus_client import REGISTRY

from grpc_api.journal import NO_CALLER, NOBODYS_LINES, Journal


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_calls_of_nobody_fill_no_disk_and_hide_nobody_else():
    journal = Journal()

    def figures() -> tuple[float, float]:
        counted = sample("cqar_rpc_seconds_count", rpc="GetVenue", status=NO_CALLER)
        return counted, sample("cqar_rpc_log_lines_dropped_total")

    with journal._writing:  # its thread waits meanwhile
        counted, dropped = figures()
        for number in range(1000):
            journal.note("GetVenue", NO_CALLER, 0.001, "anonymous", f"n{number}")
            journal.note("GetVenue", "OK", 0.001, "router", f"r{number}")
        kept = [actor for _, _, _, actor, _ in journal._lines]
        assert figures() == (counted + 1000, dropped + 1000 - NOBODYS_LINES)
    assert (kept.count("anonymous"), kept.count("router")) == (NOBODYS_LINES, 1000)
    journal.write()
    with journal._writing:
        journal.note("GetVenue", NO_CALLER, 0.001, "anonymous", "later")
        assert [call_id for *_, call_id in journal._lines] == ["later"]
