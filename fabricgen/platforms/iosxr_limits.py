"""What IOS-XR can't do, or isn't known to do, of a page that is sound otherwise; more in the platform's docs page."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from fabricgen.device import Facts
from fabricgen.device.features.telemetry import asked_rates
from fabricgen.device.model import Ecn, Profile, Queue
from fabricgen.device.objection import Objection, own_exceptions, pausing, rounded_probabilities, unannounced
from fabricgen.findings import Severity
from fabricgen.platforms import iosxr_buffers as buffers
from fabricgen.platforms import iosxr_terms as terms

SEEDS = buffers.Span(1, 35)
"""Turns of the hash on every chip of the series (Cisco-IOS-XR-8000-fib-platform-cfg, 26.2.1); Q200 takes more."""
BFD_MS = buffers.Span(3, 30_000)
BFD_TIMES = {"bgp": buffers.Span(2, 16), "ospf": buffers.Span(2, 50)}
"""Cisco-IOS-XR-um-router-bgp-cfg and -router-ospf-cfg."""
CABLES = ("host", "leaf-spine", "spine-super-spine")
"""Below each tier, and above it one further."""
TOLERANCE = 0.1
"""How far a share may be from what the page says before it is told."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from _people(about)
    yield from _seeds(about)
    yield from (replace(each, help="give underlay.ipv6.links a prefix") for each in unannounced(about))
    yield from _bfd(about)
    yield from _strict(about)
    yield from _shares(about)
    yield from _watchdog(about)
    yield from _pauses(about)
    yield from _odds(about)
    yield from _samples(about)
    yield from _clock(about)


def _people(about: Facts) -> Iterator[Objection]:
    users = about.intent.management.users
    if not any(user.role == "admin" for user in users.values()):
        yield Objection(
            "a push replaces its users, and without one in root-lr nobody could log in again",
            ("management", "users") if users else ("management",),
            "no user with role admin",
            "add one, such as users: {admin: {secret: env:FABRIC_ADMIN_HASH}}",
        )


def _seeds(about: Facts) -> Iterator[Objection]:
    role = about.tier.role
    rows: list[tuple[tuple[str | int, ...], int]] = [
        (("forwarding", "hash", "seeds", role), about.intent.forwarding.hash.seeds.role(role))
    ]
    rows += [(("exceptions", row, "seed"), each.seed) for row, each in own_exceptions(about) if each.seed is not None]
    for path, seed in rows:
        if not SEEDS.holds(seed):
            yield Objection(
                f"its seed is how far the hash is turned, {SEEDS.least} to {SEEDS.most}, so {seed} can't be said",
                path,
                f"{SEEDS.least} to {SEEDS.most}",
                "take a number in that range that no neighbouring tier has",
            )


def _bfd(about: Facts) -> Iterator[Objection]:
    bfd, routing = about.intent.underlay.bfd, about.intent.underlay.routing
    times = BFD_TIMES[routing]
    if bfd and not (BFD_MS.holds(bfd.interval_ms) and times.holds(bfd.multiplier)):
        yield Objection(
            f"BFD for {routing.upper()} takes {BFD_MS.least} to {BFD_MS.most:,} ms, {times.least} to {times.most} "
            "times",
            ("underlay", "bfd"),
            "out of range",
            "write bfd: 300 ms x 3",
        )


def _strict(about: Facts) -> Iterator[Objection]:
    for name, row in about.intent.classes.items():
        if row.strict and not row.priority:
            yield Objection(
                f"{name} can't be strict: traffic class 0 is class-default, and no public source shows that with a "
                "priority",
                ("classes", name),
                "priority 0",
                "give a strict class a priority from 1 to 7",
            )


def _shares(about: Facts) -> Iterator[Objection]:
    """Ratios end at 63; what had to be made smaller is told when it shifts a share."""
    profile = about.profiles[0]
    ratios = terms.portions(profile.queues)
    whole, shares = sum(ratios.values()), sum(max(1, queue.share) for queue in profile.queues if not queue.strict)
    for queue in profile.queues:
        given = max(1, queue.share) / shares if not queue.strict else 0
        got = ratios.get(queue.number, 0) / whole if whole else 0
        if abs(got - given) > TOLERANCE * given:
            yield Objection(
                f"{queue.name} would get {got:.1%} of the bandwidth: ratios are whole numbers up to {terms.RATIO_MAX}",
                ("classes", queue.name, "share"),
                f"becomes {ratios[queue.number]} in {whole}",
                "write shares that are further from 0 %, or accept this",
                Severity.WARNING,
            )


def _watchdog(about: Facts) -> Iterator[Objection]:
    times = about.lossless.watchdog
    if times is not None and terms.watching(times) is None:
        yield Objection(
            f"its watchdog counts polls of {terms.INTERVAL_MS.start} to {terms.INTERVAL_MS.stop - 1} ms, at most "
            f"{terms.SHUTDOWN.stop - 1} to drop and {terms.RESTORE.stop - 1} to go on: no poll fits "
            f"{times.detection_ms} ms and {times.restoration_ms} ms",
            ("lossless", "watchdog"),
            "no common poll",
            "write times that are multiples of one poll, such as detection: 200 ms and restoration: 400 ms",
        )


def _pauses(about: Facts) -> Iterator[Objection]:
    if not pausing(about):
        return
    if about.model.asic.depth == "deep":
        yield from _extended(about)
        return
    for profile in about.profiles:
        yield from _headroom(about, profile)
    told: set[str] = set()
    for queue in buffers.fastest(about.profiles).queues:
        if queue.number in pausing(about) and queue.ecn is not None:
            yield from _thresholds(about, queue.name, queue.ecn)
            yield from _slower(about, queue, told)


def _headroom(about: Facts, profile: Profile) -> Iterator[Objection]:
    room = profile.headroom
    if room is not None and buffers.up(room.xoff_bytes) > buffers.HEADROOM.most:
        yield Objection(
            f"{room.xoff_bytes:,} bytes would still arrive on a port of {profile.gbps}G after a pause, and headroom "
            f"ends at {buffers.HEADROOM.most:,}",
            ("cabling", CABLES[about.tier.level + (profile.facing == "up")]),
            f"reckoned for {room.cable_metres} m",
            "take shorter cables, or a model with HBM",
        )


def _thresholds(about: Facts, name: str, ecn: Ecn) -> Iterator[Objection]:
    gbps = buffers.fastest(about.profiles).gbps
    checks = (
        ("min", ecn.min_bytes, buffers.MARK_FROM),
        ("max", ecn.max_bytes, buffers.Span(buffers.MARK_ALL.least, buffers.PAUSE.most * 9 // 10)),
    )
    for word, count, span in checks:
        if not span.holds(count):
            least, most = (ceil(bound * 80 / (1000 * gbps)) / 10 for bound in span)
            yield Objection(
                f"{name} would be marked at {count:,} bytes on ports of {gbps}G: it takes {span.least:,} to "
                f"{span.most:,}",
                ("classes", name, "ecn", word),
                f"{least:g} us to {most:g} us at {gbps}G",
                f"write {least:g} us or more"
                if count < span.least
                else "write a shorter time, or take a model with HBM",
            )


def _slower(about: Facts, queue: Queue, told: set[str]) -> Iterator[Objection]:
    """Thresholds in bytes are those of the card: its slower ports mark later."""
    fast = buffers.fastest(about.profiles)
    for profile in about.profiles:
        if profile.gbps < fast.gbps and queue.ecn is not None and queue.name not in told:
            told.add(queue.name)
            yield Objection(
                f"{queue.name} would be marked on ports of {profile.gbps}G as late as on those of {fast.gbps}G, at "
                f"{queue.ecn.min_bytes:,} bytes: one card has one threshold",
                ("classes", queue.name, "ecn"),
                f"{queue.ecn.min_us * fast.gbps / profile.gbps:.3g} us at {profile.gbps}G",
                "give both sides of the tier one speed, or accept this",
                Severity.WARNING,
            )


def _extended(about: Facts) -> Iterator[Objection]:
    yield Objection(
        f"the {about.model.name} pauses in its mode buffer-extended, whose headroom has no published unit: it is left "
        "to the router",
        ("hardware", about.tier.role, "model"),
        "try it on one switch",
        "see that nothing is dropped while it pauses, or make all classes lossy",
        Severity.WARNING,
    )
    for queue in buffers.fastest(about.profiles).queues:
        late = buffers.pause_us(queue.ecn) if queue.ecn and queue.number in pausing(about) else 0
        if late > buffers.PAUSE_US.most:
            yield Objection(
                f"{queue.name} would pause only after {late:,} us, and it takes {buffers.PAUSE_US.most:,} at the most",
                ("classes", queue.name, "ecn", "max"),
                f"at most {buffers.PAUSE_US.most * 9 // 10:,} us",
                "write a shorter time",
            )


SAMPLE_MAX = 262_144
"""Packets of which one is taken, up to release 26.1 (Cisco-IOS-XR-um-flow-cfg); from 26.2.1 on 8,000,000."""


def _samples(about: Facts) -> Iterator[Objection]:
    rarest = max(profile.sampling or 0 for profile in about.profiles)
    if rarest > SAMPLE_MAX:
        written = rarest in asked_rates(about.intent).values()
        yield Objection(
            f"it samples 1 in {SAMPLE_MAX:,} packets at the rarest before 26.2.1, and here it would be 1 in {rarest:,}",
            ("telemetry", "sflow", "sampling") if written else ("telemetry", "sflow"),
            f"at most {SAMPLE_MAX}",
            f"write sampling: {SAMPLE_MAX}, if its processor takes the samples, or leave sflow out",
        )


def _odds(about: Facts) -> Iterator[Objection]:
    """Only `buffer-internal` takes a probability."""
    if about.model.asic.depth != "deep":
        yield from rounded_probabilities(about)
    paused = pausing(about) if about.model.asic.depth != "deep" else ()
    for name, row in about.intent.classes.items():
        if row.ecn is not None and row.priority not in paused:
            yield Objection(
                f"{name} would be marked with the router's own probability: random-detect takes thresholds only",
                ("classes", name, "ecn"),
                f"{row.ecn.probability:g} %",
                "see what the marks do on one switch",
                Severity.WARNING,
            )


TIMED = "cisco-8202-32fh-m"
TELECOM = "g8275.1"
"""Of which Cisco's System Management Configuration Guide for the 8000 series says PTP, from 7.5.2 on."""


def _clock(about: Facts) -> Iterator[Objection]:
    asked = about.intent.clock
    if asked is None or about.model.name != TIMED:
        return
    if asked.profile != TELECOM:
        yield Objection(
            f"Cisco's guide names profile {TELECOM} for this router, not {asked.profile}",
            ("clock", "profile"),
            f"only {TELECOM}",
            f"leave profile out for {TELECOM}, or take switches of another make",
        )
        return
    yield Objection(
        f"it takes its frequency from PTP too: Cisco's examples of {TELECOM} take it from synchronous Ethernet, of "
        "which a page says nothing",
        ("clock",),
        "try it on one switch",
        "see that `show ptp platform servo` tells of a locked phase",
        Severity.WARNING,
    )
