"""Where each value of a switch comes from: its pool and the sum, its class, an exception; and the words on the page."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from fabricgen.allocation.text import ipv4
from fabricgen.device import arithmetic
from fabricgen.device.facts import Facts
from fabricgen.device.model import Device, Ospf, TrafficClass, Vlan
from fabricgen.intent import Intent
from fabricgen.intent.tenancy import TIERS_MAX

Path = tuple[str | int, ...]
Value = str | int | float


class Row(NamedTuple):
    """`name` ends with the unit where there is one; `path` leads to the words of the page that decided."""

    name: str
    value: Value
    reason: str
    path: Path


def why(about: Facts, switch: int, device: Device) -> tuple[Row, ...]:
    """Everything about a switch that isn't a port's."""
    return (
        *_identity(about, switch, device),
        *_addresses(about, switch, device),
        *_routing(about, switch, device),
        *_forwarding(about, device),
        *_classes(device),
        *_tenancy(about, switch, device),
    )


def excepted(intent: Intent, name: str, field: str) -> Row | None:
    """The last exception that says something about a field of this switch; its value is the field's."""
    rows = [
        Row(field, str(value), f'exception: "{exception.reason}"', ("exceptions", number, field))
        for number, exception in enumerate(intent.exceptions)
        if fnmatchcase(name, exception.select) and (value := getattr(exception, field)) is not None
    ]
    return rows[-1] if rows else None


def explained(intent: Intent, device: str, field: str, row: Row) -> Row:
    """The row, with an exception for its reason if there is one."""
    found = excepted(intent, device, field)
    return row if found is None else row._replace(reason=found.reason, path=found.path)


def _identity(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    plane, block, number = about.tier.position(switch)
    where = f"pod {block}" if about.tier.role != "super-spine" else f"group {block}"
    position = f"{where}, {about.tier.role} {number}"
    maxima = "by position, wide enough for the declared maxima"
    yield Row("name", device.name, maxima, ("size",))
    yield Row("role", device.role, f"tier {about.tier.level + 1} of {len(about.fabric.tiers)}", ("size",))
    yield Row("position", f"plane {plane}, {position}" if about.tier.planes > 1 else position, "as built", ("size",))
    yield Row("model", device.model, about.model.title, ("hardware", device.role, "model"))
    yield Row(
        "chip", about.model.asic.title, "of the model, in the hardware catalogue", ("hardware", device.role, "model")
    )
    yield Row("platform", device.platform, "declared", ("hardware", device.role, "platform"))


def _addresses(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    allocation, intent, role = about.allocation, about.intent, about.tier.role
    position = about.tier.position(switch)
    number = allocation.numbering.device(role, position)
    sum_ = arithmetic.device(allocation.numbering, role, position)
    within = f"{intent.management.prefix.text}: network, gateway, then device {number:,}: {sum_}"
    length = intent.management.prefix.length
    yield Row("management", f"{device.management}/{length}", within, ("management", "prefix"))
    pool = intent.underlay.loopbacks.text
    yield Row("loopback", device.loopback, f"device {number:,} of {pool}: {sum_}", ("underlay", "loopbacks"))
    if device.loopback6 is not None and intent.underlay.ipv6 is not None:
        pool = intent.underlay.ipv6.loopbacks.text
        path = ("underlay", "ipv6", "loopbacks")
        yield Row("loopback6", device.loopback6, f"device {number:,} of {pool}: {sum_}", path)
    if device.bgp.aggregate is not None:
        yield _aggregate(about, switch, device.bgp.aggregate)


def _aggregate(about: Facts, switch: int, aggregate: str) -> Row:
    allocation, position = about.allocation, about.tier.position(switch)
    number = allocation.numbering.leaf(position)
    sum_ = arithmetic.leaf(allocation.numbering, position)
    pool = ipv4(allocation.hosts.first) if allocation.hosts else ""
    reason = f"block {number:,} of {allocation.host_block()} addresses from {pool} on: {sum_}"
    return Row("host_prefix", aggregate, reason, ("hosts", "pool"))


def _routing(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    return _bgp(about, switch, device) if device.ospf is None else _ospf(about, device, device.ospf)


def _ospf(about: Facts, device: Device, ospf: Ospf) -> Iterator[Row]:
    here = ("underlay", "ospf")
    yield Row("routing", "ospf", "the lowest latency wins", ("underlay", "routing"))
    yield Row("area", ospf.area, "of the whole fabric", (*here, "area"))
    if about.latencies is not None:
        chosen = "the largest that counts every latency exactly, and keeps leaves from being transit"
        reason = f"a cost of 1: {chosen if about.latencies.chosen else 'declared'}"
        path = ("underlay", "routing") if about.latencies.chosen else (*here, "quantum")
        yield Row("quantum_us", about.latencies.quantum_us, reason, path)
    adjacent = sum(port.ospf is not None and port.ospf.neighbor is not None for port in device.ports)
    yield Row("adjacencies", adjacent, "one per cable to a switch", ("underlay", "links"))
    yield explained(about.intent, device.name, "max_paths", _paths(about, device))
    yield Row("hello_seconds", ospf.hello, "dead interval beside it", (*here, "timers", "hello"))
    yield Row("dead_seconds", ospf.dead, "a neighbour that is silent so long is gone", (*here, "timers", "dead"))
    if ospf.bfd_interval_ms:
        yield Row(
            "bfd", f"{ospf.bfd_interval_ms} ms x {ospf.bfd_multiplier}", "of every adjacency", ("underlay", "bfd")
        )


def _bgp(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    intent, bgp = about.intent, device.bgp
    position = about.tier.position(switch)
    sum_ = arithmetic.asn(about.allocation, about.tier.role, position)
    yield explained(intent, device.name, "asn", Row("asn", bgp.asn, sum_, ("underlay", "asn")))
    for group in bgp.groups:
        count = sum(neighbor.group == group.name for neighbor in bgp.neighbors)
        yield Row(f"sessions_{group.direction}", count, f"eBGP to {group.name}, one per cable", ("underlay", "links"))
    yield explained(intent, device.name, "max_paths", _paths(about, device))
    yield Row("keepalive_seconds", bgp.keepalive, "hold time beside it", ("underlay", "timers", "keepalive"))
    yield Row("hold_seconds", bgp.hold, "a neighbour that is silent so long is gone", ("underlay", "timers", "hold"))
    if bgp.bfd_interval_ms:
        yield Row("bfd", f"{bgp.bfd_interval_ms} ms x {bgp.bfd_multiplier}", "of every session", ("underlay", "bfd"))
    restart = "neighbours keep its routes so long while it restarts"
    yield Row("graceful_restart_seconds", bgp.restart_seconds, restart, ("underlay", "graceful_restart"))


def _paths(about: Facts, device: Device) -> Row:
    declared = about.intent.underlay.max_paths is not None
    maxima = f"as wide as the declared maxima can need: {about.ecmp.width}"
    return Row("max_paths", device.ecmp.width, "declared" if declared else maxima, ("underlay", "max_paths"))


def _forwarding(about: Facts, device: Device) -> Iterator[Row]:
    intent = about.intent
    mode, granularity = intent.forwarding.mode, intent.forwarding.granularity
    value = f"adaptive, {granularity}" if device.adaptive else mode
    yield Row("forwarding", value, "how one of several equal paths is picked", ("forwarding", "mode"))
    seed = Row(
        "hash_seed",
        device.ecmp.seed,
        f"of all {arithmetic.PLURAL[about.tier.role]}",
        ("forwarding", "hash", "seeds", device.role),
    )
    yield explained(intent, device.name, "seed", seed)
    if (watchdog := device.lossless.watchdog) is not None:
        path = ("lossless", "watchdog")
        yield Row("watchdog_detection_ms", watchdog.detection_ms, "a pause so long is a storm", (*path, "detection"))
        yield Row("watchdog_restoration_ms", watchdog.restoration_ms, "quiet so long ends it", (*path, "restoration"))
        yield Row("watchdog_action", watchdog.action, "with the packets of the stormy queue", (*path, "action"))


def _classes(device: Device) -> Iterator[Row]:
    for row in device.lossless.classes:
        reason = "takes every DSCP that no other class names" if row.default else f"DSCP {_listed(row.dscps)}"
        yield Row(f"class {row.name}", _class(row), reason, ("classes", row.name))


def _class(row: TrafficClass) -> str:
    kind = ["lossless"] if row.lossless else []
    served = "served first" if row.strict else f"{row.share} %"
    return ", ".join([f"priority {row.number}", *kind, served])


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _tenancy(about: Facts, switch: int, device: Device) -> Iterator[Row]:
    for vrf in device.vrfs:
        declared = about.intent.vrfs[vrf.name].id is not None
        source = "declared" if declared else "from the lock file"
        yield Row(f"vrf {vrf.name}", f"id {vrf.id}", source, ("vrfs", vrf.name, "id"))
    for vlan in device.vlans:
        yield _vlan(about, switch, vlan)


def _vlan(about: Facts, switch: int, vlan: Vlan) -> Row:
    allocation, region = about.allocation, about.allocation.region
    tier = vlan.id - allocation.vlan(0, TIERS_MAX)
    leaf = arithmetic.leaf(allocation.numbering, about.tier.position(switch))
    subnet = "one on every leaf" if vlan.mac else f"({leaf}) × {TIERS_MAX} + tier {tier}"
    reason = (
        f"VLAN: {allocation.vlan_base} + region {region} × {TIERS_MAX} + tier {tier}; "
        f"subnet: {subnet}, its first address"
    )
    return Row(f"vlan {vlan.id}", f"{vlan.name}, gateway {vlan.address}", reason, ("tiers", vlan.name, "id"))
