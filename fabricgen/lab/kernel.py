"""What the running kernel can do of all that switches need, found by trying it in a network namespace of its own."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from fabricgen.lab.command import attempt


class Ability(StrEnum):
    """Something that Linux has as a module, and that a kernel may have been built without."""

    VRF = "VRF devices"
    VLAN = "802.1Q VLANs"
    TRUNK = "VLAN-aware bridges"
    VXLAN = "VXLAN"
    BOND = "bonds"
    RED = "RED queues"


class KernelLacksError(Exception):
    """This kernel can't make the devices that switches or hosts of a lab have."""

    def __init__(self, lacked: Sequence[Ability], nodes: Sequence[str]) -> None:
        others = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
        super().__init__(f"this kernel has no {', no '.join(lacked)}, which {nodes[0]}{others} would need")
        self.lacked = tuple(lacked)


BASE = "link add name fg1 type veth peer name fg2"
LINKS: tuple[tuple[Ability, str], ...] = (
    (Ability.VRF, "link add name fg3 type vrf table 10"),
    (Ability.VLAN, "link add link fg1 name fg4 type vlan id 2"),
    (Ability.TRUNK, "link add name fg5 type bridge vlan_filtering 1"),
    (Ability.VXLAN, "link add name fg6 type vxlan id 7 dstport 4789"),
    (Ability.BOND, "link add name fg7 type bond mode 802.3ad"),
)
QUEUE = "qdisc add dev lo root red limit 40000 min 5000 max 15000 avpkt 1000 burst 5 bandwidth 1gbit ecn"
FAILED = re.compile(r"Command failed -:(\d+)")


def lacking(wanted: Iterable[Ability] = tuple(Ability)) -> tuple[Ability, ...]:
    """Those of `wanted` that this kernel doesn't have, in the order of Ability."""
    asked = frozenset(wanted)
    links = [(ability, line) for ability, line in LINKS if ability in asked]
    missing = {links[number][0] for number in _failed("ip", [BASE, *(line for _, line in links)])} if links else set()
    if Ability.RED in asked and _failed("tc", ["", QUEUE]):
        missing.add(Ability.RED)
    return tuple(ability for ability in Ability if ability in missing)


def _failed(program: str, lines: list[str]) -> frozenset[int]:
    """Numbers of the lines after the first, from 0, that the kernel refused."""
    done = attempt(("unshare", "--net", program, "-force", "-batch", "-"), "".join(f"{line}\n" for line in lines))
    return frozenset(int(number) - 2 for number in FAILED.findall(done.errors))
