"""What can be configured of logins to the admin."""

from pydantic import ValidationInfo, field_validator

from cqi.config.kinds import Section, is_deployed, setting


class Admin(Section):
    """Logins to the admin, and the sessions that they begin."""

    login_attempts: int = setting(
        5, "Wrong passwords for one name from one address after which that address has to wait.", ge=3, le=100
    )
    login_wait_minutes: int = setting(
        15, "Minutes from the last wrong password until the next is looked at.", ge=1, le=1440
    )
    otp_required: bool | None = setting(
        None, "Ask for a code of an authenticator app too; unset, in staging and production."
    )
    idle_minutes: int = setting(60, "Minutes without a request after which a session ends.", ge=5, le=1440)
    session_hours: int = setting(
        12, "Hours after which a session ends, whatever was done in it.", ge=1, le=168
    )

    @field_validator("otp_required")
    @classmethod
    def _when_deployed(cls, value: bool | None, info: ValidationInfo) -> bool:
        return is_deployed(info) if value is None else value
