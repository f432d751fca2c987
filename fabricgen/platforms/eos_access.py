"""EOS's access lists: their names, their lines, and the order in which its running-config has them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fabricgen.allocation.text import address
from fabricgen.device import Device
from fabricgen.device.features.access import contiguous
from fabricgen.device.model import Block, Entry, Ports
from fabricgen.platforms.access_text import prefix
from fabricgen.platforms.class_redirects import policies
from fabricgen.platforms.redirect_text import Rule

PORT_NAMES = {
    22: "ssh", 53: "domain", 80: "www", 123: "ntp", 161: "snmp", 179: "bgp", 319: "ptp-event", 320: "ptp-general",
    443: "https", 3784: "bfd", 3785: "bfd-echo", 4784: "multihop-bfd",
}  # fmt: skip
"""EOS shows these in place of the number (Arista EOS User Manual, the default control-plane list and its rules)."""
CONTROL, LOGINS = "CONTROL-PLANE", "MANAGEMENT"


class Listing(NamedTuple):
    heading: str
    lines: tuple[str, ...]


def listings(device: Device) -> Iterator[Listing]:
    """IPv6 first, lists that know sources only last."""
    held, logins = device.filters, device.system.logins
    if held is not None and held.control6 is not None:
        yield Listing(f"ipv6 access-list {CONTROL}-V6", tuple(map(line, held.control6)))
    if logins:
        yield Listing(f"ipv6 access-list standard {LOGINS}-V6", _sources(logins, 128))
    if held is not None:
        if held.control is not None:
            yield Listing(f"ip access-list {CONTROL}", tuple(map(line, held.control)))
        yield from (Listing(f"ip access-list {one.name}", tuple(map(line, one.entries))) for one in held.lists)
    for policy in policies(device):
        yield from (Listing(f"ip access-list {one.name}", tuple(map(_matched, one.rules))) for one in policy.classes)
    if logins:
        yield Listing(f"ip access-list standard {LOGINS}", _sources(logins, 32))


def _matched(rule: Rule) -> str:
    return f"{10 * rule.number} permit ip {_end(rule.source)} {_end(rule.destination)}"


def _sources(logins: Iterable[Block], bits: int) -> tuple[str, ...]:
    """Without a source of that version, nobody."""
    known = [f"permit {_end(block)}" for block in logins if block.bits == bits]
    return tuple(f"{10 * (index + 1)} {text}" for index, text in enumerate(known or ["deny any"]))


def line(entry: Entry) -> str:
    protocol = _protocol(entry)
    words = [str(entry.number), entry.action, protocol, _end(entry.source)]
    words += [*_asked(entry.source_ports), _end(entry.destination), *_asked(entry.ports)]
    return " ".join([*words, *(["established"] if entry.established else [])])


def _protocol(entry: Entry) -> str:
    six = entry.destination.bits == 128
    return {"all": "ipv6" if six else "ip", "icmp": "icmpv6" if six else "icmp"}.get(entry.protocol, entry.protocol)


def _end(block: Block) -> str:
    if not block.mask:
        return "any"
    if block.mask == (1 << block.bits) - 1:
        return f"host {address(block.value, block.bits)}"
    if contiguous(block):
        return prefix(block)
    return f"{address(block.value, 32)} {address(block.mask ^ 0xFFFF_FFFF, 32)}"


def _asked(ports: Ports | None) -> list[str]:
    if ports is None:
        return []
    if ports.first == ports.last:
        return ["eq", PORT_NAMES.get(ports.first, str(ports.first))]
    return ["range", *(PORT_NAMES.get(port, str(port)) for port in ports)]


def gateway_list(device: Device, vlan: int) -> str | None:
    return None if device.filters is None else dict(device.filters.gateways).get(vlan)


def host_list(device: Device) -> str | None:
    return None if device.filters is None else device.filters.hosts
