"""The backend of the tests: the product's, but for how a database is made, and how its tables are emptied.

A superuser makes the test database for the owner of the schema, who migrates it, and leaves a function there for
what tests alone do.  All else is done by the application's role.

The record of changes refuses TRUNCATE, and would record a removal of each row, so its triggers are put aside.  Rows
are deleted: a test leaves few of them, and a TRUNCATE of all tables takes thirty times as long.  What `migrate`
itself has put into tables is put back from a copy: to work it out again took ten times as long as all of that.
"""
