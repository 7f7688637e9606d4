"""`manage.py spelling_conflicts`: the deployments that cannot be written, because another has their key."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cqi.database import unhurried
from registry.models import AssetDeployment
from registry.rules.spellings import Spelled, as_spelled, settle_keys

DEPLOYMENTS_AT_ONCE = 10_000


def read_spelled() -> Iterator[Spelled]:
    rows = AssetDeployment._base_manager.select_related("chain").order_by("pk")
    return (as_spelled(row, row.chain) for row in rows.iterator(DEPLOYMENTS_AT_ONCE))


class Command(BaseCommand):
    help = "Lists each deployment whose address is another's in another spelling, or none by today's rules."

    def handle(self, *args: Any, **options: Any) -> None:
        with unhurried():
            _, clashes = settle_keys(read_spelled)
        for clash in clashes:
            self.stdout.write(str(clash))
        if clashes:
            raise CommandError(f"{len(clashes)} cannot be written: merge their assets, or delete them.")
        self.stdout.write("Each deployment has the key of its address.")
