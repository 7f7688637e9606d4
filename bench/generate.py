"""`python -m bench.generate`: a registry of 1,000,000 assets in a database of its own.

Loaded by COPY, past the record of changes, which then begins with these rows, so that reads of the past work
on them.  The tables' constraints hold; references and the rules that only Python knows are kept by `bench.world`.
"""

import argparse
import sys
from collections.abc import Sequence

from bench.servers import connect


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assets", type=int, default=1_000_000)
    parser.add_argument("--folder", default="scale", help="the embedded servers' folder under .data/bench")
    options = parser.parse_args(arguments)
    connect(options.folder)
    from bench.tables import generate  # noqa: PLC0415  models need Django to be set up
    from cqi.database import unhurried  # noqa: PLC0415

    # A busy machine may take longer than a caller may.
    with unhurried():
        generate(options.assets)


if __name__ == "__main__":
    main(sys.argv[1:])
