"""The one write path, what follows a change, and what a change is refused with.

Belongs here: what every change of every model goes through.  A decision about one noun is a service.
"""
