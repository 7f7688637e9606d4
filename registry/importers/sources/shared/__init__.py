"""What several importers of one publisher share: how it names places and ids, and what its words mean."""
