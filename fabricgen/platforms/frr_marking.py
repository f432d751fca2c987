"""DSCPs at the ports of WAN routers, as iptables-save(8) writes it: a mark is set before routing and behind it.

The target DSCP lets a packet go on to the next rule, which would see the new mark. So each rule goes to a chain that
does nothing but set it, and comes back behind the rules of its gateway (`-g`, iptables(8)). IPv6 has no gateways.
"""

from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Marking, Port

CHAINS = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
"""Of the table mangle."""


class Change(NamedTuple):
    """The chain of a gateway, the interfaces that it stands at, and what it changes."""

    chain: str
    interfaces: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]


def marks(device: Device) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Chains of our own and the rules of all chains, each in its order; without marking none."""
    known = _markings(device)
    inward = [Change(f"IN-{one.name}", _interfaces(device, one), one.inward) for one in known if one.inward]
    outward = [Change(f"OUT-{one.name}", _interfaces(device, one), one.outward) for one in known if one.outward]
    changes = sorted([*inward, *outward])
    setters = sorted({becomes for one in changes for _, becomes in one.pairs})
    rules = (
        *(f"-A PREROUTING -i {port} -j {one.chain}" for one in inward for port in one.interfaces),
        *(f"-A POSTROUTING -o {port} -j {one.chain}" for one in outward for port in one.interfaces),
        *(f"-A {_setter(dscp)} -j DSCP --set-dscp {dscp:#04x}" for dscp in setters),
        *(f"-A {one.chain} -m dscp --dscp {dscp:#04x} -g {_setter(to)}" for one in changes for dscp, to in one.pairs),
    )
    return (*map(_setter, setters), *(one.chain for one in changes)), rules


def _markings(device: Device) -> tuple[Marking, ...]:
    return () if device.steering is None else device.steering.markings


def _setter(dscp: int) -> str:
    return f"DSCP-{dscp:#04x}"


def _interfaces(device: Device, marking: Marking) -> tuple[str, ...]:
    """The port itself, and what carries the tag of each VRF that leaves by it."""
    sessions = () if device.steering is None else device.steering.everywhere
    return tuple(
        wan.port if wan.tagged is None else f"{wan.port}.{wan.tagged.vlan}"
        for wan in sessions
        if wan.name == marking.name
    )


def unmarked(device: Device) -> tuple[Port, ...]:
    """Ports at which a DSCP means what it means in the fabric."""
    known = {marking.port for marking in _markings(device)}
    return tuple(port for port in device.ports if port.name not in known) if known else device.ports


def remarked(device: Device) -> list[tuple[str, int, int]]:
    """Of the other ports: the name, a DSCP as it leaves, and the number of its class."""
    return [(marking.port, dscp, number) for marking in _markings(device) for dscp, number in marking.queues]


FILTERS = (("remarked", remarked), ("unmarked", unmarked))
