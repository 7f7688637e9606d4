"""The section of JSON Web Tokens."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationInfo, field_validator

from cqi.config.kinds import Section, existing_file, open_url, setting


class Tokens(Section):
    """JSON Web Tokens of an issuer; taken where its keys are named."""

    public_key_path: Path | None = setting(
        None, "The issuer's public key as a PEM file, or its key set as a JSON file."
    )
    jwks_url: str | None = setting(None, "Where the issuer publishes its key set, as https://host/path.")
    issuer: str | None = setting(None, "What a token's iss must be.")
    audience: str | None = setting(None, "What must be in a token's aud: the name of this service there.")
    typ_required: bool = setting(
        True, "Refuse tokens whose header says no typ; off for issuers that say none, such as Kubernetes."
    )
    refresh_seconds: float = setting(300.0, "Seconds after which the keys are read again.", ge=10)

    @field_validator("public_key_path")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        return existing_file(value)

    @field_validator("jwks_url")
    @classmethod
    def _safe(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Whoever can change the answer on its way can make tokens for anybody."""
        if value is None:
            return None
        if info.data.get("public_key_path"):
            raise ValueError("cannot be set beside tokens.public_key_path")
        open_url(value, ("https", "http"))
        if urlsplit(value).scheme == "http" and not _is_loopback(urlsplit(value).hostname or ""):
            raise ValueError("should be https; http is for this machine only")
        return value

    @field_validator("issuer", "audience")
    @classmethod
    def _named(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value and (info.data.get("public_key_path") or info.data.get("jwks_url")):
            raise ValueError("is required when the keys of tokens are named")
        return value


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
