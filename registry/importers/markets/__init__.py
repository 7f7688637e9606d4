"""Markets: which venue trades which instrument, under what name and by what rules.

* `facts` reads the committed figures (`fixtures/markets.csv`).
* `parsers` lists the venues whose whole answer ccxt can parse.  `exchange` feeds ccxt with the answer, and
  `unified` reads what ccxt made of it.  `bitmex` reads BitMEX, which this ccxt cannot.  `reading` picks the one
  for a venue.
* Each of them makes a `market.Market`.  It finds the assets that the venue's codes mean (`codes`, `legs`), and
  plans the instrument and the venue's listing of it.

All of them repeat what the venue says, so each may correct what another one said earlier.  A listing keeps the
day of its figures, and an older answer changes nothing.

No market is created on a guess.  A code means what the venue's own listing says, or what the committed table
says, on the day of the answer and on the day on which the market was listed: codes are used again (`legs`).  The
registry is never searched by symbol, because 1,533 symbols belong to several coins.
"""

SOURCE = "venue"
"""Who says what a market says: the venue's own API, whichever file or call its words came by."""
