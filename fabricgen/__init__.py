"""fabricgen: one page of intent in, complete switch configurations out."""

__version__ = "0.1.0"
