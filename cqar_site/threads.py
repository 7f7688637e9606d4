"""What a program does beside serving, each in a thread that lasts until the process ends."""

import threading

from .invalidating import keep_invalidating
from .sealing import keep_sealing
from .warming import keep_warm

BESIDE_SERVING = {"invalidating": keep_invalidating, "sealing": keep_sealing, "warming": keep_warm}


def start_threads() -> None:
    """Start them all."""
    for name, keep in BESIDE_SERVING.items():
        threading.Thread(target=keep, name=name, daemon=True).start()
