"""The schema of the database, as the commands that need it ask for it."""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def require_current_schema() -> None:
    """Raise CommandError where migrations are missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("the schema of the database is not this release's: run `manage.py migrate` first")
