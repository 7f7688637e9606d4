"""Which asset a key means: by address, identifier, a name at a venue, CAIP-19 or symbol.  Only reads."""
