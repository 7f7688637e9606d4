"""What can be configured of who may call."""

import re

from pydantic import SecretStr, ValidationInfo, field_validator

from cqi.config.kinds import Section, environment_of, hard_to_guess, is_deployed, setting

LONGEST_KEY = 512
_SENDABLE = re.compile(rf"[A-Za-z0-9_+/=-]{{1,{LONGEST_KEY}}}")
"""What a key may be made of: what a header can carry, and no dots, by which a token is known."""


class Auth(Section):
    """Who may call."""

    api_keys: dict[str, SecretStr] = setting(
        {},
        "Keys of services, each by the name of a service account; in the environment a variable a service,"
        " in capitals and with underscores.",
        variable="CQI_API_KEY_*",
    )
    directory_seconds: float = setting(
        900.0, "Seconds that callers are known without the database; then all are refused.", ge=10
    )
    calls_per_second: int = setting(
        5000, "Calls a second that a caller may make, unless its service account says another number.", ge=1
    )
    require: bool | None = setting(
        None,
        "Refuse calls without a credential; unset, everywhere but in development. Where it is off, such"
        " calls from this machine may do everything.",
    )

    @field_validator("api_keys")
    @classmethod
    def _strong_and_different(cls, value: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for service, key in value.items():
            try:
                hard_to_guess(key)
            except ValueError as error:
                raise ValueError(f"{service} {error}") from None
            if not _SENDABLE.fullmatch(key.get_secret_value()):
                raise ValueError(f"{service} should be at most {LONGEST_KEY} letters, digits and - _ + / =")
        if len({key.get_secret_value() for key in value.values()}) < len(value):
            raise ValueError("should differ from service to service")
        return value

    @field_validator("require")
    @classmethod
    def _always_when_deployed(cls, value: bool | None, info: ValidationInfo) -> bool:
        if value is False and is_deployed(info):
            raise ValueError("cannot be off when service.environment is staging or production")
        return environment_of(info) not in {None, "development"} if value is None else value
