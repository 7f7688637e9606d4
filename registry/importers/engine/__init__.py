"""What every importer runs on: fixtures, claims, the plan, the tables in memory, the reasons, the report."""
