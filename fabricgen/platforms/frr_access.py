"""Linux's packet filter as iptables-save(8) writes it: the form that Debian's netfilter-persistent loads at boot.

Ports are filtered in the table `raw`, before routing, where a packet still has the port that it came in by: behind it
Linux names the VRF instead (Linux, Documentation/networking/vrf.rst).
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.features.access import length
from fabricgen.device.model import Block, Entry
from fabricgen.platforms import frr_marking
from fabricgen.platforms.access_text import flags, masked, span
from fabricgen.platforms.frr_rates import RATES, limited

PROTOCOLS = {"tcp": "tcp", "udp": "udp", "icmp": "icmp", "ospf": "ospf"}
PROTOCOLS6 = {**PROTOCOLS, "icmp": "ipv6-icmp"}
CONTROL, LOGINS = "CONTROL-PLANE", "MANAGEMENT"
LOGIN = "-A INPUT -p tcp -m tcp --dport 22 -j MANAGEMENT"


class Table(NamedTuple):
    """`chains` as they begin, the kernel's own first; counters start at nothing."""

    name: str
    chains: tuple[str, ...]
    rules: tuple[str, ...]


def tables(device: Device) -> Iterator[Table]:
    """For IPv4."""
    if device.filters is not None and device.filters.lists:
        yield _raw(device)
    yield from _mangle(device)
    yield from _filter(device, 32, None if device.filters is None else device.filters.control)


def tables6(device: Device) -> Iterator[Table]:
    """For IPv6: hosts have none, so only the switch itself is guarded."""
    yield from _filter(device, 128, None if device.filters is None else device.filters.control6)


def _raw(device: Device) -> Table:
    """A packet that no entry drops goes back to where it came from, and on."""
    held = device.filters
    lists = () if held is None else held.lists
    chains = ("PREROUTING ACCEPT", "OUTPUT ACCEPT", *(f"{one.name} -" for one in lists))
    rules = [f"-A PREROUTING -i {port} -j {name}" for port, name in _entered(device)]
    for one in lists:
        rules += [rule for entry in one.entries for rule in _rules(entry, one.name, "-j RETURN")]
    return Table("raw", chains, tuple(rules))


def _entered(device: Device) -> Iterator[tuple[str, str]]:
    held = device.filters
    if held is None:
        return
    if held.hosts is not None:
        yield from ((port.name, held.hosts) for port in device.ports if port.profile == 0)
    yield from ((f"vlan{vlan}", name) for vlan, name in held.gateways)
    yield from held.borders


def _mangle(device: Device) -> Iterator[Table]:
    chains, rules = frr_marking.marks(device)
    if rules:
        yield Table(
            "mangle", (*(f"{name} ACCEPT" for name in frr_marking.CHAINS), *(f"{name} -" for name in chains)), rules
        )


def _filter(device: Device, bits: int, control: tuple[Entry, ...] | None) -> Iterator[Table]:
    """Own chains stand as iptables-save(8) sorts them."""
    logins, limits = device.system.logins, limited(device, bits)
    if control is None and not logins and not limits:
        return
    own = dict(limits)
    rules = [] if control is None else ["-A INPUT -i lo -j ACCEPT"]
    rules += [LOGIN] if logins else []
    rules += [f"-A INPUT -j {RATES}"] if limits and control is None else []
    if control is not None:
        rules += [f"-A INPUT -i {port} -j ACCEPT" for port in ("eth0", device.system.vrf)]
        rules.append(f"-A INPUT -j {CONTROL}")
        onward = f"-g {RATES}" if limits else "-j ACCEPT"
        heard = [rule for entry in control for rule in _rules(entry, CONTROL, onward)]
        own[CONTROL] = [*heard, f"-A {CONTROL} -j DROP"]
    if logins:
        allowed = [f"-A {LOGINS} -s {masked(source)} -j RETURN" for source in logins if source.bits == bits]
        own[LOGINS] = [*allowed, f"-A {LOGINS} -j DROP"]
    chains = ("INPUT ACCEPT", "FORWARD ACCEPT", "OUTPUT ACCEPT", *(f"{chain} -" for chain in sorted(own)))
    yield Table("filter", chains, (*rules, *(rule for chain in sorted(own) for rule in own[chain])))


def _rules(entry: Entry, chain: str, permit: str) -> Iterator[str]:
    for flag in flags(entry):
        words = ["-A", chain, *_end("-s", entry.source), *_end("-d", entry.destination), *_protocol(entry)]
        words += [] if flag is None else ["--tcp-flags", flag.upper(), flag.upper()]
        yield " ".join([*words, permit if entry.action == "permit" else "-j DROP"])


def _end(word: str, block: Block) -> list[str]:
    return [word, masked(block)] if length(block) else []


def _protocol(entry: Entry) -> list[str]:
    if entry.protocol == "all":
        return []
    words = ["-p", (PROTOCOLS if entry.destination.bits == 32 else PROTOCOLS6)[entry.protocol]]
    if entry.source_ports is not None or entry.ports is not None or entry.established:
        words += ["-m", entry.protocol]
    if entry.source_ports is not None:
        words += ["--sport", span(entry.source_ports, ":")]
    return [*words, "--dport", span(entry.ports, ":")] if entry.ports is not None else words
