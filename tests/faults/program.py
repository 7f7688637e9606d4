"""`python -m tests.faults.program COMMAND ...`: manage.py, or `bulk`, with failpoints and perhaps a planted bug."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from .failpoints import set_points
from .programs import BULK, PLANT, POINTS


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cqar_site.settings")
    django.setup()
    set_points(os.environ[POINTS])
    if name := os.environ[PLANT]:
        from .planted import PLANTS  # noqa: PLC0415  it imports what it breaks

        PLANTS[name]()
    if sys.argv[1] == BULK:
        from . import bulk  # noqa: PLC0415  it imports models

        bulk.main(*sys.argv[2:])
    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
