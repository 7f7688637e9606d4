"""What every importer runs on: reading fixtures, claims, the plan, the tables in memory, the report."""
