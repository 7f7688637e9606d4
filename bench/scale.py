"""`python -m bench.scale`: times every list, lookup and search on the generated registry, and explains them.

Then it opens every list of the admin.

Fails when a sequential scan reads a big table, or a case takes longer than the budget.
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
    options = parser.parse_args(arguments)
    connect(options.folder)
    from bench import cases, lists, measuring  # noqa: PLC0415  models need Django to be set up

    chosen = [(case, True) for case in cases.lookups()]
    chosen += [(case, False) for case in (*cases.lists(), *cases.searches())]
    gc.freeze()  # as the server does at its start
    timings = [
        measuring.measure_request(case, options.calls, cold=cold)
        for case, cold in chosen
        if case.rpc.startswith(options.only)
    ]
    timings += [
        measuring.measure_list(page, min(options.calls, 5))
        for page in lists.list_pages()
        if page.name.startswith(options.only)
    ]
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {options.calls} calls a case")
    return 0 if measuring.report(timings) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
