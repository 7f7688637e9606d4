"""All importers of `manage.py seed`, in the order in which they run, which is the order of trust."""

from . import fiat
from .base import Importer

ORDER: tuple[Importer, ...] = (fiat.IMPORTER,)
