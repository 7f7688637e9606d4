"""Everything runs, and everything fails in turn: no acknowledged change is lost, no answer is stale or wrong.

    python -m tests.faults SECONDS SEED

`world` starts servers and programs, with a `link` between each program and each server. `load` writes and reads all
the while, and `ledger` keeps what was acknowledged and what was wrong. `catalogue` has the faults. `run` injects
them one after another, and `verdict` compares at the end what is stored, told and seen.
"""
