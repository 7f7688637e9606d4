"""One module for each source.  It reads the source's records and says what they claim, in the terms of `claimed`.

Every module has `candidates`, which makes candidates of one record, and `IMPORTER`.  To add a source, copy a
small one (`fiat.py`) and name it in `importers/order.py`.
"""
