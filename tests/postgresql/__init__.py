"""The backend of the tests: the product's, but that it can empty the tables between two tests.

The record of changes refuses TRUNCATE, and a removal of each row would be recorded.
"""
