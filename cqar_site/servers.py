"""What a program stands on before Django is there: its servers, and in an embedded PostgreSQL the roles."""

from cqar_site.defaults import DEFAULTS, GRANTS, NAME
from cqi import config, embedded
from cqi.embedded.postgres import SUPERUSER
from cqi.roles import Roles, are_made, connected_as, make_roles


def hold_what_is_missing(configuration: config.Config) -> None:
    """Start the servers that are not configured; they run until this process ends."""
    is_embedded = "postgres" in embedded.missing(configuration)
    embedded.ensure(configuration, NAME)
    if is_embedded:
        make_embedded_roles(config.load(DEFAULTS).database)


def make_embedded_roles(database: config.Database) -> None:
    """Make the roles where an embedded PostgreSQL has none yet, as one that an earlier release has made."""
    roles = Roles.configured(database)
    assert roles is not None, "an embedded server names its owner"
    with connected_as(SUPERUSER, database) as session:
        if not are_made(session, roles):
            make_roles(session, roles, GRANTS)
