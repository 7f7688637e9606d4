"""What changes the registry and is more than a save: one function for each decision a caller can make."""
