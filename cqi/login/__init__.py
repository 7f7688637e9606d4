"""How people log in to the admin: with a password, a code, and not too often; and how long a session lasts."""
