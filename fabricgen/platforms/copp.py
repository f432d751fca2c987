"""Rates of the control plane by the names that platforms give what they count: class, policer, trap group, flow."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Rates


class Policed(NamedTuple):
    """Packets a second."""

    name: str
    rate: int


class Words(NamedTuple):
    """By protocol of the routing; of neighbours; of the rest. `six` are those of IPv6 among them."""

    routing: Mapping[str, tuple[str, ...]]
    arp: tuple[str, ...]
    other: tuple[str, ...]
    six: frozenset[str] = frozenset()


EOS = Words(
    {"bgp": ("copp-system-bgp",), "bfd": ("copp-system-bfd",), "ospf": ("copp-system-OspfIsis",)},
    ("copp-system-arp",),
    ("copp-system-selfip", "copp-system-selfip-tc6to7"),
)
"""The classes that EOS always has on chips whose rates are packets (Arista EOS user manual, Control Plane Policies)."""
EOS_USUAL = {"copp-system-arp": (10_000, 1000), "copp-system-OspfIsis": (10_000, 5000)}
"""Shape and bandwidth from the factory, as far as published; EOS shows neither."""
NVUE = Words(
    {"bgp": ("bgp",), "bfd": ("bfd",), "ospf": ("pim-ospf-rip",)},
    ("arp", "icmp6-neigh"),
    ("icmp-def", "icmp6-def-mld", "ip2me", "ssh"),
    frozenset({"icmp6-neigh", "icmp6-def-mld"}),
)
NVUE_BURST_MAX = 10_000
"""Cumulus Linux user guide, NVUE reference: control-plane policer."""
QFX = Words({"ospf": ("ospf",), "bfd": ("bfd", "bfdv6"), "bgp": ("bgp",)}, ("arp",), (), frozenset({"bfdv6", "ndpv6"}))
PTX = QFX._replace(arp=("arp", "ndpv6"))
DDOS_ORDER = ("ospf", "bfd", "bgp", "bfdv6", "arp", "ndpv6")
"""Juniper, protocols (DDoS) for QFX and PTX; QFX have no policer of ND."""
IOSXR = Words(
    {
        "ospf": ("ospf unicast known", "ospf multicast known"),
        "bfd": ("bfd known",),
        "bgp": ("bgp known", "bgp configured"),
    },
    (),
    (),
)
"""Flows from neighbours that are up, and from those that are configured (Cisco-IOS-XR-um-lpts-pifib-cfg)."""


def _policed(rates: Rates | None, words: Words) -> Iterator[Policed]:
    """In the order of the words."""
    if rates is None:
        return
    routing = (name for protocol, names in words.routing.items() if protocol in rates.protocols for name in names)
    for names, rate in ((routing, rates.routing), (words.arp, rates.arp), (words.other, rates.other)):
        yield from _at(names, rate, () if rates.six else words.six)


def _at(names: Iterable[str], rate: int | None, unheard: Iterable[str]) -> Iterator[Policed]:
    return (Policed(name, rate) for name in names if rate is not None and name not in unheard)


class Shaped(NamedTuple):
    """A class of EOS: the most and the least that it gets; None for what EOS wouldn't show."""

    name: str
    shape: int | None
    bandwidth: int | None


def shaped(device: Device) -> tuple[Shaped, ...]:
    rows = ((name, rate, EOS_USUAL.get(name, (None, None))) for name, rate in sorted(_policed(device.rates, EOS)))
    found = (
        Shaped(name, None if rate == most else rate, None if rate == least else rate)
        for name, rate, (most, least) in rows
    )
    return tuple(row for row in found if row.shape or row.bandwidth)


def policers(device: Device) -> tuple[tuple[str, int, int], ...]:
    """Of NVUE: name, burst and rate, in its order: icmp6 comes before icmp-def."""
    found = sorted(_policed(device.rates, NVUE), key=lambda policed: policed.name.replace("-", "~"))
    return tuple((name, min(rate, NVUE_BURST_MAX), rate) for name, rate in found)


def ddos(device: Device) -> tuple[Policed, ...]:
    """Protocol groups of Junos, in the order of its models."""
    found = _policed(device.rates, PTX if device.asic == "express5" else QFX)
    return tuple(sorted(found, key=lambda group: DDOS_ORDER.index(group.name)))


def flows(device: Device) -> tuple[Policed, ...]:
    """Of IOS-XR's LPTS."""
    return tuple(_policed(device.rates, IOSXR))


SONIC_OSPF = 6000
"""The rate that routing has from the factory: files/image_config/copp/copp_cfg.j2, queue4_group1."""
SONIC_GROUPS = (("routing", "queue4_group1", "trap", 4), ("arp", "queue4_group2", "copy", 4),
                ("other", "queue1_group1", "trap", 1))  # fmt: skip
"""The groups of copp_cfg.j2: BGP (with LACP and MACsec); ARP and ND; what is addressed to the switch itself."""


def trap_groups(device: Device) -> dict[str, dict[str, str]]:
    """Rows of COPP_GROUP, whole, as SONiC's models want them."""
    rates = device.rates
    asked = () if rates is None else [(name, getattr(rates, kind), *row) for kind, name, *row in SONIC_GROUPS]
    rows = {name: _group(rate, action, queue) for name, rate, action, queue in asked if rate is not None}
    if device.ospf is not None:
        rows["ospf"] = _group((rates.routing if rates else None) or SONIC_OSPF, "trap", 4)
    return rows


def _group(rate: int, action: str, queue: int) -> dict[str, str]:
    return {
        "queue": f"{queue}", "trap_action": action, "trap_priority": f"{queue}", "meter_type": "packets",
        "mode": "sr_tcm", "cir": f"{rate}", "cbs": f"{rate}", "red_action": "drop",
    }  # fmt: skip
