"""What goes out of the registry after a commit, and has to arrive: events, and what Redis must forget.

Each loop here repeats until whoever it tells has taken it.  What any service can need of the bus is `cqi.bus`.
"""
