"""Streams of changes: one thread reads them once, the loop sends them to all who watch."""
