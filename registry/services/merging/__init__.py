"""Making two assets one: what moves, what collides, what becomes of the losers."""
