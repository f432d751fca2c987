"""The user's vocabulary: what a page of intent may say."""

from fabricgen.intent.intent import Intent

__all__ = ["Intent"]
