"""What Junos can't do, or isn't known to do, of a page that is sound otherwise; more in the platform's page in docs."""

from collections.abc import Iterator
from itertools import chain

from fabricgen.device import Facts
from fabricgen.device.model import Ecn, Profile
from fabricgen.device.objection import Objection, own_exceptions, pausing, rounded_probabilities, unannounced
from fabricgen.findings import Severity
from fabricgen.platforms import junos_buffers as buffers
from fabricgen.platforms.junos_bridging import objections as bridging
from fabricgen.platforms.junos_terms import CHECKSUM, ETHERNET_HEADER, VLAN_TAG, frame_max, uid

MANAGEMENT = ("mgmt", "mgmt_junos")
TOLERANCE = 0.25
"""How far a threshold may be from what is written before it is told."""


def objections(about: Facts) -> Iterator[Objection]:
    yield from _management(about)
    yield from _frames(about)
    yield from _sessions(about)
    yield from _trunks(about)
    yield from _pauses(about)
    yield from _strict(about)
    yield from _buffers(about)
    yield from rounded_probabilities(about)
    yield from _limits(about)
    yield from bridging(about)


def _limits(about: Facts) -> Iterator[Objection]:
    """Juniper, prefix-limit: the share belongs to `teardown`."""
    for name, gateway in about.intent.gateways.items() if about.tier.level == 0 else ():
        if gateway.limit is not None and gateway.limit.action == "warn":
            yield Objection(
                f"Junos warns of {gateway.limit.warn:g} % of a limit only where it closes the session beyond it",
                ("gateways", name, "limit", "action"),
                "a share of a limit belongs to teardown",
                "write action: close, or drop the limit",
            )


def _management(about: Facts) -> Iterator[Objection]:
    management = about.intent.management
    if not any(user.role == "admin" for user in management.users.values()):
        yield Objection(
            "it commits nothing without a secret for root, and the page has no administrator to take it from",
            ("management", "users") if management.users else ("management",),
            "no user with role admin",
            "add one, such as users: {admin: {secret: env:FABRIC_ADMIN_HASH}}",
        )
    if management.vrf not in MANAGEMENT:
        yield Objection(
            f"its management VRF is called mgmt_junos, not {management.vrf}",
            ("management", "vrf"),
            "the name stays on other platforms",
            "write vrf: mgmt, or leave it out",
            Severity.WARNING,
        )
    yield from _people(about)


def _people(about: Facts) -> Iterator[Objection]:
    ids: dict[int, str] = {}
    for name in sorted(about.intent.management.users):
        if (other := ids.setdefault(uid(name), name)) != name:
            yield Objection(
                f"{other} and {name} would have the same user id, {uid(name)}: it is made from the name",
                ("management", "users", name),
                "as the other one",
                "choose another name for one of them",
            )


def _frames(about: Facts) -> Iterator[Objection]:
    most = frame_max(about.model.asic.family)
    deviating = ((("exceptions", row, "mtu"), each.mtu) for row, each in own_exceptions(about))
    rows: chain[tuple[tuple[str | int, ...], int | None]] = chain(((("mtu",), about.intent.mtu),), deviating)
    tagged = about.tier.level == 0 and about.intent.hosts.attach == "trunk"
    extra = ETHERNET_HEADER + (VLAN_TAG if tagged else 0)
    for path, mtu in rows:
        if mtu is not None and mtu + extra > most:
            yield Objection(
                f"packets of {mtu} bytes make frames of {mtu + extra}, and ports of the {about.model.name} "
                f"take {most}, without the {CHECKSUM} bytes of the checksum",
                path,
                f"at most {most - extra}",
                f"write mtu: {most - extra}",
            )


def _sessions(about: Facts) -> Iterator[Objection]:
    """Juniper, no-advertise-peer-as: to suppress such routes is the default."""
    underlay = about.intent.underlay
    timers = underlay.timers
    if 3 * timers.keepalive != timers.hold:
        yield Objection(
            f"it sends keepalives every third of the hold time, so every {timers.hold / 3:g} s",
            ("underlay", "timers"),
            f"{timers.keepalive} s and {timers.hold} s",
            f"write a hold of {3 * timers.keepalive}, three times the keepalive",
            Severity.WARNING,
        )
    if underlay.allowas_in:
        yield Objection(
            "it sends no neighbour what came from another one with the same AS number, whatever that one would take",
            ("underlay", "allowas_in"),
            "nothing to accept",
            "leave allowas_in out, or set advertise-peer-as by hand on the neighbours",
            Severity.WARNING,
        )
    if underlay.links == "unnumbered" and underlay.password:
        yield Objection(
            "neighbours that it discovers by itself can't have a password",
            ("underlay", "password"),
            "links are unnumbered",
            "drop the password, or write links: /31",
        )
    yield from unannounced(about)


def _trunks(about: Facts) -> Iterator[Objection]:
    if about.tier.level == 0 and about.intent.hosts.attach == "trunk" and pausing(about):
        yield Objection(
            "it tells by DSCP what to pause only in packets without a tag, so tagged hosts would never be paused",
            ("hosts", "attach"),
            "tagged",
            "write attach: routed, or make all classes lossy",
        )


def _pauses(about: Facts) -> Iterator[Objection]:
    if pausing(about) and about.model.asic.queueing == "voq":
        yield Objection(
            f"PFC is documented for its PTX10000 series; no public source shows it in use on the {about.model.name}",
            ("hardware", about.tier.role, "model"),
            "try it on one switch",
            "see that `show interfaces extensive` counts pauses there, or make all classes lossy",
            Severity.WARNING,
        )


def _strict(about: Facts) -> Iterator[Objection]:
    """Juniper, *Example: Configuring Strict-Priority Scheduling on a PTX Series Router*; Junos CLI reference, priority
    (schedulers).
    """
    strict = sorted((row.priority, name) for name, row in about.intent.classes.items() if row.strict)
    for _, name in strict[:-1] if about.model.asic.queueing == "voq" else ():
        yield Objection(
            f"a PTX has one queue of strict-high priority: {strict[-1][1]} gets it, and {name} is high, which a queue "
            "without a rate may not keep",
            ("classes", name, "strict"),
            "the second of its kind",
            "see on one switch that it isn't held up, or give it a share",
            Severity.WARNING,
        )


def _buffers(about: Facts) -> Iterator[Objection]:
    if pausing(about) and about.model.asic.queueing != "voq":
        yield from _headroom(about)
    told: set[str] = set()
    for profile in about.profiles:
        for queue in profile.queues:
            if queue.ecn is not None and queue.name not in told:
                found = list(_marks(about, profile, queue.name, queue.ecn, lossless=queue.lossless))
                told |= {queue.name} if found else set()
                yield from found


def _headroom(about: Facts) -> Iterator[Objection]:
    shared = buffers.shared_bytes(about.model, buffers.DEDICATED_INGRESS)
    if shared is None:
        yield Objection(
            f"how large the buffer of the {about.model.name} is, no sound source says, so it can't be shared out",
            ("hardware", about.tier.role, "model"),
            about.model.asic.title,
            "take a model whose buffer is known (fabricgen hardware), or make all classes lossy",
        )
        return
    worst = _worst(about)
    percent = buffers.headroom_percent(worst, about.lossless.headroom_ratio, shared)
    if percent > buffers.HEADROOM_MAX:
        yield Objection(
            f"headroom for all ports of the {about.model.name} would take {percent} % of what they share",
            ("lossless", "headroom"),
            f"at most {buffers.HEADROOM_MAX} %",
            "write a ratio such as headroom: 4:1, or take shorter cables",
        )


def _worst(about: Facts) -> int:
    """Bytes that may arrive on all ports of a switch after they have paused."""
    up = about.tier.ports - about.tier.down
    counts = (about.tier.down, up)
    return sum(count * buffers.reserve(profile) for count, profile in zip(counts, about.profiles, strict=False))


def _marks(about: Facts, profile: Profile, name: str, ecn: Ecn, *, lossless: bool) -> Iterator[Objection]:
    at = buffers.level(about.model, ecn, lossless=lossless)
    path = ("classes", name, "ecn")
    if at is None:
        yield Objection(
            f"thresholds of {name} are parts of the buffer of the {about.model.name}, and no sound source has its size",
            path,
            about.model.asic.title,
            "take a model whose buffer is known (fabricgen hardware), or drop ecn",
        )
        return
    whole = _full_us(about, profile, ecn, lossless=lossless)
    start, end = (percent * whole / 100 for percent in (at.low, at.high))
    if abs(start - ecn.min_us) > TOLERANCE * ecn.min_us or abs(end - ecn.max_us) > TOLERANCE * ecn.max_us:
        yield Objection(
            f"{name} would be marked from {start:.3g} us, and always from {end:.3g} us, on ports of {profile.gbps}G: "
            f"thresholds are whole percents of the {whole:,.0f} us that a queue holds",
            path,
            f"becomes {start:.3g} us and {end:.3g} us",
            f"write thresholds near multiples of {whole / 100:.3g} us, or accept these",
            Severity.WARNING,
        )


def _full_us(about: Facts, profile: Profile, ecn: Ecn, *, lossless: bool) -> float:
    """What one queue holds, in microseconds at the speed of the port."""
    if about.model.asic.queueing == "voq":
        return buffers.depth_us(ecn, lossless=lossless)
    return (buffers.queue_bytes(about.model, lossless=lossless) or 0) * 8 / (1000 * profile.gbps)
