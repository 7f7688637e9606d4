"""Rules between rows that only read: what stands for what, cycles, look-alikes, locks on what is referred to.

Belongs here: a rule that more than one row decides.  A rule says which rows are wrong or must be judged again;
it writes none.
"""
