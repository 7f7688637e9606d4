"""Finding rows and answering with their messages: lookups, lists, searches, the cache, the table of resources.

Belongs here: what reads, for whatever door.  Nothing here changes a row.
"""
