"""The backend of the tests: the product's, but for how the tables are emptied between two tests.

The record of changes refuses TRUNCATE, and would record a removal of each row, so its triggers are put aside.  Rows
are deleted: a test leaves few of them, and a TRUNCATE of all tables takes thirty times as long.
"""
