"""What EOS can't do, or isn't known to do, of a page that is sound otherwise; more in the platform's page in docs."""

from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.objection import (
    Objection,
    author,
    no_suppression,
    one_rate,
    pausing,
    rounded_probabilities,
    unannounced,
)
from fabricgen.findings import Severity
from fabricgen.intent.lossless import TrafficClass
from fabricgen.platforms.eos_terms import CHIPS, INTERNAL_VLANS, INTERNAL_VLANS_WIDE, traffic_class

SWAPPED = (0, 1)
"""Priorities whose traffic class has another number (EOS User Manual, default maps)."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from no_suppression(about)
    yield from _swapped(about)
    yield from unannounced(about)
    yield from _strict(about)
    yield from _internal_vlans(about)
    yield from _tunnels(about)
    yield from _samples(about)
    yield from _members(about)
    yield from rounded_probabilities(about)
    yield from _profiles(about)


def _swapped(about: Facts) -> Iterator[Objection]:
    for priority in pausing(about):
        if priority in SWAPPED:
            yield Objection(
                f"priority {priority} can't be lossless: it is traffic class {traffic_class(priority)} there, "
                "and which pause belongs to that is not published",
                author(about, priority),
                "0 and 1 are swapped",
                "give the class a priority from 2 to 7",
            )


def _strict(about: Facts) -> Iterator[Objection]:
    """EOS serves strict queues first only from the highest down, as is said; no source at hand confirms it."""
    classes = about.intent.classes
    weighted = max((traffic_class(row.priority) for row in classes.values() if not row.strict), default=-1)
    for name, row in classes.items():
        if row.strict and _number(row) < weighted:
            yield Objection(
                f"{name} is strict on queue {_number(row)}, below the weighted queue {weighted}: "
                "it may not be served first",
                ("classes", name),
                "strict queues belong on top",
                "give strict classes the highest priorities",
                Severity.WARNING,
            )


SAMPLE_MIN = 16_384
"""More often takes the word `dangerous` (Arista EOS User Manual, sflow sample)."""


def _samples(about: Facts) -> Iterator[Objection]:
    yield from one_rate(about)
    rates = [profile.sampling for profile in about.profiles if profile.sampling is not None]
    if rates and max(rates) < SAMPLE_MIN:
        yield Objection(
            f"EOS samples more than 1 in {SAMPLE_MIN:,} only when told that it is dangerous",
            ("telemetry", "sflow", "sampling"),
            f"from {SAMPLE_MIN} on",
            "sample more rarely, or leave sampling out",
        )


def _members(about: Facts) -> Iterator[Objection]:
    if about.tier.level == 0 and about.members and pausing(about):
        yield Objection(
            "pauses are set at members of port channels and at these, and no public source shows them act there",
            ("multihomed", next(iter(about.intent.multihomed))),
            "try it on one switch",
            "see that `show priority-flow-control` counts pauses there, or make all classes lossy",
            Severity.WARNING,
        )


def _number(row: TrafficClass) -> int:
    return traffic_class(row.priority)


def _internal_vlans(about: Facts) -> Iterator[Objection]:
    """Each routed port takes a VLAN; where hosts have VLANs too, the range for it stays narrow."""
    tier, overlay = about.tier, about.overlay
    trunk = tier.level == 0 and about.intent.hosts.attach == "trunk"
    upwards = tier.ports - tier.down
    links = upwards if tier.level == 0 else tier.ports
    tagged = 0 if overlay is None or overlay.evpn else links * len(overlay.vrfs)
    kept = INTERNAL_VLANS if trunk else INTERNAL_VLANS_WIDE
    routed = (upwards if trunk else tier.ports) + tagged
    if routed <= len(kept):
        return
    label = f"{kept.start} to {kept.stop - 1}"
    if tagged:
        yield Objection(
            f"{routed:,} routed ports and sub-interfaces take a VLAN each, and {len(kept):,} are set aside for them",
            ("overlay", "kind"),
            label,
            "write kind: evpn, or have fewer VRFs",
        )
    else:
        yield Objection(
            f"{routed} routed ports take a VLAN each, and {len(kept)} are set aside beside those of the tiers",
            ("hosts", "attach"),
            label,
            f"fewer uplinks than {len(kept) + 1} on a leaf, or attach: routed",
        )


def _tunnels(about: Facts) -> Iterator[Objection]:
    """Public designs have VXLAN gateways on Trident and Jericho; for chips that are newer nobody shows it. Those on
    Jericho up to the 7800R3 have a TCAM profile for it (Arista AVD, platform_settings: tcam_profile).
    """
    if about.tier.level == 0 and about.overlay is not None and about.overlay.evpn:
        elder = (
            "the 7800R3 routes VXLAN with `system profile vxlan-routing` below `hardware tcam`, which isn't written; "
        )
        yield Objection(
            f"EOS has VXLAN gateways, and no public source shows the {about.model.name} as one",
            ("overlay", "kind"),
            "try it on one switch",
            (elder if CHIPS[about.model.asic.family] == "sand" else "")
            + "see that `show vxlan config-sanity` has nothing to say there, or write kind: vrf-lite",
            Severity.WARNING,
        )


def _profiles(about: Facts) -> Iterator[Objection]:
    gnmi = about.intent.telemetry.gnmi
    if about.intent.management.syslog_certificate and gnmi is not None and gnmi.certificate == "SYSLOG":
        yield Objection(
            "its SSL profile SYSLOG is that of messages over TLS, and gNMI's has the name of its certificate",
            ("telemetry", "gnmi", "certificate"),
            "two profiles of one name",
            "call gNMI's certificate otherwise",
        )
