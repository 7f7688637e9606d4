"""Filling the registry from other people's data.

Every importer has one shape: source -> candidates -> plan -> apply.

* `base.Importer` names a source, reads its records, and makes candidates of each record;
* a candidate (`chains`, `assets`, `relations`, ...) says what one record claims, and plans its rows;
* `plan.Plan` compares that with what is stored, and holds what is new, changed, unchanged, conflicting and
  refused; applied, it is one transaction.

To add one, copy a small one (`fiat.py`) and name it in `order.py`.

**What is stored stays.**  An importer fills in what is not known yet and adds what is not there yet.  Where a
source contradicts what is stored, be it another source's word or a person's, that is a listed conflict and
never an overwrite.  Two things only are replaced: a text that was derived, by the same text as a source
spells it; and a figure that the importer declares as its own to refresh (a rank, a tick size), while it
still is what this source said last.  Names, types and logos are labels, which every source words in its own
way: the first gives them, and later ones are not compared.

What a person deleted softly stays deleted.  An identifier or a relationship that a person removed leaves no
row behind, so a source that still says it brings it back: correct the source's row in a reviewed table
(`fixtures/known_errors.csv`) instead.

**Which asset is meant** is decided by provider id and by (chain, address), never by symbol (`identity.py`,
`assets.py`).

**Order of trust** is the order of loading (`order.py`): who comes first is believed, who comes later and
disagrees is listed.
"""
