"""Whether the record of changes is whole: hash chain, changes, versions and rows against each other.

`whole.py` is the way in, `heads.py` follows the chain, `tables.py` compares what the database can compare by sets,
`contents.py` works out anew what each Change should say of its row, `flaws.py` keeps what was found.
"""
