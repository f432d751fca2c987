"""Access lists of NX-OS and IOS-XR: alike but for a few words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fabricgen.allocation.text import address
from fabricgen.device import Device
from fabricgen.device.features.access import contiguous
from fabricgen.device.model import Block, Entry, Ports
from fabricgen.platforms.access_text import prefix
from fabricgen.platforms.class_redirects import policies as class_redirects

STEP = 10


class Listing(NamedTuple):
    heading: str
    lines: tuple[str, ...]


class Dialect(NamedTuple):
    """What a heading begins with by IP version, what stands for all protocols and for ICMP, and the ports that are
    shown by name.
    """

    heading: Mapping[int, str]
    everything: Mapping[int, str]
    icmp: Mapping[int, str]
    names: Mapping[tuple[str, int], str]
    host: bool
    """Whether a single address is shown after that word, and not with its length."""

    def line(self, entry: Entry) -> str:
        bits = entry.destination.bits
        protocol = {"all": self.everything[bits], "icmp": self.icmp[bits]}.get(entry.protocol, entry.protocol)
        words = [str(entry.number), entry.action, protocol, self._end(entry.source)]
        words += [*self._asked(entry, entry.source_ports), self._end(entry.destination)]
        words += self._asked(entry, entry.ports)
        return " ".join([*words, *(["established"] if entry.established else [])])

    def _end(self, block: Block) -> str:
        if not block.mask:
            return "any"
        if self.host and block.mask == (1 << block.bits) - 1:
            return f"host {address(block.value, block.bits)}"
        if contiguous(block):
            return prefix(block)
        return f"{address(block.value, 32)} {address(block.mask ^ 0xFFFF_FFFF, 32)}"

    def _asked(self, entry: Entry, ports: Ports | None) -> list[str]:
        if ports is None:
            return []
        shown = [self.names.get((entry.protocol, port), str(port)) for port in ports]
        return ["eq", shown[0]] if ports.first == ports.last else ["range", *shown]

    def listing(self, name: str, entries: Iterable[Entry], bits: int = 32) -> Listing:
        return Listing(f"{self.heading[bits]} access-list {name}", tuple(map(self.line, entries)))

    def policies(self, device: Device) -> Iterator[Listing]:
        """What the page says of hosts."""
        for one in device.filters.lists if device.filters is not None else ():
            yield self.listing(one.name, one.entries)

    def redirects(self, device: Device) -> Iterator[Listing]:
        """The packets of each class, by number of its entry in the policy."""
        for policy in class_redirects(device):
            for one in policy.classes:
                rows = (Entry(STEP * row.number, "permit", "all", row.source, row.destination) for row in one.rules)
                yield self.listing(one.name, rows)


def anywhere(bits: int) -> Block:
    return Block(0, 0, bits)


def sources(logins: Iterable[Block], bits: int) -> list[Entry]:
    """Only these; without a source of that version, nobody."""
    known = [block for block in logins if block.bits == bits]
    if not known:
        return [Entry(STEP, "deny", "all", anywhere(bits), anywhere(bits))]
    return [Entry(STEP * index, "permit", "all", block, anywhere(bits)) for index, block in enumerate(known, start=1)]


def doors(logins: Iterable[Block], ports: Iterable[int], bits: int) -> list[Entry]:
    """These ports are for the sources alone; everything else passes, also the answers to what was asked from here."""
    every, own = anywhere(bits), [Ports(port, port) for port in ports]
    known = [block for block in logins if block.bits == bits]
    rows = [
        Entry(0, "permit", "tcp", every, every, established=True),
        *(Entry(0, "permit", "tcp", block, every, ports=port) for block in known for port in own),
        *(Entry(0, "deny", "tcp", every, every, ports=port) for port in own),
        Entry(0, "permit", "all", every, every),
    ]
    return [row._replace(number=STEP * index) for index, row in enumerate(rows, start=1)]


def gateway_list(device: Device, vlan: int) -> str | None:
    return None if device.filters is None else dict(device.filters.gateways).get(vlan)


def host_list(device: Device) -> str | None:
    return None if device.filters is None else device.filters.hosts
