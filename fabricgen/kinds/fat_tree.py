"""Static fat-tree: per-flow ECMP, tuned marking, any oversubscription."""

from typing import Literal

from fabricgen.intent import Intent

NAME = "fat-tree"


class FatTree(Intent):
    """A static leaf-spine or leaf-spine-super-spine fabric, routed by eBGP (RFC 7938) and hashed per flow."""

    kind: Literal["fat-tree"]
