"""What all switches of a tier have in common, worked out once: names, port names, profiles, settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from fabricgen.allocation import Allocation, Lock
from fabricgen.device.features.chains import Outline, outline
from fabricgen.device.features.clock import Timing, timing
from fabricgen.device.features.crossings import Crossings, crossings
from fabricgen.device.features.ecmp import ecmp
from fabricgen.device.features.filters import Guard, guard
from fabricgen.device.features.latency import Latencies, latencies
from fabricgen.device.features.lossless import lossless, port_headroom, queues
from fabricgen.device.features.multihoming import Members, member, members
from fabricgen.device.features.overlay import Scheme, scheme
from fabricgen.device.features.rates import rates as heard_rates
from fabricgen.device.features.segments import Ground
from fabricgen.device.features.steering import Outlook, link_mtus, outlook, seats
from fabricgen.device.features.system import system
from fabricgen.device.features.telemetry import rates, telemetry
from fabricgen.device.features.tenancy import host_mtu, host_vrf, pool, trunk_vlans, vrfs
from fabricgen.device.model import Adaptive, Ecmp, Headroom, Lossless, Profile, Rates, System, Telemetry, Vrf
from fabricgen.fabric import Fabric, Role, Slot, Tier, names
from fabricgen.hardware import SwitchModel, model, sound
from fabricgen.intent import Intent
from fabricgen.intent.operations import SwitchException

PortName = Callable[[SwitchModel, Slot], str]
"""How a platform names a port of a model."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What the exceptions say about one switch; None where they say nothing."""

    mtu: int | None = None
    lossless_priorities: tuple[int, ...] | None = None
    seed: int | None = None
    asn: int | None = None
    max_paths: int | None = None


NO_DEVIATION = Deviation()


@dataclass(frozen=True, slots=True)
class Facts:
    """Shared by the switches of one tier; `port_names` by tier level.

    By switch: its name, its ASN, the number of its first uplink among all links, the first address of its host ports.
    """

    intent: Intent
    fabric: Fabric
    allocation: Allocation
    lock: Lock
    tier: Tier
    model: SwitchModel
    platform: str
    names: tuple[str, ...]
    asns: tuple[int, ...]
    link_bases: tuple[int, ...]
    host_bases: tuple[int, ...]
    port_names: tuple[tuple[str, ...], ...]
    deviations: Mapping[int, Deviation]
    system: System
    lossless: Lossless
    profiles: tuple[Profile, ...]
    ecmp: Ecmp
    adaptive: Adaptive | None
    vrfs: tuple[Vrf, ...]
    latencies: Latencies | None = None
    """None unless the underlay is OSPF."""
    timing: Timing | None = None
    telemetry: Telemetry | None = None
    guard: Guard | None = None
    """None where the page filters nothing."""
    outlook: Outlook | None = None
    """None where the page has no gateways."""
    overlay: Scheme | None = None
    members: Mapping[int, Members] | None = None
    """By leaf, ports of multihomed hosts; None where the page has none."""
    rates: Rates | None = None
    chains: Outline | None = None
    """None where the page has no service chains."""
    crossings: Crossings | None = None
    """None where no VRF has service chains."""

    @property
    def ground(self) -> Ground:
        """What the addresses of everyone depend on."""
        leaves = self.names[: self.fabric.tiers[0].count]
        return Ground(self.intent, self.fabric, self.allocation, self.lock, leaves)


def facts(
    intent: Intent, fabric: Fabric, allocation: Allocation, lock: Lock, port_name: Mapping[str, PortName]
) -> tuple[Facts, ...]:
    """One per tier, lowest first. `port_name` is by platform."""
    all_names = names(fabric)
    labels = tuple(_port_names(intent, tier, port_name) for tier in fabric.tiers)
    varied = deviations(intent.exceptions, all_names)
    apart = latencies(intent, fabric, all_names)
    asns, links, hosts = (
        _asns(fabric, allocation, varied),
        _link_bases(fabric, allocation),
        _host_bases(intent, fabric, allocation, all_names),
    )
    known, seen = timing(intent.clock, fabric, all_names), telemetry(intent)
    leaf, leaves = fabric.tiers[0], all_names[: fabric.tiers[0].count]
    ground = Ground(intent, fabric, allocation, lock, leaves)
    guarded = guard(ground)
    seated = seats(intent, leaves, labels[0], leaf.down) if intent.gateways else {}
    plan = scheme(intent, lock, allocation)
    chained = outline(ground, all_names, labels[0][: leaf.down])
    crossed = crossings(intent, lock, allocation, plan, leaves, seated)
    held = members(intent, leaves, labels[0][: leaf.down]) if intent.multihomed else None
    ahead = outlook(intent, fabric, allocation, lock, seated, plan)
    return tuple(
        Facts(
            intent=intent, fabric=fabric, allocation=allocation, lock=lock, tier=tier,
            model=_model(intent, tier.role), platform=_platform(intent, tier.role),
            names=all_names, asns=asns, link_bases=links, host_bases=hosts, port_names=labels, deviations=varied,
            system=system(intent.management, intent.telemetry, allocation),
            lossless=lossless(intent.classes, intent.lossless),
            profiles=_profiles(intent, allocation, lock, fabric, tier),
            ecmp=ecmp(intent, fabric.shape, tier.role, sound(_model(intent, tier.role).asic.ecmp_width)),
            adaptive=Adaptive(intent.forwarding.granularity) if intent.forwarding.mode == "adaptive" else None,
            timing=known, telemetry=seen, guard=guarded,
            latencies=apart, outlook=ahead,
            vrfs=vrfs(intent, lock) if tier.level == 0 or (plan is not None and not plan.evpn) else (),
            overlay=plan, members=held, rates=heard_rates(intent), chains=chained, crossings=crossed,
        )
        for tier in fabric.tiers
    )  # fmt: skip


def recabled(tiers: tuple[Facts, ...], fabric: Fabric) -> tuple[Facts, ...]:
    """The same switches with other cables between them."""
    apart = latencies(tiers[0].intent, fabric, tiers[0].names)
    return tuple(replace(about, fabric=fabric, latencies=apart) for about in tiers)


def _asns(fabric: Fabric, allocation: Allocation, varied: Mapping[int, Deviation]) -> tuple[int, ...]:
    found = []
    for tier in fabric.tiers:
        for switch in range(tier.first, tier.first + tier.count):
            declared = varied[switch].asn if switch in varied else None
            found.append(declared or allocation.asn(tier.role, tier.position(switch)))
    return tuple(found)


def _link_bases(fabric: Fabric, allocation: Allocation) -> tuple[int, ...]:
    return tuple(
        allocation.numbering.link(tier.role, tier.position(switch), 0)
        for tier in fabric.tiers[:-1]
        for switch in range(tier.first, tier.first + tier.count)
    )


def _host_bases(intent: Intent, fabric: Fabric, allocation: Allocation, all_names: tuple[str, ...]) -> tuple[int, ...]:
    """Of leaves that have no pool to deal from, only the place in one."""
    leaf = fabric.tiers[0]
    if not any(vrf.pool for vrf in intent.vrfs.values()):
        return tuple(allocation.host_link(leaf.position(switch), 0) for switch in range(leaf.count))
    dealt = [pool(intent, host_vrf(intent, all_names[switch])) for switch in range(leaf.count)]
    return tuple(
        (each.first if each else 0) + allocation.host_offset(leaf.position(switch), 0)
        for switch, each in enumerate(dealt)
    )


def _model(intent: Intent, role: Role) -> SwitchModel:
    switch = intent.hardware.role(role)
    if switch is None:
        raise KeyError(role)
    return model(switch.model)


def _platform(intent: Intent, role: Role) -> str:
    switch = intent.hardware.role(role)
    return switch.platform if switch else ""


def _port_names(intent: Intent, tier: Tier, port_name: Mapping[str, PortName]) -> tuple[str, ...]:
    hardware, name = _model(intent, tier.role), port_name[_platform(intent, tier.role)]
    return tuple(name(hardware, slot) for slot in tier.slots)


def deviations(exceptions: tuple[SwitchException, ...], all_names: tuple[str, ...]) -> dict[int, Deviation]:
    """By switch; a later exception adds to an earlier one."""
    found: dict[int, Deviation] = {}
    for switch, name in enumerate(all_names) if exceptions else ():
        fitting = [exception for exception in exceptions if fnmatchcase(name, exception.select)]
        if fitting:
            found[switch] = _merged(fitting)
    return found


def _merged(exceptions: list[SwitchException]) -> Deviation:
    fields = Deviation.__slots__
    values = {
        field: value for exception in exceptions for field in fields if (value := getattr(exception, field)) is not None
    }
    return Deviation(**values)


def _profiles(intent: Intent, allocation: Allocation, lock: Lock, fabric: Fabric, tier: Tier) -> tuple[Profile, ...]:
    """Index 0 faces down (hosts, on a leaf), index 1 up, index 2 a WAN router or an appliance, the last one a
    multihomed host.
    """
    below, above = rates(intent, tier)
    down = _profile(intent, allocation, lock, tier, tier.slots[0], "host" if tier.level == 0 else "down", below)
    if tier.level == len(fabric.tiers) - 1:
        return (down,)
    both = (down, _profile(intent, allocation, lock, tier, tier.slots[-1], "up", above))
    routers = tier.level == 0 and (intent.gateways or intent.chains)
    wan = tuple(_to_wan(intent, down, mtu) for mtu in link_mtus(intent)) if routers else ()
    return (*both, *wan, member(down)) if tier.level == 0 and intent.multihomed else (*both, *wan)


def _to_wan(intent: Intent, host: Profile, mtu: int) -> Profile:
    """As a host port, but routed, and without pauses: a WAN router may not be stopped by a fabric, nor stop it."""
    name = f"wan-{host.gbps}g" if mtu == host.mtu else f"wan-{host.gbps}g-{mtu}"
    return replace(
        host, name=name, mtu=mtu, routed=True, queues=queues(intent.classes, host.gbps, ()),
        lossless_priorities=(), headroom=None, watchdog=False, vlans=(),
    )  # fmt: skip


def _profile(
    intent: Intent, allocation: Allocation, lock: Lock, tier: Tier, slot: Slot, facing: str, sampling: int | None
) -> Profile:
    priorities = tuple(sorted(row.priority for row in intent.classes.values() if row.lossless))
    trunk = facing == "host" and intent.hosts.attach == "trunk"
    return Profile(
        name=f"{facing}-{slot.gbps}g",
        facing="host" if facing == "host" else "down" if facing == "down" else "up",
        asic=_model(intent, tier.role).asic.family,
        gbps=slot.gbps,
        lanes=slot.lanes,
        mtu=host_mtu(intent) if facing == "host" else intent.mtu,
        routed=not trunk,
        unnumbered=facing != "host" and intent.underlay.links == "unnumbered",
        queues=queues(intent.classes, slot.gbps, priorities),
        lossless_priorities=priorities,
        headroom=_headroom(intent, tier, slot, facing) if priorities else None,
        watchdog=intent.lossless.watchdog is not None and bool(priorities),
        vlans=trunk_vlans(intent, allocation, lock) if trunk else (),
        sampling=sampling,
    )


def _headroom(intent: Intent, tier: Tier, slot: Slot, facing: str) -> Headroom | None:
    return port_headroom(_model(intent, tier.role), slot.gbps, cable_metres(intent, tier.level, facing), intent.mtu)


def cable_metres(intent: Intent, level: int, facing: str) -> float | None:
    """Declared length of the cables on that side of a tier."""
    cabling = intent.cabling
    layers = (cabling.host, cabling.leaf_spine, cabling.spine_super_spine)
    return layers[level + (1 if facing == "up" else 0)]
