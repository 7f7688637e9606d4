"""A cache in Redis that answers nothing older than the database, and is never the reason for an error.

- `entries`: what lies under a key: a stamp and a message, or a stamp alone, a tombstone.
- `stamped`: the cache: reading, putting by compare and set, burying.
- `availability`: whether Redis may be asked, and whether its answers may be believed.
- `flights`: reads of the database that several threads share.
- `losses`: entries that Redis has lost.
- `lives`: entries that came from an earlier run of Redis.
- `client`: a client of Redis that waits no longer than a call may.
"""
