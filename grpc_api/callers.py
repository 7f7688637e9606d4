"""The callers of this server: where they come from, said once for all programs that serve."""

from cqi.auth.startup import start_directory
from registry.services.permissions import ADMIN


def know_callers() -> str:
    """Before the server takes calls: read who may call.  The answer is for whoever started the program."""
    return start_directory(developer_group=ADMIN)
