"""The kinds of intent, and how each becomes a blueprint. Nothing above this floor names a kind."""

from fabricgen.kinds.clos import Blueprint, blueprint
from fabricgen.kinds.load import KINDS, Inventory, load

__all__ = ["KINDS", "Blueprint", "Inventory", "blueprint", "load"]
