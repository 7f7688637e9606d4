"""A caller, as everything that asks who it is and what it may do sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """A service or a person: a Django user, as it was when the directory was last read."""

    name: str
    """The user's name: what logs, metrics and records say."""
    permissions: frozenset[str]
    """As Django spells them, such as registry.add_asset; those of its groups included."""
    calls_per_second: int | None = None
    """Its own limit; None where it has that of the configuration."""

    def may(self, permission: str) -> bool:
        return permission in self.permissions
