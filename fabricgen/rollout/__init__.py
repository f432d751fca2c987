"""Pushes: what changes in which order, what was done so far, and how it is undone."""
