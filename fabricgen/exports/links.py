"""Every cable once, as it lies, in the words of the switches; made one at a time, so any number needs no memory."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.exports.subject import Subject
from fabricgen.fabric import UNUSED, host_name


class Link(NamedTuple):
    """From the lower switch up, or from a leaf down to a host. `layer` counts from the hosts; a host has no `far_cage`.

    `cable` follows from the place of the link, so it stays the same as the fabric grows: L and the number of the link
    among all links, H and that of the host port.
    """

    layer: int
    cable: str
    switch: int
    near: str
    port: str
    cage: int
    far: str
    far_port: str
    far_cage: int | None


def links(what: Subject) -> Iterator[Link]:
    """Between switches tier by tier, then to the hosts."""
    yield from fabric_links(what)
    yield from host_links(what)


def fabric_links(what: Subject) -> Iterator[Link]:
    for below, above in zip(what.tiers, what.tiers[1:], strict=False):
        for switch in range(below.tier.first, below.tier.first + below.tier.count):
            yield from _upwards(below, above, switch)


def _upwards(below: Facts, above: Facts, switch: int) -> Iterator[Link]:
    tier, upper, names = below.tier, below.fabric.tiers[above.tier.level], below.names
    ports, far_ports = below.port_names[tier.level], below.port_names[upper.level]
    first, name, base = tier.port(switch), names[switch], below.link_bases[switch] - tier.down
    width, start, cages = upper.ports, upper.first_port, [slot.cage for slot in upper.slots]
    for index in range(tier.down, tier.ports):
        peer = below.fabric.peer[first + index]
        if peer > UNUSED:
            far, place = divmod(peer - start, width)
            yield Link(
                tier.level + 1, f"L{base + index}", switch, name, ports[index], tier.slots[index].cage,
                names[upper.first + far], far_ports[place], cages[place],
            )  # fmt: skip


def host_links(what: Subject) -> Iterator[Link]:
    about = what.tiers[0]
    for switch in range(about.tier.first, about.tier.first + about.tier.count):
        yield from _downwards(about, switch)


def _downwards(about: Facts, switch: int) -> Iterator[Link]:
    tier, fabric, numbering = about.tier, about.fabric, about.allocation.numbering
    first, name, position = tier.port(switch), about.names[switch], tier.position(switch)
    base, ports = numbering.leaf(position) * numbering.downlinks, about.port_names[0]
    for index in range(tier.down):
        if fabric.peer[first + index] < UNUSED:
            host = fabric.host_at(position, index)
            yield Link(
                0, f"H{base + index}", switch, name, ports[index], tier.slots[index].cage,
                host_name(host), f"nic{host.nic}", None,
            )  # fmt: skip
