"""What can be configured: one class a YAML section, one field a setting, each with its default.

A field's variable is `CQI_<SECTION>_<FIELD>` unless its `setting` names another. Where the default is `...`,
the service that is configured gives it. A rule that looks at other settings is a field validator, not a
model validator: pydantic skips a model's validators as soon as one of its fields is wrong, so a problem that
they find would be reported only after the others are mended.
"""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr, ValidationInfo, field_validator

from cqi.config.admin import Admin
from cqi.config.bus import EventBus, Relay
from cqi.config.identity import Auth
from cqi.config.kinds import (
    Port,
    Section,
    hard_to_guess,
    no_url,
    open_url,
    required_when_deployed,
    setting,
)
from cqi.config.servers import Grpc, Http
from cqi.config.tokens import Tokens

Environment = Literal["development", "test", "staging", "production"]


class ThisService(Section):
    """Who this is."""

    name: str = setting(..., "The name in logs, metrics and traces.", min_length=1)
    version: str = setting(..., "The version in logs and traces.", min_length=1)
    environment: Environment = setting(
        "development", "development has DEBUG on and makes its own secret key."
    )
    secret_key: SecretStr | None = setting(
        None,
        "Signs sessions, page tokens and forms; at least 32 characters, kept secret.",
        variable="CQI_SECRET_KEY",
    )

    _needed = field_validator("secret_key")(required_when_deployed)
    _strong = field_validator("secret_key")(hard_to_guess)


class Database(Section):
    """PostgreSQL 15 or later."""

    host: str | None = setting(
        None,
        "Where PostgreSQL itself is, no pooler: a name, an address or a socket folder; unset, one is started"
        " under .data.",
    )
    port: Port = setting(5432, "The port of PostgreSQL.")
    username: str = setting(..., "The role to connect as.", min_length=1)
    password: SecretStr = setting(SecretStr(""), "The role's password.")
    owner_username: str | None = setting(
        None, "The role that owns the schema and migrates; unset, database.username does.", min_length=1
    )
    owner_password: SecretStr = setting(SecretStr(""), "The owner's password.")
    relay_username: str = setting(
        ...,
        "The role that publishes changes; where neither its password nor an owner is set, database.username does.",
        min_length=1,
    )
    relay_password: SecretStr = setting(SecretStr(""), "The relay's password.")
    database: str = setting(..., "The database.", min_length=1, max_length=63)
    pool_size: int | None = setting(
        None,
        "Connections a process may hold; unset, one for each gRPC and HTTP thread and five more.",
        ge=1,
        le=1000,
    )
    conn_max_lifetime: int = setting(3600, "Seconds after which a connection is replaced.", ge=1)

    _needed = field_validator("host")(required_when_deployed)
    _host = field_validator("host")(no_url)

    @field_validator("owner_username")
    @classmethod
    def _owns_alone(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("username"):
            raise ValueError("should be another role than database.username")
        return value


class Cache(Section):
    """Redis 6.2 or later."""

    host: str | None = setting(
        None, "Where Redis is: a name, an address or a socket file; unset, one is started under .data."
    )
    port: Port = setting(6379, "The port of Redis.")
    password: SecretStr = setting(SecretStr(""), "The password of Redis.")
    db: int = setting(0, "The number of the Redis database.", ge=0)
    pool_size: int = setting(50, "Connections a process may hold.", ge=1, le=1000)
    timeout_ms: int = setting(
        40,
        "Milliseconds that a call waits for Redis, which is then left alone until it answers again.",
        ge=5,
        le=5000,
    )
    key_prefix: str = setting(
        "",
        "What stands before each key, such as prices:, in a Redis that services share.",
        pattern=r"^[A-Za-z0-9._:-]*$",
        max_length=64,
    )
    answer_bytes: int = setting(
        32 * 1024 * 1024,
        "Bytes of memory for the answers of hot reads that a process keeps, some 2,000 for each; 0 for none.",
        ge=0,
    )

    _needed = field_validator("host")(required_when_deployed)
    _host = field_validator("host")(no_url)


class Logging(Section):
    """What is logged, and how."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = setting(
        "INFO", "The least important level that is logged.", variable="CQI_LOG_LEVEL"
    )
    format: Literal["json", "console"] | None = setting(
        None,
        "json for machines, console for people; unset, console in development.",
        variable="CQI_LOG_FORMAT",
    )

    @field_validator("level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


class Metrics(Section):
    """Prometheus metrics over HTTP."""

    enabled: bool = setting(True, "Serve metrics.")
    path: str = setting("/metrics", "Where they are served.", pattern=r"^/[A-Za-z0-9_/-]+$")


class Tracing(Section):
    """OpenTelemetry traces."""

    enabled: bool = setting(False, "Send traces; needs the endpoint.")
    otlp_endpoint: str | None = setting(
        None, "The OTLP collector, as http://host:4317.", variable="CQI_OTLP_ENDPOINT"
    )
    sample_rate: float = setting(0.1, "The share of calls that is traced.", ge=0, le=1)

    @field_validator("otlp_endpoint")
    @classmethod
    def _usable(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("enabled"):
            raise ValueError("is required when tracing.enabled is true")
        return None if value is None else open_url(value, ("http", "https"))


class Embedded(Section):
    """The servers that are started where none is configured."""

    data_path: Path = setting(Path(".data"), "Where they keep their data; relative to the project.")
    fsync: bool = setting(True, "Off, PostgreSQL is faster and a power cut can break its data.")


class Config(Section):
    """Everything, as it was when the program started."""

    service: ThisService
    grpc: Grpc
    http: Http
    tokens: Tokens
    database: Database
    cache: Cache
    event_bus: EventBus
    relay: Relay
    auth: Auth
    admin: Admin
    logging: Logging
    metrics: Metrics
    tracing: Tracing
    embedded: Embedded
