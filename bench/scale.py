"""`python -m bench.scale`: times every list, lookup and search on the generated registry, and explains them.

Then it opens every list of the admin.

What is known of an RPC or a list is printed as soon as it is measured.  Fails when a sequential scan reads a
big table, a case fails or takes longer than the budget, or an RPC or a list has more cases than its time is
enough for.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from bench.servers import connect


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=50, help="counted calls a case")
    parser.add_argument("--folder", default="scale", help="the embedded servers' folder under .data/bench")
    parser.add_argument("--only", default="", help="only RPCs and lists whose name begins so, as `admin`")
    parser.add_argument(
        "--seconds", type=float, default=180, help="how long an RPC or a list may be measured"
    )
    options = parser.parse_args(arguments)
    connect(options.folder)
    from bench import reporting  # noqa: PLC0415  models need Django to be set up

    gc.freeze()  # as the server does at its start
    reports = []
    print(reporting.HEAD, flush=True)
    for name, cases in reporting.groups(options.calls, options.only):
        reports.append(reporting.measured(name, cases, options.seconds))
        print(reports[-1], flush=True)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {options.calls} calls a case")
    print(reporting.table_of(reports))
    return 0 if all(report.is_good for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
