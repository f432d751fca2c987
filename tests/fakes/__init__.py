"""Stateful stand-ins for switches nobody can have in a test: small, on real sockets, spoken to by NAPALM's own drivers.

They prove the logic of a push and the contract of a driver, never that a vendor's parser takes the text.
"""
