"""What can be configured of the event bus, and of the relay that publishes on it what was changed."""

from pydantic import SecretStr, field_validator

from cqi.config.kinds import Port, Section, checked_url, required_when_deployed, setting


class EventBus(Section):
    """NATS with JetStream, 2.10.27 or later."""

    url: SecretStr | None = setting(
        None,
        "Where NATS is, as nats://[user:password@]host:port; unset, one is started under .data.",
        variable="CQI_NATS_URL",
    )
    stream_days: int = setting(30, "Days for which the stream keeps events.", ge=1, le=3650)
    stream_replicas: int = setting(1, "Servers of a NATS cluster that each keep the stream.", ge=1, le=5)
    duplicate_seconds: int = setting(
        600, "Seconds for which the stream itself knows an event that is sent again.", ge=120, le=86_400
    )

    _needed = field_validator("url")(required_when_deployed)

    @field_validator("url")
    @classmethod
    def _is_nats(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            checked_url(value.get_secret_value(), ("nats", "tls", "ws", "wss"))
        return value


class Relay(Section):
    """The relay, which publishes what was changed: one at a time, the others stand by."""

    enabled: bool = setting(
        True, "`serve` runs one beside itself; off where `manage.py relay` runs elsewhere."
    )
    metrics_port: Port | None = setting(
        None, "A port on which `manage.py relay` serves its metrics, under /metrics; unset, on none."
    )
