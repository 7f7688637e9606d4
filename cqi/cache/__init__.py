"""A cache in Redis that answers nothing older than the database, and is never the reason for an error.

- `entries`: what lies under a key: a stamp and a message, or a stamp alone, a tombstone.
- `stamped`: the cache: reading, putting by compare and set, burying.
- `availability`: whether Redis may be asked, and whether its answers may be believed.
- `client`: a client of Redis that waits no longer than a call may.
"""
