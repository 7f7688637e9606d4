"""Measurements: `make bench` for calls, `python -m bench.scale` for a registry of 1,000,000 assets."""
