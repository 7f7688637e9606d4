"""The sections of what listens: the gRPC server and the HTTP server."""

from ipaddress import ip_network
from pathlib import Path

from pydantic import ValidationInfo, field_validator

from cqi.config.kinds import Port, Section, Texts, environment_of, existing_file, is_deployed, setting


class Grpc(Section):
    """The gRPC server."""

    host: str = setting("127.0.0.1", "The address to listen on; 0.0.0.0 for all.", min_length=1)
    port: Port = setting(9090, "The port to listen on.")
    check_threads: int = setting(
        2, "Trade checks worked on at once; more of them only wait for each other.", ge=1, le=64
    )
    check_waiting: int = setting(32, "Trade checks that may wait; the next is refused at once.", ge=0)
    flag_threads: int = setting(
        2, "Flags raised and resolved at once; they wait for locks, and none is refused.", ge=1, le=64
    )
    read_threads: int = setting(4, "Lookups worked on at once.", ge=1, le=64)
    read_waiting: int = setting(200, "Lookups that may wait; the next is refused at once.", ge=0)
    list_threads: int = setting(
        1, "Lists and searches worked on at once; with two a trade check beside them takes twice as long.",
        ge=1, le=64,
    )  # fmt: skip
    list_waiting: int = setting(60, "Lists and searches that may wait; the next is refused at once.", ge=0)
    write_threads: int = setting(
        4, "Writes worked on at once; those of one row wait for each other in the database.", ge=1, le=64
    )
    write_waiting: int = setting(64, "Writes that may wait; the next is refused at once.", ge=0)
    watchers: int = setting(1000, "Streams of changes open at once; the next is refused.", ge=0)
    watchers_of_caller: int = setting(100, "Streams of changes that one caller may have open here.", ge=1)
    body_seconds: float = setting(
        5.0, "Seconds that a request may take to arrive; a call that sends none would stay for ever.", gt=0
    )
    reflection: bool | None = setting(
        None, "Tell any client the contract; unset, everywhere but in production."
    )
    reason_required: bool = setting(
        False,
        "Refuse changes of what is there that say no reason; what is new needs none, and no flag is refused for it."
        " Clients of CQC 0.3.1 cannot say one.",
    )
    pause_seconds: float | None = setting(
        None,
        "Seconds of a stop in which it says NOT_SERVING and still serves, so that balancers go elsewhere;"
        " unset, 2 in staging and production and else 0.",
        ge=0,
    )
    grace_seconds: float = setting(
        30.0, "Seconds of a stop that calls in flight have to end; what takes longer is not committed.", ge=0
    )
    tls_enabled: bool = setting(False, "Serve with TLS; needs the certificate and the key.")
    tls_cert_path: Path | None = setting(None, "The PEM file of the certificate chain.")
    tls_key_path: Path | None = setting(None, "The PEM file of the private key.")
    tls_client_ca_path: Path | None = setting(
        None,
        "The PEM file of the authorities whose client certificates are taken; with it a client must show one.",
    )
    tls_client_port: Port | None = setting(
        None, "A port of its own for clients with certificates; the first port then asks for none."
    )

    @property
    def threads(self) -> int:
        """The threads of all lanes: so many calls can want a database connection at once."""
        reading = self.check_threads + self.read_threads + self.list_threads
        return reading + self.flag_threads + self.write_threads

    @field_validator("reflection")
    @classmethod
    def _hidden_in_production(cls, value: bool | None, info: ValidationInfo) -> bool:
        return environment_of(info) != "production" if value is None else value

    @field_validator("pause_seconds")
    @classmethod
    def _none_for_developers(cls, value: float | None, info: ValidationInfo) -> float:
        return (2.0 if is_deployed(info) else 0.0) if value is None else value

    @field_validator("tls_cert_path", "tls_key_path")
    @classmethod
    def _readable(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None and info.data.get("tls_enabled"):
            raise ValueError("is required when grpc.tls_enabled is true")
        return existing_file(value)

    @field_validator("tls_client_ca_path")
    @classmethod
    def _used(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None and not info.data.get("tls_enabled"):
            raise ValueError("is of no use unless grpc.tls_enabled is true")
        return existing_file(value)

    @field_validator("tls_client_port")
    @classmethod
    def _for_certificates(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is not None and not info.data.get("tls_client_ca_path"):
            raise ValueError("is of no use without grpc.tls_client_ca_path")
        return value


class Http(Section):
    """The HTTP server: the admin, health and metrics."""

    host: str = setting("127.0.0.1", "The address to listen on; 0.0.0.0 for all.", min_length=1)
    port: Port = setting(8080, "The port to listen on.")
    ops_port: Port | None = setting(
        None,
        "A port of its own for health and metrics, answered whatever host is named; the first port then has no"
        " metrics and says of readiness only the state.",
    )
    threads: int = setting(4, "Requests that are worked on at the same time.", ge=1, le=512)
    allowed_hosts: Texts = setting(
        ("localhost", "127.0.0.1", "[::1]"), "The host names it answers to, separated by commas."
    )
    trusted_origins: Texts = setting(
        (), "Origins such as https://admin.example that may send the admin's forms."
    )
    trusted_proxies: Texts = setting(
        (),
        "Addresses or networks of the proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; from"
        " all others these are dropped.",
    )
    https_only: bool | None = setting(
        None,
        "Browsers come over HTTPS, through a trusted proxy: cookies go over nothing else, and plain requests"
        " are redirected; unset, in staging and production.",
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            try:
                ip_network(text)
            except ValueError:
                raise ValueError(f"should be addresses or networks, and {text} is none") from None
        return value

    @field_validator("https_only")
    @classmethod
    def _when_deployed(cls, value: bool | None, info: ValidationInfo) -> bool:
        return is_deployed(info) if value is None else value
