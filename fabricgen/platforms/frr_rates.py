"""What an FRR switch hears at most, in the words of iptables(8): hashlimit counts all senders together.

Where the control plane is closed, what comes from strangers is dropped before it is counted. A chain that is gone to,
not jumped to, returns to INPUT, which lets through what is left.
"""

from collections.abc import Iterator, Mapping

from fabricgen.device import Device
from fabricgen.device.model import Heard, Rates

RATES = "CONTROL-RATES"
KNOWN: Mapping[Heard, tuple[str, ...]] = {
    "bgp": ("-p tcp -m tcp --dport 179", "-p tcp -m tcp --sport 179"),
    "bfd": ("-p udp -m udp --dport 3784:3785", "-p udp -m udp --dport 4784"),
    "ospf": ("-p ospf",),
}
VXLAN = "-p udp -m udp --dport 4789"
DISCOVERY = tuple(f"-p ipv6-icmp -m icmp6 --icmpv6-type {kind}" for kind in range(133, 138))
"""Neighbour discovery, on which sessions without addresses stand (RFC 4861, section 4)."""


def limited(device: Device, bits: int) -> dict[str, list[str]]:
    """The rules of each chain; none where nothing is asked for, or the switch doesn't speak that version of IP."""
    rates = device.rates
    if rates is None or (rates.routing is None and rates.other is None) or (bits == 128 and not rates.six):
        return {}
    first = [*_passed(device), *_sorted(rates), *_spared(device, bits)]
    chains: dict[str, list[str]] = {}
    if rates.routing is not None:
        chains |= {_chain(protocol): [_above(protocol, rates.routing)] for protocol in rates.protocols}
    if rates.other is not None:
        first.append(f"-g {_chain('other')}")
        chains[_chain("other")] = [_above("other", rates.other)]
    chains[RATES] = first
    return {chain: [f"-A {chain} {rule}" for rule in rules] for chain, rules in chains.items()}


def _passed(device: Device) -> Iterator[str]:
    return (f"-i {port} -j RETURN" for port in ("lo", "eth0", device.system.vrf))


def _sorted(rates: Rates) -> Iterator[str]:
    """Routing, which isn't to count as the rest."""
    for protocol in rates.protocols:
        there = "-j RETURN" if rates.routing is None else f"-g {_chain(protocol)}"
        yield from (f"{known} {there}" for known in KNOWN[protocol])


def _spared(device: Device, bits: int) -> Iterator[str]:
    """Neither for the switch itself nor to be without: tunnelled packets of hosts, and who is at the next port."""
    if device.overlay is not None and device.overlay.vtep is not None:
        yield f"{VXLAN} -j RETURN"
    if bits == 128:
        yield from (f"{kind} -j RETURN" for kind in DISCOVERY)


def _chain(kind: str) -> str:
    return f"RATE-{kind.upper()}"


def _above(kind: str, rate: int) -> str:
    return f"-m hashlimit --hashlimit-above {rate}/sec --hashlimit-burst {rate} --hashlimit-name {kind} -j DROP"
