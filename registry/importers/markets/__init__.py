"""Markets: which venue trades which instrument, under what name and by what rules.

* `facts` reads the committed figures (`fixtures/markets.csv`);
* `sources` names, for each venue whose whole answer can be read, who reads it: ccxt's own parser
  (`exchange` feeds it, `unified` takes its word), or `bitmex`, which ccxt does not have;
* all of them say the same: a `market.Market`, which resolves its codes to assets (`codes`, `legs`) and
  plans the instrument and the venue's listing of it.

All speak for the venue itself, so each may correct what another said earlier, and none is believed before
a newer one: a listing keeps the day of its figures.

No market is created on a guess.  A code is what the venue's own listing says it is, or what the committed
table says; the registry is never searched by symbol, because 1,533 symbols belong to several coins.
"""

SOURCE = "venue"
"""Who says what a market says: the venue's own API, whichever file or call its words came by."""
