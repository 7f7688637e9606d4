"""A client of Redis for calls: it waits for a time that a call does not feel, and tries once."""

from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from cqi.config.model import Cache


def hurried_client(config: Cache, **options: Any) -> redis.Redis:
    """The client; `options` take the place of what the configuration says."""
    host = config.host or "localhost"
    place = {"unix_socket_path": host} if host.startswith("/") else {"host": host, "port": config.port}
    seconds = config.timeout_ms / 1000
    return redis.Redis(
        **{
            **place,
            "db": config.db,
            "password": config.password.get_secret_value() or None,
            "max_connections": config.pool_size,
            "socket_timeout": seconds,
            "socket_connect_timeout": seconds,
            # By default redis-py tries four times, with pauses between.
            "retry": Retry(NoBackoff(), 0),
            # What a new connection says first it waits for, each time as long: with these it says nothing.
            "protocol": 2,
            "driver_info": None,
            **options,
        }
    )
