"""The kinds of thing that sources claim: chains, assets, copies, relations, and how a source names them."""
