"""What SR Linux can't do, or isn't known to do, of a page that is sound otherwise; sources are on its page in docs."""

import re
from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.model import Profile
from fabricgen.device.objection import (
    Objection,
    author,
    fixed_management_vrf,
    one_rate,
    paces,
    pausing,
    rounded_probabilities,
    unannounced,
)
from fabricgen.findings import Severity
from fabricgen.platforms import srlinux_buffers as buffers

NAME_SERVERS_MAX = 3
MULTIPLIERS = range(3, 21)
DETECTION_MAX, RECOVERY_MAX = 1500, 1500
"""Milliseconds."""
RESERVED_USERS = ("linuxadmin", "root", "srlinux")
RESERVED_CLASSES = re.compile(r"default|fc\d+|(?:unicast|multicast|queue)-\d+|pfc[0-7]")
RESERVED_VRFS = re.compile(r"default|mgmt|vlan-\d+")

NO_PAUSES = {
    "tomahawk3": "what these boxes can do in 25.3 is public, and qos-pfc isn't on the list",
    "tomahawk5": "its boxes list qos-pfc from 25.7 on, where PFC is switched on with other words than in 25.3",
}
UNDIVIDED_H5 = "no source says that all its cages can be divided otherwise"
SPEEDS = {"nokia-7220-ixr-h2": (100,), "nokia-7220-ixr-h3": (400, 200, 100)}
SPEEDS_BY_CHIP = {"tomahawk4": (400, 200, 100), "tomahawk5": (800, 400)}
"""In Gb/s: what every cage of a box can be used at."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from _management(about)
    yield from _names(about)
    yield from _speeds(about)
    yield from _sessions(about)
    yield from _telemetry(about)
    yield from _pauses(about)
    yield from _thresholds(about)
    yield from rounded_probabilities(about)
    yield from unannounced(about)


def _management(about: Facts) -> Iterator[Objection]:
    management = about.intent.management
    yield from fixed_management_vrf(about, "mgmt")
    if len(management.dns) > NAME_SERVERS_MAX:
        yield Objection(
            f"it takes {NAME_SERVERS_MAX} name servers, and the page has {len(management.dns)}",
            ("management", "dns"),
            f"at most {NAME_SERVERS_MAX}",
            "keep the nearest ones",
        )
    for name, user in management.users.items():
        if name in RESERVED_USERS:
            yield Objection(
                f"it keeps the user name {name} for itself",
                ("management", "users", name),
                "not yours to set",
                "choose another name; admin is built in and takes the secret that the page gives",
            )
        elif name == "admin" and user.role != "admin":
            yield Objection(
                "its user admin may always do everything",
                ("management", "users", name, "role"),
                f"not {user.role}",
                "give this role to a user of another name",
            )


def _names(about: Facts) -> Iterator[Objection]:
    for name in about.intent.classes:
        if RESERVED_CLASSES.fullmatch(name):
            yield Objection(
                f"it has forwarding classes and queues of its own, and {name} is a name of theirs",
                ("classes", name),
                "taken",
                "give the class another name",
            )
    for name in about.intent.vrfs:
        if RESERVED_VRFS.fullmatch(name):
            yield Objection(
                f"routing tables and bridges share their names there, and {name} is one that is rendered anyway",
                ("vrfs", name),
                "taken",
                "give the VRF another name",
            )


def _speeds(about: Facts) -> Iterator[Objection]:
    box = about.model
    known = SPEEDS.get(box.name) or SPEEDS_BY_CHIP[box.asic.family]
    for profile in about.profiles:
        if profile.gbps not in known:
            yield Objection(
                f"ports of {profile.gbps}G on the {box.name}: {UNDIVIDED_H5}",
                ("hardware", "nic" if profile.facing == "host" else "uplink"),
                f"every cage has {' or '.join(f'{gbps}G' for gbps in known)}",
                "take one of these speeds, or a model or platform that divides all its cages so",
            )


def _sessions(about: Facts) -> Iterator[Objection]:
    for path, bfd in paces(about):
        if bfd.multiplier not in MULTIPLIERS:
            yield Objection(
                f"its BFD gives up after {MULTIPLIERS[0]} to {MULTIPLIERS[-1]} missed packets, "
                f"not after {bfd.multiplier}",
                path,
                f"{MULTIPLIERS[0]} to {MULTIPLIERS[-1]}",
                f"write {bfd.interval_ms} ms x {min(max(bfd.multiplier, MULTIPLIERS[0]), MULTIPLIERS[-1])}",
            )


SAMPLE_MAX, COLLECTORS_MAX = 2_000_000, 8
"""YANG 25.3, sflow."""
GRPC = 57_400
"""The one port for gRPC that the filters which a box is delivered with let in."""


def _telemetry(about: Facts) -> Iterator[Objection]:
    yield from _samples(about)
    gnmi = about.intent.telemetry.gnmi
    if gnmi is not None and gnmi.port not in {None, GRPC}:
        yield Objection(
            f"its own filters, which a push leaves alone, let gRPC in at port {GRPC} only",
            ("telemetry", "gnmi", "port"),
            f"not {GRPC}",
            f"leave port out, or write {GRPC}",
        )


def _samples(about: Facts) -> Iterator[Objection]:
    sflow = about.intent.telemetry.sflow
    if sflow is None:
        return
    if about.model.asic.family == "tomahawk3":
        yield from one_rate(about)
    if (rarest := max(profile.sampling or 0 for profile in about.profiles)) > SAMPLE_MAX:
        yield Objection(
            f"it samples 1 in {SAMPLE_MAX:,} packets at the rarest, and this page asks for 1 in {rarest:,}",
            ("telemetry", "sflow", "sampling"),
            f"at most {SAMPLE_MAX}",
            f"write sampling: {SAMPLE_MAX}, if its processor takes the samples, or leave sflow out",
        )
    if len(sflow.collectors) > COLLECTORS_MAX:
        yield Objection(
            f"it sends flow samples to {COLLECTORS_MAX} collectors, and the page has {len(sflow.collectors)}",
            ("telemetry", "sflow", "collectors"),
            f"at most {COLLECTORS_MAX}",
            "let one of them pass samples on",
        )
    if sflow.polling is not None:
        yield Objection(
            "how often counters are in its flow samples can't be set",
            ("telemetry", "sflow", "polling"),
            "not on these switches",
            "leave polling out, or collect counters by gNMI",
            Severity.WARNING,
        )


def _pauses(about: Facts) -> Iterator[Objection]:
    if not pausing(about):
        return
    if reason := NO_PAUSES.get(about.model.asic.family):
        yield Objection(
            f"PFC of the {about.model.name} isn't rendered: {reason}",
            author(about, pausing(about)[0]),
            "would be paused",
            "take a 7220 IXR-H4, another platform on the same switch, or make all classes lossy",
        )
    if about.tier.level == 0 and about.intent.hosts.attach == "trunk":
        yield Objection(
            "it tells by DSCP what to pause only in packets without a tag, so tagged hosts would never be paused",
            ("hosts", "attach"),
            "tagged",
            "write attach: routed, or make all classes lossy",
        )
    yield from _watchdog(about)


def _watchdog(about: Facts) -> Iterator[Objection]:
    times = about.intent.lossless.watchdog
    if times is None:
        return
    for name, given, most in (
        ("detection", times.detection, DETECTION_MAX),
        ("restoration", times.restoration, RECOVERY_MAX),
    ):
        if given > most:
            yield Objection(
                f"its watchdog takes up to {most} ms for {name}, not {given}",
                ("lossless", "watchdog", name),
                f"at most {most} ms",
                f"write {most} ms",
            )


def _thresholds(about: Facts) -> Iterator[Objection]:
    if about.model.asic.family in NO_PAUSES and pausing(about):
        return
    up = about.tier.ports - about.tier.down
    counted = zip((about.tier.down, up), about.profiles, strict=False)
    sizes = buffers.plan_of(about.model, counted, about.lossless.headroom_ratio)
    if sizes is None:
        return
    if sizes.reserve > buffers.RESERVE_MAX:
        yield Objection(
            f"headroom for all ports of the {about.model.name} would take {sizes.reserve} % of its buffer",
            ("lossless", "headroom"),
            f"at most {buffers.RESERVE_MAX} %",
            "write a ratio such as headroom: 4:1, or take shorter cables",
        )
        return
    yield from _marks(about, sizes)


def _marks(about: Facts, sizes: buffers.Plan) -> Iterator[Objection]:
    told: set[str] = set()
    for profile in about.profiles:
        for queue in profile.queues:
            limit = sizes.pause_at if queue.number in profile.lossless_priorities else sizes.lossy_queue
            if queue.ecn is not None and queue.ecn.max_bytes >= limit and queue.name not in told:
                told.add(queue.name)
                yield _late(about, profile, queue.name, limit)


def _late(about: Facts, profile: Profile, name: str, limit: int) -> Objection:
    lossless = limit and about.intent.classes[name].lossless
    what = "senders are paused" if lossless else "the queue is full"
    at = limit * 8 / (1000 * profile.gbps)
    return Objection(
        f"{name} on ports of {profile.gbps}G: {what} at {limit / 1e6:,.2f} MB, before marking is certain",
        ("classes", name, "ecn", "max"),
        f"below {at:,.0f} us at {profile.gbps}G",
        f"lower max: each port has its part of the buffer of the {about.model.name}, whatever the others leave free",
    )
