"""Secrets as texts, and the secret key: given by the configuration, or made once for a developer's machine."""

import secrets
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from cqi.embedded.places import plainly
from cqi.startup import StartError


class HiddenText(str):
    """A secret for a library that takes a text: where what holds it is printed, stars stand for it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'**********'"


def secret_key(configured: SecretStr | None, data: Path) -> str:
    """The configured key, or one that is kept with the data, so that sessions and page tokens outlive a restart."""
    if configured is not None:
        return configured.get_secret_value()
    path = data / "secret_key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            new = path.with_name(f".secret_key.{secrets.token_hex(4)}")
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(48))
            try:
                # The file appears with its content, and only one of two programs that start together makes it.
                path.hardlink_to(new)
            finally:
                new.unlink()
        return path.read_text()
    except OSError as error:
        raise StartError(
            f"No CQI_SECRET_KEY is set and none can be kept in {data}: {plainly(error)}."
        ) from error
