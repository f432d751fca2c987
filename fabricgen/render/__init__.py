"""From blueprint to files."""
