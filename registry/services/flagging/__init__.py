"""Quality flags, and whether something may be traded because of them."""
