"""What the model is made of: kinds of values, and the rules several settings share."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo
from pydantic.config import JsonDict

_SECRET_LENGTH, _DIFFERENT = 32, 8

Port = Annotated[int, Field(ge=1, le=65535)]


def _split(value: object) -> object:
    """A variable holds a list as `a,b,c`."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_split)]


def setting(default: Any, description: str, *, variable: str | None = None, **bounds: Any) -> Any:
    """A field: its default, what the reference says about it, and its variable if that is not the usual one."""
    extra: JsonDict | None = {"variable": variable} if variable else None
    return Field(default, description=description, json_schema_extra=extra, validate_default=True, **bounds)


def runs_deployed(environment: str | None) -> bool:
    """Whether this is an environment where a default made for a developer's machine would be a mistake."""
    return environment in {"staging", "production"}


def environment_of(info: ValidationInfo) -> str | None:
    """Where the service runs, as far as that was said."""
    environment: str | None = (info.context or {}).get("environment")
    return environment


def is_deployed(info: ValidationInfo) -> bool:
    """Whether the service that is being configured runs deployed."""
    return runs_deployed(environment_of(info))


def required_when_deployed(value: Any, info: ValidationInfo) -> Any:
    """A validator: development may leave the value out, staging and production must set it."""
    if not value and is_deployed(info):
        raise ValueError("is required when service.environment is staging or production")
    return value


def hard_to_guess(value: SecretStr | None) -> SecretStr | None:
    """A validator: a secret is long, and not one character again and again."""
    if value is None:
        return value
    text = value.get_secret_value()
    if len(text) < _SECRET_LENGTH:
        raise ValueError(f"should have at least {_SECRET_LENGTH} characters")
    if len(set(text)) < _DIFFERENT:
        raise ValueError(f"should have at least {_DIFFERENT} different characters: take random ones")
    return value


def service_name(text: str) -> str:
    """A service as configuration and accounts name it: RISK_ENGINE and risk-engine are the same."""
    return text.strip().lower().replace("_", "-")


class Section(BaseModel):
    """One section; it does not change after the start and knows no settings but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def existing_file(path: Path | None) -> Path | None:
    """A validator: a file that is named exists."""
    if path is not None and not path.is_file():
        raise ValueError("should name a file that exists")
    return path


def checked_url(value: str, schemes: tuple[str, ...]) -> str:
    """A validator: a URL of one of these schemes, with a host."""
    parts = urlsplit(value)
    if parts.scheme not in schemes or not parts.hostname:
        raise ValueError(f"should be a URL such as {schemes[0]}://host:port")
    return value


def open_url(value: str, schemes: tuple[str, ...]) -> str:
    """A validator: such a URL, of a setting that is no secret."""
    if "@" in urlsplit(checked_url(value, schemes)).netloc:
        raise ValueError("should have no user and no password: this setting is not kept secret")
    return value


def no_url(value: str | None) -> str | None:
    """A validator: a host, where a URL could hold a password."""
    if value and "://" in value:
        raise ValueError("should be a host without anything around it, no URL")
    return value
