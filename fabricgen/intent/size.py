"""How big the fabric is: either counted out, or wished for."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.words import Words
from fabricgen.quantity import Ratio

Count = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]


class Size(Words):
    """Counts (`pods`, `leaves`, `spines`, …) or a wish (`accelerators`); the maxima keep every number where it is as
    the fabric grows.
    """

    accelerators: Count | None = None
    """The wish: how many accelerators the fabric must attach. Leaves, spines and tiers follow."""
    nics_per_host: Annotated[int, Field(ge=1, le=64, strict=True)] = 8
    """Fabric NICs of one host; one per accelerator."""
    oversubscription: Ratio = Ratio.parse("1:1")
    """Host bandwidth to uplink bandwidth of a leaf, 3:1 for example; below 1:1 is legal."""
    tiers: Literal[2, 3] | None = None
    """2 (leaf, spine) or 3 (and super-spine); left out, the smallest that fits."""
    planes: Annotated[int, Field(ge=1, le=16, strict=True)] = 1
    """Disjoint copies of the fabric; each NIC has one port in each plane."""
    rails: Annotated[int, Field(ge=1, le=64, strict=True)] | None = None
    """Rail-optimised wiring: NIC i of each host goes to leaf i of its scalable unit. Left out: all NICs of a host on
    one leaf."""
    nodes_installed: Count | None = None
    """Hosts present today, when fewer than the cabled slots."""

    pods: Count | None = None
    """Counted out: pods."""
    leaves: Count | None = None
    """Counted out: leaves per pod and plane."""
    spines: Count | None = None
    """Counted out: spines per pod and plane."""
    super_spines: Count | None = None
    """Counted out: super-spines per spine position and plane (every n-th spine of each pod meets the same ones)."""
    downlinks: Count | None = None
    """Counted out: host ports per leaf."""
    leaf_links: Annotated[int, Field(ge=1, le=64, strict=True)] = 1
    """Counted out: parallel links of a leaf to each spine."""
    spine_links: Annotated[int, Field(ge=1, le=64, strict=True)] = 1
    """Counted out: parallel links of a spine to each of its super-spines."""

    max_pods: Count | None = None
    """Room kept for growth; left out, what the hardware can hold. Numbers never move inside the maxima."""
    max_leaves: Count | None = None
    """Per pod and plane."""
    max_spines: Count | None = None
    """Per pod and plane."""
    max_super_spines: Count | None = None
    """Per spine position and plane."""
    max_rails: Annotated[int, Field(ge=1, le=64, strict=True)] | None = None
    """Leaf positions kept for each scalable unit."""
