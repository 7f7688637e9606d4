"""What a caller can decide that is more than a save of one row: a module for each noun.

`resolving/`, `variants.py` and parts of `flagging/` only read, and say so; every other module writes.
"""
