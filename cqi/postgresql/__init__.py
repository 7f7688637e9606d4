"""Django's backend for PostgreSQL, with a cheaper look at what its pool gives out: `ENGINE` in the settings."""
