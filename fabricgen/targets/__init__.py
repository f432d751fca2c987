"""Live switches: how to reach them, whom to trust, and what each NAPALM driver can do."""
