"""The kinds of intent, and how each becomes a blueprint. Nothing above this floor names a kind."""

from fabricgen.intent import Intent
from fabricgen.kinds.adaptive_pods import AdaptivePods
from fabricgen.kinds.clos import Blueprint, blueprint
from fabricgen.kinds.fat_tree import FatTree

KINDS: dict[str, type[Intent]] = {"fat-tree": FatTree, "adaptive-pods": AdaptivePods}

__all__ = ["KINDS", "Blueprint", "blueprint"]
