"""Search over every name that a row has: exact before prefix before word, then by the row's own order.

A search has classes of match, the best first, which are walked until the page is full.  Within a class each
kind of name (symbol, address, identifier, ...) is a query of its own, which stops at the page's size in the
order of an index; their union is the class.  One query with OR over all of them would read every match
before it could sort them.  A class leaves out what an earlier class has answered.

`classes.py` says what a class is and which rows it names, `pages.py` walks the classes; `assets.py` and
`symbols.py` say which names each model has, `words.py` how words are matched.  `small.py` searches tables of which
every row can be asked, `children.py` rows that belong to others, by the names of what they belong to.
"""
