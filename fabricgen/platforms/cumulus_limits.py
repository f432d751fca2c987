"""What Cumulus Linux 5.13 and 5.14 can't do of a page that is sound otherwise. Sources are those of the platform's page
in docs/platforms.
"""

import re
from collections.abc import Iterator

from fabricgen.allocation.text import ipv4
from fabricgen.device import Facts
from fabricgen.device.objection import (
    Objection,
    fixed_management_vrf,
    names_of_interfaces,
    no_domain,
    pausing,
    rounded_probabilities,
    unannounced,
)
from fabricgen.findings import Severity
from fabricgen.platforms.cumulus_terms import POLL_MS

MANAGEMENT_VRF = "mgmt"
"""It exists from the start, and eth0 with the API is in it."""
INTERFACES = re.compile(r"eth0|bridge|(?:vlan|vxlan|bond)\d+|swp\d+(?:s\d+)?")
"""The switch's own and those that are rendered. Source: NVIDIA's guide, Switch Port Attributes and VXLAN Devices."""
BETA = "spectrum4"


def objections(about: Facts) -> Iterator[Objection]:
    yield from _adaptive(about)
    yield from names_of_interfaces(about, INTERFACES)
    yield from unannounced(about)
    yield from _storms(about)
    yield from _management(about)
    yield from _clock(about)
    yield from rounded_probabilities(about)
    yield from _closed(about)
    yield from _beside(about)


def _beside(about: Facts) -> Iterator[Objection]:
    """NVIDIA's guide, EVPN Multihoming: the switches' own address may be the same on all of them."""
    tunnelled = about.overlay is not None and about.overlay.evpn
    for name, tier in about.intent.tiers.items():
        if about.tier.level == 0 and tunnelled and tier.stretch is not None and about.intent.hosts.attach == "trunk":
            yield Objection(
                f"no host of {name} can have {ipv4(tier.stretch.first + 2)}: the leaves have it beside their gateway",
                ("tiers", name, "stretch"),
                "its first two addresses are the leaves'",
                f"give hosts addresses from {ipv4(tier.stretch.first + 3)} on",
                Severity.WARNING,
            )


def _closed(about: Facts) -> Iterator[Objection]:
    """NVIDIA's guide: a control plane list can't deny all, the switch talks to itself by it."""
    if about.intent.control_plane == "closed":
        yield Objection(
            "routing and logins are limited; DHCP, DNS, NTP, SNMP and more are taken from everyone by its factory list",
            ("control_plane",),
            "not all of it",
            "none of them answers unless it is switched on; nothing needs doing",
            Severity.WARNING,
        )


def _adaptive(about: Facts) -> Iterator[Objection]:
    tunnelled = about.overlay is not None and about.overlay.evpn
    if about.adaptive is not None and about.vrfs and not tunnelled:
        yield Objection(
            "adaptive routing takes next hops of the default VRF only, and some of these switches have others",
            ("vrfs",),
            "hosts in them would have hashed flows at best",
            "drop the vrfs, or use forwarding.mode: per-flow",
        )


def _storms(about: Facts) -> Iterator[Objection]:
    """The watchdog counts polls of 100 ms, and lets go after one without pause."""
    watchdog = about.lossless.watchdog
    if watchdog is None or not pausing(about):
        return
    if watchdog.detection_ms % POLL_MS:
        polls = max(1, round(watchdog.detection_ms / POLL_MS))
        yield Objection(
            f"a pause would count as a storm after {polls * POLL_MS} ms: the watchdog counts polls of {POLL_MS} ms",
            ("lossless", "watchdog", "detection"),
            f"becomes {polls * POLL_MS} ms",
            f"write {polls * POLL_MS} ms",
            Severity.WARNING,
        )
    if "restoration" in _written(about):
        yield Objection(
            f"the watchdog lets go after {POLL_MS} ms without pause, not after {watchdog.restoration_ms} ms",
            ("lossless", "watchdog", "restoration"),
            "can't be set",
            "leave restoration out, if all switches run cumulus",
            Severity.WARNING,
        )


def _written(about: Facts) -> set[str]:
    watchdog = about.intent.lossless.watchdog
    return watchdog.model_fields_set if watchdog is not None else set()


def _management(about: Facts) -> Iterator[Objection]:
    management = about.intent.management
    yield from fixed_management_vrf(about, MANAGEMENT_VRF)
    yield from no_domain(about)
    if not management.users:
        yield Objection(
            "a push replaces accounts too, and the page has none: the one that pushes would be gone",
            ("management",),
            "no users",
            "list the users, the one that pushes among them",
            Severity.WARNING,
        )


def _clock(about: Facts) -> Iterator[Objection]:
    if about.timing is None:
        return
    if about.intent.management.ntp:
        yield Objection(
            "it runs PTP or NTP, never both: its clock follows PTP, and the NTP servers are left out",
            ("management", "ntp"),
            "not on these switches",
            "nothing, if PTP is meant to set their clocks; else leave clock out",
            Severity.WARNING,
        )
    yield from _timed_ports(about)
    if about.model.asic.family == BETA:
        yield Objection(
            f"NVIDIA's guide has called PTP on the chip of the {about.model.name} a beta; it may still be one",
            ("clock",),
            "try it on one switch",
            "see its release notes, and that `nv show service ptp 1 status` follows the grandmaster",
            Severity.WARNING,
        )


def _timed_ports(about: Facts) -> Iterator[Objection]:
    intent, hosts = about.intent, about.tier.level == 0
    if hosts and intent.hosts.attach == "trunk":
        yield Objection(
            "PTP on trunk ports runs in one of their VLANs there, and the page says none for it",
            ("hosts", "attach"),
            "tagged",
            "write attach: routed, or leave clock out",
        )
    if hosts and any(vrf.leaves for vrf in intent.vrfs.values()):
        yield Objection(
            "PTP runs in the default VRF only, and host ports of some leaves are in others",
            ("clock",),
            "hosts in VRFs get no time",
            "drop the leaves of the VRFs, or leave clock out",
        )
    if intent.underlay.links == "unnumbered" and about.timing is not None and about.timing.clock.transport == "ipv4":
        yield Objection(
            "PTP over IPv4 needs an address on each port, and links have none",
            ("clock", "profile"),
            "links are unnumbered",
            "write profile: g8275.1, which goes over Ethernet, or links: /31",
        )
