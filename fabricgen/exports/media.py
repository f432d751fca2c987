"""What carries a link of a speed over a length: Ethernet's own port types, shortest reach first.

Reaches are those that IEEE Std 802.3-2022 and its amendments 802.3ck, 802.3db (2022) and 802.3df (2024) promise: copper
twinaxial cable, OM4 multimode fibre, single-mode fibre. What a vendor sells beyond them is not known here.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["copper", "multimode", "single-mode"]
KINDS: tuple[Kind, ...] = ("copper", "multimode", "single-mode")


class Medium(NamedTuple):
    """`lanes` on the medium, wavelengths counted too; reach in metres."""

    name: str
    kind: Kind
    gbps: int
    lanes: int
    reach: float
    clause: int


MEDIA = (
    Medium("10GBASE-SR", "multimode", 10, 1, 400, 52),
    Medium("10GBASE-LR", "single-mode", 10, 1, 10_000, 52),
    Medium("25GBASE-CR", "copper", 25, 1, 5, 110),
    Medium("25GBASE-SR", "multimode", 25, 1, 100, 112),
    Medium("25GBASE-LR", "single-mode", 25, 1, 10_000, 114),
    Medium("50GBASE-CR", "copper", 50, 1, 3, 136),
    Medium("50GBASE-SR", "multimode", 50, 1, 100, 138),
    Medium("50GBASE-FR", "single-mode", 50, 1, 2_000, 139),
    Medium("50GBASE-LR", "single-mode", 50, 1, 10_000, 139),
    Medium("100GBASE-CR1", "copper", 100, 1, 2, 162),
    Medium("100GBASE-CR2", "copper", 100, 2, 3, 136),
    Medium("100GBASE-CR4", "copper", 100, 4, 5, 92),
    Medium("100GBASE-VR1", "multimode", 100, 1, 50, 167),
    Medium("100GBASE-SR1", "multimode", 100, 1, 100, 167),
    Medium("100GBASE-SR2", "multimode", 100, 2, 100, 138),
    Medium("100GBASE-SR4", "multimode", 100, 4, 100, 95),
    Medium("100GBASE-DR", "single-mode", 100, 1, 500, 140),
    Medium("100GBASE-FR1", "single-mode", 100, 1, 2_000, 140),
    Medium("100GBASE-LR1", "single-mode", 100, 1, 10_000, 140),
    Medium("100GBASE-LR4", "single-mode", 100, 4, 10_000, 88),
    Medium("200GBASE-CR2", "copper", 200, 2, 2, 162),
    Medium("200GBASE-CR4", "copper", 200, 4, 3, 136),
    Medium("200GBASE-VR2", "multimode", 200, 2, 50, 167),
    Medium("200GBASE-SR2", "multimode", 200, 2, 100, 167),
    Medium("200GBASE-SR4", "multimode", 200, 4, 100, 138),
    Medium("200GBASE-DR4", "single-mode", 200, 4, 500, 121),
    Medium("200GBASE-FR4", "single-mode", 200, 4, 2_000, 122),
    Medium("200GBASE-LR4", "single-mode", 200, 4, 10_000, 122),
    Medium("400GBASE-CR4", "copper", 400, 4, 2, 162),
    Medium("400GBASE-VR4", "multimode", 400, 4, 50, 167),
    Medium("400GBASE-SR4", "multimode", 400, 4, 100, 167),
    Medium("400GBASE-SR8", "multimode", 400, 8, 100, 138),
    Medium("400GBASE-DR4", "single-mode", 400, 4, 500, 124),
    Medium("400GBASE-FR4", "single-mode", 400, 4, 2_000, 151),
    Medium("400GBASE-FR8", "single-mode", 400, 8, 2_000, 122),
    Medium("400GBASE-LR4-6", "single-mode", 400, 4, 6_000, 151),
    Medium("400GBASE-LR8", "single-mode", 400, 8, 10_000, 122),
    Medium("800GBASE-CR8", "copper", 800, 8, 2, 162),
    Medium("800GBASE-VR8", "multimode", 800, 8, 50, 167),
    Medium("800GBASE-SR8", "multimode", 800, 8, 100, 167),
    Medium("800GBASE-DR8", "single-mode", 800, 8, 500, 124),
    Medium("800GBASE-DR8-2", "single-mode", 800, 8, 2_000, 124),
)


def medium(gbps: int, lanes: Sequence[int], metres: float, kinds: Sequence[Kind] = KINDS) -> Medium | None:
    """The plainest that reaches: copper, then multimode, then the shortest reach; None when the standard has none.

    `lanes` of each end go one to one into copper and multimode fibre; a single-mode module may turn more of them into
    fewer, but not the other way.
    """
    fitting = [
        each
        for each in MEDIA
        if each.gbps == gbps and each.reach >= metres and each.kind in kinds and _fits(each, lanes)
    ]
    return min(fitting, key=lambda each: (KINDS.index(each.kind), each.reach, -each.lanes), default=None)


def _fits(each: Medium, lanes: Sequence[int]) -> bool:
    return all(each.lanes <= count if each.kind == "single-mode" else each.lanes == count for count in lanes)
