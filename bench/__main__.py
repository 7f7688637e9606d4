"""`make bench`: calls a second and latency of the hot paths, beside an empty handler."""

from bench.rpc import main

if __name__ == "__main__":
    main([])
