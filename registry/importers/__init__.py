"""Importers: they fill the registry from other people's data.

Every importer has one shape: source -> candidates -> plan -> apply.

* `engine/` is what all importers run on.  `importer.Importer` names a source, reads its records and makes
  candidates of each record.  `plan.Plan` compares the candidates with what is stored; it holds what is new,
  changed, unchanged, conflicting and refused, and writes the first two in pieces (`pieces`).
* `claimed/` holds the candidates that several sources make: chains, assets, copies, relations.  A candidate says
  what one record claims, and plans its rows.
* `sources/` has one module for each source.  `sources/shared/` holds what several modules read from one publisher.
* `markets/` reads which instruments a venue trades, from the committed figures and from the venues' own answers.
* `order.py` lists the importers of `manage.py seed`, in the order of trust.

To add a source, copy a small module of `sources/` (`fiat.py`), describe its file in `fixtures/README.md`, and name
the module in `order.py`.  To add an exchange, see `markets/parsers.py`.

**What is stored stays.**  An importer adds rows, and fills in fields that were unknown.  Where a source contradicts
what is stored, the plan lists a conflict and changes nothing, whoever said what is stored.  There are two
exceptions. A text that was derived (`BTC` from a source's `btc`) gives way to the same text as another source
spells it.  A figure that the importer declares as its own to refresh (a rank, a tick size) is replaced while it
still is what this source said last.  Names, types and logos are labels: every source words them in its own way,
so the first source gives them, and those of later sources are not compared.

**What a person deleted stays deleted** where the model keeps deleted rows.  An identifier or a relationship
leaves no row behind, so a source that still says it brings it back.  To keep it away, correct the source's row in
a reviewed table (`fixtures/known_errors.csv`).

**What a source said last** is kept in `SourceClaim`: of figures to refresh, of derived texts, and of the keys
that it put into a row's metadata.  Metadata belongs to the callers, so an importer gives a key once and never
looks at it again.

**Which asset is meant** is decided by provider id and by (chain, address), never by symbol (`claimed/identity.py`).

**The order of loading is the order of trust** (`order.py`): the first source is believed, and where a later one
disagrees that is listed.
"""
