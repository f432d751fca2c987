"""How a switch picks one of several equal paths."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.words import Words

Seed = Annotated[int, Field(ge=0, le=65535, strict=True)]


class Seeds(Words):
    """One hash seed per tier; adjacent tiers must differ, or flows polarise."""

    leaf: Seed = 11
    spine: Seed = 22
    super_spine: Seed = Field(default=33, alias="super-spine")

    def role(self, role: str) -> int:
        return {"leaf": self.leaf, "spine": self.spine, "super-spine": self.super_spine}[role]


class Hash(Words):
    seeds: Seeds = Seeds()
    queue_pair: bool = False
    """Hash on the RoCE destination queue pair too: the only entropy that RDMA flows have beyond the source port."""


class Forwarding(Words):
    mode: Literal["per-flow", "adaptive"] = "per-flow"
    """per-flow: hashed, in order. adaptive: the switch moves traffic to the less loaded path."""
    granularity: Literal["flowlet", "per-packet"] = "flowlet"
    """With adaptive: after a pause in a flow, or each packet (the NICs must then accept packets out of order)."""
    hash: Hash = Hash()
