"""The registry of the relay's metrics.

It is one of its own, because a program that serves shows those of the relay that it runs as a child, and imports
what declares them as well.
"""

from prometheus_client import CollectorRegistry, Gauge

RELAY_METRICS = CollectorRegistry()

RELAY_LEADER = Gauge(
    "cqar_relay_leader", "Whether this relay is the one that publishes", registry=RELAY_METRICS
)
