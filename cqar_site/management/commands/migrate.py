"""`manage.py migrate`: Django's, as the owner of the schema, who then grants the other roles what they need.

It has not the time limits of a call: an index of a large table takes longer.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing

from cqar_site.defaults import GRANTS
from cqi.database import sqlstate, unhurried
from cqi.roles import Roles, as_owner, grant

NOT_ALLOWED = "42501"


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(), unhurried():
            try:
                super().handle(*args, **options)
            except DatabaseError as error:
                if not isinstance(error, MigrationSchemaMissing) and sqlstate(error) != NOT_ALLOWED:
                    raise
                raise CommandError(
                    f"only the owner of the schema migrates (CQI_DATABASE_OWNER_USERNAME): {error}"
                ) from error
            if (roles := Roles.configured(settings.CONFIG.database)) and not options["plan"]:
                grant(connection.connection, roles, GRANTS)
