"""A process with a directory of its own: for each key on standard input, a line says whose it is."""

import os
import sys

import django


def main(seconds: float) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cqar_site.settings"
    django.setup()
    from cqi.auth.directory import Directory  # noqa: PLC0415  Django must be set up before
    from cqi.errors import CqiError  # noqa: PLC0415

    directory = Directory({}, seconds)
    directory.refresh()
    directory.start()
    for line in sys.stdin:
        try:
            answer = directory.by_key(line.strip()).name
        except CqiError as error:
            answer = type(error).__name__
        print(answer, flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]))
