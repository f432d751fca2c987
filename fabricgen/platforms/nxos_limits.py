"""What NX-OS can't do, or isn't known to do, of a page that is sound otherwise; more in the platform's page in docs."""

from collections.abc import Iterator, Sequence

from fabricgen.device import Facts
from fabricgen.device.model import Profile
from fabricgen.device.objection import Objection, author, one_rate, paces, pausing, rounded_probabilities, unannounced
from fabricgen.findings import Severity
from fabricgen.hardware import model
from fabricgen.platforms.nxos_overlay import objections as overlay
from fabricgen.platforms.nxos_people import management
from fabricgen.platforms.nxos_terms import CLOUD_SCALE, groups, map_name, parts

MAPS = ("400g-2x", "200g-2x", "100g-4x")
"""Divisions of a cage whose name a public source has: Cisco's Interfaces guide, configurations of GX2 switches."""
BFD_INTERVAL_MAX, HOLD_MAX = 999, 3600
"""Milliseconds and seconds: the model behind Cisco's Terraform provider (bfdIf); Batfish's grammar for NX-OS."""
REACH_M = 100
"""Metres: about as far as a cable runs in a hall."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from _deep(about)
    yield from _cages(about)
    yield from _sessions(about)
    yield from _strict(about)
    yield from _pauses(about)
    yield from _balancing(about)
    yield from _seeds(about)
    yield from _samples(about)
    yield from overlay(about)
    yield from management(about)
    yield from rounded_probabilities(about)


def _deep(about: Facts) -> Iterator[Objection]:
    if about.model.asic.depth == "deep":
        yield Objection(
            f"what classes the queues of the {about.model.name} have, no public source shows: its memory is deep",
            ("hardware", about.tier.role, "model"),
            about.model.asic.title,
            "take a model with shallow buffers, such as cisco-n9364e-sg2 or cisco-n9364d-gx2a",
        )


SAMPLE_MIN = 4096
"""The usual rate, and the most often that public sources show (Cisco Nexus 9000 System Management guide, sFlow)."""


def _samples(about: Facts) -> Iterator[Objection]:
    sflow = about.intent.telemetry.sflow
    if sflow is None:
        return
    yield from one_rate(about)
    if max(profile.sampling or 0 for profile in about.profiles) < SAMPLE_MIN:
        yield Objection(
            f"no public source shows it sample more often than 1 in {SAMPLE_MIN:,}",
            ("telemetry", "sflow", "sampling"),
            f"from {SAMPLE_MIN} on",
            "sample more rarely, or leave sampling out",
        )
    if len(sflow.collectors) > 1:
        yield Objection(
            "it has one collector of flow samples; from which release on it takes more, no public source says",
            ("telemetry", "sflow", "collectors", 1),
            f"{len(sflow.collectors)} collectors",
            "write one, and let it pass samples on",
        )
    yield from _six(sflow.collectors)


def _six(collectors: Sequence[str]) -> Iterator[Objection]:
    for index, collector in enumerate(collectors):
        if ":" in collector:
            yield Objection(
                "no public source shows its flow samples sent by IPv6",
                ("telemetry", "sflow", "collectors", index),
                "IPv6",
                "give the management network and the collector IPv4, or leave sflow out",
            )


def _link(profile: Profile) -> tuple[str, str]:
    return ("hardware", "nic" if profile.facing == "host" else "uplink")


def _cages(about: Facts) -> Iterator[Objection]:
    for profile in about.profiles:
        count = parts(about.model, profile.lanes)
        if count > 1 and map_name(profile.gbps, count) not in MAPS:
            yield Objection(
                f"how a cage is divided into {count} ports of {profile.gbps}G, no public source shows",
                _link(profile),
                f"known are {', '.join(MAPS)}",
                "take one of these speeds, or another platform",
            )


def _sessions(about: Facts) -> Iterator[Objection]:
    underlay = about.intent.underlay
    bfd, unnumbered = underlay.bfd, underlay.links == "unnumbered"
    for path, pace in paces(about):
        if pace.interval_ms > BFD_INTERVAL_MAX:
            yield Objection(
                f"its BFD sends every {BFD_INTERVAL_MAX} ms at the slowest",
                path,
                f"{pace.interval_ms} ms",
                f"write bfd: {BFD_INTERVAL_MAX} ms x {pace.multiplier}, or less",
            )
    if underlay.timers.hold > HOLD_MAX:
        yield Objection(
            f"its hold time is {HOLD_MAX} s at the most",
            ("underlay", "timers", "hold"),
            f"{underlay.timers.hold} s",
            f"write hold: {HOLD_MAX}, or less",
        )
    if underlay.allowas_in:
        yield Objection(
            "it sends no neighbour a route whose path has the neighbour's own AS number, whatever that one would take",
            ("underlay", "allowas_in"),
            "nothing to accept",
            "leave allowas_in out, or set disable-peer-as-check by hand on the neighbours",
            Severity.WARNING,
        )
    if bfd is not None and unnumbered:
        yield Objection(
            "no public source shows BFD on its sessions between link-local addresses",
            ("underlay", "links"),
            "links are unnumbered",
            "write bfd: null, or links: /31",
        )
    yield from unannounced(about)


def _strict(about: Facts) -> Iterator[Objection]:
    """Strict queues are the highest, next to each other; a class that pauses keeps the queue of its priority."""
    rows = about.lossless.classes
    group = groups(rows)
    count = sum(row.strict for row in rows)
    for row in rows:
        if row.lossless and count and row.strict != (group[row.number] > 7 - count):
            yield Objection(
                f"{row.name} would have queue {row.number}: strict queues have to be the highest, next to each other, "
                "and a lossless class can't make room",
                ("classes", row.name, "priority"),
                f"{count} strict",
                f"give it a priority {'above' if row.strict else 'below'} {7 - count if row.strict else 8 - count}",
            )


def _pauses(about: Facts) -> Iterator[Objection]:
    lossless = pausing(about)
    if 0 in lossless:
        yield Objection(
            "priority 0 can't be lossless: its class is the default one, and no public source shows that paused",
            author(about, 0),
            "the default class",
            "give the class a priority from 1 to 7",
        )
    group = groups(about.lossless.classes)
    for priority in lossless:
        if group.get(priority, priority) != priority:
            yield Objection(
                f"priority {priority} can't be lossless on some switches alone: its class has queue {group[priority]}",
                author(about, priority),
                "strict classes take the queue",
                "give the class another priority",
            )
    if lossless:
        yield from _storms(about)
        yield from _reach(about)


def _storms(about: Facts) -> Iterator[Objection]:
    watchdog = about.intent.lossless.watchdog
    written = watchdog.model_fields_set & {"detection", "restoration"} if watchdog is not None else set[str]()
    for name in sorted(written):
        yield Objection(
            f"its watchdog keeps its own times, whatever {name} says: no public source shows their commands whole",
            ("lossless", "watchdog", name),
            "not rendered",
            f"leave {name} out, if all switches run nxos; else set it by hand",
            Severity.WARNING,
        )


def _reach(about: Facts) -> Iterator[Objection]:
    for profile in about.profiles:
        metres = profile.headroom.cable_metres if profile.headroom is not None else 0
        if metres > REACH_M:
            yield Objection(
                f"it sets headroom aside by itself, and up to which length that lasts, no public source says: "
                f"cables of {metres} m may lose packets",
                ("cabling", _cable(about, profile)),
                f"{metres} m",
                f"see that no paused packet is dropped, or stay within {REACH_M} m",
                Severity.WARNING,
            )


def _cable(about: Facts, profile: Profile) -> str:
    layers = ("host", "leaf-spine", "spine-super-spine")
    return layers[about.tier.level + (1 if profile.facing == "up" else 0)]


def _balancing(about: Facts) -> Iterator[Objection]:
    if about.adaptive is None or about.model.asic.family != CLOUD_SCALE:
        return
    yield from _strangers(about)
    if any(row.ecn is not None or row.strict for row in about.intent.classes.values()):
        yield Objection(
            "Cisco says that egress QoS isn't applied to flows that load moves; whether that is so for marking and "
            "strict queues too, no public source says",
            ("forwarding", "mode"),
            "dynamic load balancing on Cloud Scale",
            "see on one switch that `show queuing interface` counts marks, or use forwarding.mode: per-flow",
            Severity.WARNING,
        )


def _strangers(about: Facts) -> Iterator[Objection]:
    """What load moves is sent to a MAC address that all switches of the fabric share."""
    for tier in about.fabric.tiers:
        switch = about.intent.hardware.role(tier.role)
        alike = switch and switch.platform == "nxos" and model(switch.model).asic.family == CLOUD_SCALE
        if switch and not alike:
            yield Objection(
                "packets that load moves go to a MAC address that only Cloud Scale switches with the same setting "
                f"take for their own, and {tier.role} switches are {switch.model} with {switch.platform}",
                ("forwarding", "mode"),
                "neighbours would drop them",
                "take Cloud Scale switches with nxos on all tiers, or use forwarding.mode: per-flow",
            )


def _seeds(about: Facts) -> Iterator[Objection]:
    """Without a seed NX-OS draws one, and no public source says that 0 is one."""
    if about.model.asic.family != CLOUD_SCALE:
        return
    role = about.tier.role
    if about.intent.forwarding.hash.seeds.role(role) == 0:
        yield Objection("hash seeds count from 1", ("forwarding", "hash", "seeds", role), "0", "write another number")
    own = range(about.tier.first, about.tier.first + about.tier.count)
    if any(row.seed == 0 and switch in own for switch, row in about.deviations.items()):
        row = next(row for row, exception in enumerate(about.intent.exceptions) if exception.seed == 0)
        yield Objection("hash seeds count from 1", ("exceptions", row, "seed"), "0", "write another number")
