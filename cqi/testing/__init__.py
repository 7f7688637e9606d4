"""What the tests of a service need of the platform, shipped with it."""

from .memory_bus import MemoryBus as MemoryBus
