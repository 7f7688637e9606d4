"""What a text, a number or a name may be.

Belongs here: the form of one value, and how it is read, compared and refused.  Nothing here knows a model.
"""
