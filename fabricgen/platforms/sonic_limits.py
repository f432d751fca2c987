"""What SONiC can't do of a page that is sound otherwise. Sources are those of the platform's page in docs/platforms."""

from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.model import Profile
from fabricgen.device.objection import (
    Objection,
    author,
    fixed_management_vrf,
    no_domain,
    no_suppression,
    pausing,
    rounded_probabilities,
)
from fabricgen.findings import Severity
from fabricgen.hardware.sonic import ModeError, breakout_mode
from fabricgen.hardware.switch import SonicBox

NAME_SERVERS_MAX = 3
"""src/sonic-yang-models/yang-models/sonic-dns.yang: max-elements of DNS_NAMESERVER_LIST."""
MANAGEMENT_VRF = "mgmt"
"""The one name that sonic-mgmt_vrf.yang and hostcfgd know."""
COLLECTORS_MAX = 2
POLLING = (5, 300)
SAMPLE_MAX = 8_388_608
"""src/sonic-yang-models/yang-models/sonic-sflow.yang; polling in seconds, samples one in so many."""
STOCK_LOSSLESS = (3, 4)
"""Queues with a lossless profile in the stock BUFFER_QUEUE: files/build_templates/buffers_config.j2."""


def objections(about: Facts) -> Iterator[Objection]:
    box = about.model.sonic
    if box is not None:
        yield from _modes(about, box)
        if pausing(about):
            yield from _unpaused(about, box)
            yield from _queues(about)
    yield from no_suppression(about)
    yield from _management(about)
    yield from _roles(about)
    yield from _samples(about)
    yield from rounded_probabilities(about)


def _link(profile: Profile) -> tuple[str, str]:
    return ("hardware", "nic" if profile.facing == "host" else "uplink")


def _modes(about: Facts, box: SonicBox) -> Iterator[Objection]:
    for profile in about.profiles:
        try:
            breakout_mode(box, profile.lanes, profile.gbps)
        except ModeError as error:
            lanes = "1 lane" if profile.lanes == 1 else f"{profile.lanes} lanes"
            yield Objection(
                f"its files for the {about.model.name} have no breakout into ports of {profile.gbps}G on {lanes}",
                _link(profile),
                f"there is {', '.join(error.modes)}",
                "take a speed that one of these modes has, or a model or platform with this one",
            )


def _unpaused(about: Facts, box: SonicBox) -> Iterator[Objection]:
    """`buffermgrd` makes a lossless group only where pg_profile_lookup.ini has a row for speed and length."""
    name, known = about.model.name, box.paused
    if not known.gbps:
        yield Objection(
            f"it has no headroom for any port of the {name}, so no class would be lossless",
            ("hardware", about.tier.role, "model"),
            "pg_profile_lookup.ini has no rows",
            "take a model that has them (nvidia-sn5600 or dell-z9864f-on), another platform, or make all classes lossy",
        )
        return
    for profile in about.profiles:
        if profile.gbps not in known.gbps:
            yield _slow(about, profile, known.gbps)
        elif profile.headroom is not None and profile.headroom.cable_metres > known.metres[-1]:
            yield _far(about, profile, known.metres)


def _slow(about: Facts, profile: Profile, known: tuple[int, ...]) -> Objection:
    return Objection(
        f"it has no headroom for ports of {profile.gbps}G on the {about.model.name}, so no class would be lossless",
        _link(profile),
        f"there is some for {', '.join(f'{gbps}G' for gbps in known)}",
        "take one of these speeds, another platform, or make all classes lossy",
    )


def _far(about: Facts, profile: Profile, known: tuple[int, ...]) -> Objection:
    layers = ("host", "leaf_spine", "spine_super_spine")
    layer = layers[about.tier.level + (profile.facing == "up")]
    return Objection(
        f"it has no headroom for cables beyond {known[-1]} m on the {about.model.name}, "
        "so no class would be lossless on them",
        ("cabling", layer.replace("_", "-", 1)),
        f"there is some for {', '.join(f'{metres} m' for metres in known)}",
        f"stay within {known[-1]} m, or make all classes lossy",
    )


def _queues(about: Facts) -> Iterator[Objection]:
    for priority in pausing(about):
        if priority not in STOCK_LOSSLESS:
            yield Objection(
                f"its stock BUFFER_QUEUE has queue {priority} among the lossy ones, so paused traffic could be dropped",
                author(about, priority),
                "queues 3 and 4 are lossless",
                f"take priority 3 or 4, or give queue {priority} the lossless profile in the box's buffers first",
                Severity.WARNING,
            )


def _management(about: Facts) -> Iterator[Objection]:
    management = about.intent.management
    if len(management.dns) > NAME_SERVERS_MAX:
        yield Objection(
            f"it takes {NAME_SERVERS_MAX} name servers, and the page has {len(management.dns)}",
            ("management", "dns"),
            f"at most {NAME_SERVERS_MAX}",
            "keep the nearest ones",
        )
    yield from fixed_management_vrf(about, MANAGEMENT_VRF)
    yield from no_domain(about)


def _roles(about: Facts) -> Iterator[Objection]:
    for name, user in about.intent.management.users.items():
        if user.role == "operator":
            yield Objection(
                f"{name} may do what the account on the box may: roles are not among its tables",
                ("management", "users", name, "role"),
                "not set",
                "see that the account exists, and is in no group that may change anything",
                Severity.WARNING,
            )


def _samples(about: Facts) -> Iterator[Objection]:
    sflow = about.telemetry.sflow if about.telemetry is not None else None
    if sflow is None:
        return
    if len(sflow.collectors) > COLLECTORS_MAX:
        yield Objection(
            f"it sends samples to {COLLECTORS_MAX} collectors, and the page has {len(sflow.collectors)}",
            ("telemetry", "sflow", "collectors"),
            f"at most {COLLECTORS_MAX}",
            "name two, and let one of them pass the samples on",
        )
    if sflow.polling < POLLING[0]:
        yield Objection(
            f"it sends counters every {POLLING[0]} to {POLLING[1]} s, not every {sflow.polling} s",
            ("telemetry", "sflow", "polling"),
            f"from {POLLING[0]} s on",
            f"write {POLLING[0]} s, or leave it out",
        )
    rarest = max(profile.sampling or 0 for profile in about.profiles)
    if rarest > SAMPLE_MAX:
        yield Objection(
            f"it samples at least 1 in {SAMPLE_MAX:,} packets, not 1 in {rarest:,}",
            ("telemetry", "sflow"),
            f"at most {SAMPLE_MAX:,}",
            f"write sampling: {SAMPLE_MAX}, or less",
        )
