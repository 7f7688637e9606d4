"""`manage.py make_roles`: the three roles of the database, for a new database and for one that had one role."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cqar_site.defaults import GRANTS
from cqi.embedded.postgres import SUPERUSER
from cqi.roles import Roles, connected_as, make_roles


class Command(BaseCommand):
    """Connects by itself: the roles that the settings name may not be there yet."""

    help = (
        "Make the configured roles of PostgreSQL (owner, application, relay) where they are absent, give the owner"
        " what is in the database, and grant each what it needs. A second time changes nothing. The superuser's"
        " password is read from PGPASSWORD or ~/.pgpass, those of the roles from the configuration."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default=SUPERUSER, help="the superuser; %(default)s unless given")

    def handle(self, *, username: str, **options: Any) -> None:
        database = settings.CONFIG.database
        roles = Roles.configured(database)
        if roles is None:
            raise CommandError(
                "database.owner_username (CQI_DATABASE_OWNER_USERNAME): the owner must be named"
            )
        with connected_as(username, database) as session:
            has_schema = make_roles(session, roles, GRANTS)
        self.stdout.write(
            f"{roles.owner.name} owns the database {database.database}, {roles.application.name} serves,"
            f" {roles.relay.name} publishes."
        )
        if not has_schema:
            self.stdout.write("The schema is not current: `manage.py migrate` makes it, and grants.")
