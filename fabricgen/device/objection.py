"""What only a platform knows about its limits, as a value that a check can tell without naming the platform."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from fabricgen.device.facts import Facts
from fabricgen.device.features.telemetry import asked_rates
from fabricgen.findings import Severity
from fabricgen.intent.operations import SwitchException
from fabricgen.intent.words import Bfd


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason why switches of a tier can't be what the page says. `path` leads into the document.

    ERROR: the switch would not do it. WARNING: it would do something near it, or needs a hand.
    """

    message: str
    path: tuple[str | int, ...]
    label: str = ""
    help: str = ""
    severity: Severity = Severity.ERROR


Objections = Callable[[Facts], Iterable[Objection]]
"""What a platform objects to on the switches of one tier."""


def none(_about: Facts) -> Iterator[Objection]:
    return iter(())


def paces(about: Facts) -> Iterator[tuple[tuple[str | int, ...], Bfd]]:
    """What the page says of BFD that concerns the tier, with its place."""
    underlay, gateways = about.intent.underlay, about.intent.gateways.items()
    if underlay.bfd is not None:
        yield ("underlay", "bfd"), underlay.bfd
    for name, gateway in gateways if about.tier.level == 0 else ():
        if gateway.bfd is not None:
            yield ("gateways", name, "bfd"), gateway.bfd


def own_exceptions(about: Facts) -> Iterator[tuple[int, SwitchException]]:
    """Those that select a switch of the tier, with their place on the page."""
    tier = about.tier
    own = about.names[tier.first : tier.first + tier.count]
    for row, each in enumerate(about.intent.exceptions):
        if any(fnmatchcase(name, each.select) for name in own):
            yield row, each


def pausing(about: Facts) -> tuple[int, ...]:
    """Priorities that are lossless on some switch of the tier."""
    tier = about.tier
    own = range(tier.first, tier.first + tier.count)
    deviating = (row.lossless_priorities or () for switch, row in about.deviations.items() if switch in own)
    return tuple(sorted(set(about.lossless.priorities).union(*deviating)))


def author(about: Facts, priority: int) -> tuple[str | int, ...]:
    """What makes a pausing priority lossless: a class, else an exception."""
    classes = about.intent.classes.items()
    if name := next((name for name, row in classes if row.lossless and row.priority == priority), None):
        return ("classes", name, "priority")
    rows = enumerate(about.intent.exceptions)
    row = next(row for row, exception in rows if priority in (exception.lossless_priorities or ()))
    return ("exceptions", row, "lossless_priorities")


def rounded_probabilities(about: Facts) -> Iterator[Objection]:
    """For platforms that take whole percents from 1."""
    for name, row in about.intent.classes.items():
        if row.ecn is not None and row.ecn.probability != (whole := max(1, round(row.ecn.probability))):
            yield Objection(
                f"{name} would be marked with {whole} %: probabilities are whole percents, at least 1",
                ("classes", name, "ecn", "probability"),
                f"becomes {whole} %",
                f"write {whole} %",
                Severity.WARNING,
            )


def one_rate(about: Facts) -> Iterator[Objection]:
    """For platforms with one sampling rate for all ports."""
    rates = {profile.sampling for profile in about.profiles if profile.sampling is not None}
    if len(rates) > 1 and any(rate is not None for rate in asked_rates(about.intent).values()):
        yield Objection(
            f"one rate serves all ports of a switch: hosts and uplinks would both be sampled 1 in {max(rates):,}",
            ("telemetry", "sflow", "sampling"),
            "one rate",
            "write one number for both",
            Severity.WARNING,
        )


def unannounced(about: Facts) -> Iterator[Objection]:
    """IPv6 loopbacks that no session carries."""
    underlay = about.intent.underlay
    if underlay.ipv6 is not None and underlay.ipv6.links is None and underlay.links != "unnumbered":
        yield Objection(
            "IPv6 loopbacks would be configured and never announced: links with IPv4 alone have no IPv6 session",
            ("underlay", "ipv6"),
            "no links",
            "give underlay.ipv6.links a prefix, or write links: unnumbered",
        )


def fixed_management_vrf(about: Facts, name: str) -> Iterator[Objection]:
    """The management VRF has one name, given by the network OS."""
    if about.intent.management.vrf != name:
        yield Objection(
            f"its management VRF is always called {name}",
            ("management", "vrf"),
            help=f"leave vrf out, or write {name}" if name == "mgmt" else f"write {name}",
        )


def names_of_interfaces(about: Facts, taken: re.Pattern[str]) -> Iterator[Objection]:
    """On Linux a VRF is an interface, and no two of them share a name."""
    management = (("management", "vrf"), about.intent.management.vrf)
    for path, name in (management, *((("vrfs", vrf.name), vrf.name) for vrf in about.vrfs)):
        if taken.fullmatch(name):
            yield Objection(
                f"a VRF is an interface there, and {name} is the name of another one",
                path,
                "taken",
                "give the VRF another name",
            )


def no_suppression(about: Facts) -> Iterator[Objection]:
    """Every ARP request of a stretched VLAN goes to all leaves."""
    stretched = next((name for name, tier in about.intent.tiers.items() if tier.stretch), None)
    if about.tier.level == 0 and stretched is not None and about.overlay is not None and about.overlay.evpn:
        yield Objection(
            "no public source shows how it answers ARP for hosts on other leaves: requests are flooded to all of them",
            ("tiers", stretched, "stretch"),
            "no ARP suppression",
            "keep stretched tiers small",
            Severity.WARNING,
        )


def no_domain(about: Facts) -> Iterator[Objection]:
    """The network OS has no word for a DNS domain."""
    if about.intent.management.domain is not None:
        yield Objection(
            "it sets no DNS domain",
            ("management", "domain"),
            "not on these switches",
            "nothing depends on it: names of the page are addresses",
            Severity.WARNING,
        )
