"""What goes out of the registry after a commit, and has to arrive: what the cache must forget.

Each loop here repeats until whoever it tells has taken it.
"""
