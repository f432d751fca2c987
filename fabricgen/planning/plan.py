"""The plan of a fabric as plain figures, from its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.fabric import Fabric, Role, Tier


class Layer(NamedTuple):
    """`logical_links` get addresses and sessions; `cables` are bought: links that share a cage at both ends share
    one.
    """

    name: str
    logical_links: int
    cables: int
    gbps: int


class Ports(NamedTuple):
    """Ports of all switches of a role: in use, and those of the layout and the box that are not."""

    role: str
    used: int
    spare: int
    per_switch: int


class Capacity(NamedTuple):
    """What is left between leaves, in percent of full bandwidth, after a failure."""

    failure: str
    percent: float


class Chip(NamedTuple):
    """Worst-case PFC headroom of one switch of a role against its buffer; None where the buffer is not known."""

    role: str
    asic: str
    headroom_bytes: int
    buffer_bytes: int | None

    @property
    def share_percent(self) -> float | None:
        return None if not self.buffer_bytes else round(100 * self.headroom_bytes / self.buffer_bytes, 1)


class RackPower(NamedTuple):
    """Watts of a rack full of leaves against what it may draw; None where the model's figure is not known."""

    role: str
    needed_watts: int | None
    limit_watts: int


class Lists(NamedTuple):
    """Entries of the access lists at ports and gateways: of the switch that has the most, and of all together;
    `capacity` is what the chip holds, None where that is not known.
    """

    role: str
    asic: str
    per_switch: int
    fabric: int
    capacity: int | None

    @property
    def share_percent(self) -> float | None:
        return None if not self.capacity else round(100 * self.per_switch / self.capacity, 1)


class Redirects(NamedTuple):
    """Entries of service chains: of the switch that has the most, and of all switches of that role together."""

    role: str
    per_switch: int
    fabric: int


class Style(NamedTuple):
    """The same policies between the same parties, told apart in another way. `per_switch` is of a leaf where all
    parties have hosts, `fabric` of all leaves as they are.
    """

    name: str
    lists: int
    per_switch: int
    fabric: int


@dataclass(frozen=True, slots=True)
class FabricPlan:
    name: str
    kind: str
    accelerators: int
    accelerators_attached: int
    accelerators_max: int
    hosts: int
    tiers: int
    planes: int
    pods: int
    rails: int
    switches: dict[str, int]
    layers: tuple[Layer, ...]
    ports: tuple[Ports, ...]
    oversubscription: dict[str, float]
    ecmp_paths: dict[str, int]
    capacity: tuple[Capacity, ...]
    chips: tuple[Chip, ...]
    power: tuple[RackPower, ...]
    access: tuple[Lists, ...] = ()
    styles: tuple[Style, ...] = ()
    redirects: tuple[Redirects, ...] = ()

    @property
    def switches_total(self) -> int:
        return sum(self.switches.values())


def figures(fabric: Fabric, wanted: int | None, radix: Mapping[Role, int], unlike: int = 1) -> FabricPlan:
    """What follows from the fabric alone. `radix` by role; cables of `unlike` pods are counted, the rest is alike."""
    shape, nics = fabric.shape, fabric.shape.nics_per_host
    return FabricPlan(
        name="",
        kind="",
        accelerators=wanted or shape.host_slots * nics,
        accelerators_attached=shape.hosts * nics,
        accelerators_max=shape.host_slots * nics,
        hosts=shape.hosts,
        tiers=shape.tiers,
        planes=shape.planes,
        pods=shape.pods,
        rails=shape.rails,
        switches={tier.role: tier.count for tier in fabric.tiers},
        layers=layers(fabric, unlike),
        ports=ports(fabric, radix),
        oversubscription=oversubscription(fabric),
        ecmp_paths=ecmp_paths(fabric),
        capacity=capacity(fabric),
        chips=(),
        power=(),
    )


def layers(fabric: Fabric, pods: int = 1) -> tuple[Layer, ...]:
    """Hosts first. The ports of one NIC in several planes share its cable. `pods`: how many are looked at, where the
    rest is wired like them.
    """
    shape, leaf = fabric.shape, fabric.tiers[0]
    nics = shape.hosts * shape.nics_per_host
    found = [Layer("host-leaf", nics * shape.planes, nics, leaf.slots[0].gbps)]
    for lower, upper in zip(fabric.tiers, fabric.tiers[1:], strict=False):
        found.append(_layer(fabric, lower, upper, pods))
    return tuple(found)


def _layer(fabric: Fabric, lower: Tier, upper: Tier, pods: int) -> Layer:
    alike = lower.planes * lower.blocks // pods
    seen = [
        _upwards(fabric, lower, upper, switch) for switch in range(lower.first, lower.first + lower.per_block * pods)
    ]
    links, cables = (sum(column) * alike for column in zip(*seen, strict=True))
    return Layer(f"{lower.role}-{upper.role}", links, cables, lower.slots[-1].gbps)


def _upwards(fabric: Fabric, lower: Tier, upper: Tier, switch: int) -> tuple[int, int]:
    """Links of a switch to the tier above, and their cables: a pair of cages has one."""
    first, beyond = upper.first_port, upper.first_port + upper.count * upper.ports
    pairs = []
    for slot, peer in zip(lower.slots, fabric.peer[lower.port(switch) : lower.port(switch + 1)], strict=True):
        if first <= peer < beyond:
            far, index = divmod(peer - first, upper.ports)
            pairs.append((slot.cage, far, upper.slots[index].cage))
    return len(pairs), len(set(pairs))


def ports(fabric: Fabric, radix: Mapping[Role, int]) -> tuple[Ports, ...]:
    """`radix` is what the box of a role offers at the speeds in use."""
    return tuple(_ports(fabric, tier, radix[tier.role]) for tier in fabric.tiers)


def _ports(fabric: Fabric, tier: Tier, radix: int) -> Ports:
    first = tier.first_port
    row = fabric.peer[first : first + tier.count * tier.ports]
    used = len(row) - row.count(-1)
    return Ports(tier.role, used, radix * tier.count - used, radix)


def oversubscription(fabric: Fabric) -> dict[str, float]:
    """Bandwidth down to bandwidth up of one switch of each tier that has a tier above."""
    return {tier.role: _ratio(fabric, tier) for tier in fabric.tiers[:-1]}


def _ratio(fabric: Fabric, tier: Tier) -> float:
    row = fabric.peer[tier.first_port : tier.first_port + tier.ports]
    used = [index for index, peer in enumerate(row) if peer != -1]
    down = sum(tier.slots[index].gbps for index in used if index < tier.down)
    up = sum(tier.slots[index].gbps for index in used if index >= tier.down)
    return round(down / up, 4) if up else 0.0


def ecmp_paths(fabric: Fabric) -> dict[str, int]:
    """Equal-cost ways up from a leaf towards a leaf of the same pod, and of another pod."""
    shape = fabric.shape
    paths = {"same_pod": shape.uplinks}
    if shape.tiers == 3:
        paths["other_pod"] = shape.uplinks * shape.spine_uplinks
    return paths


def capacity(fabric: Fabric) -> tuple[Capacity, ...]:
    """Full load; unweighted ECMP, so a pair that lost one of several parallel links is as slow as its slowest part."""
    shape = fabric.shape
    spine = 100 * (shape.spines - 1) / shape.spines
    links = shape.leaf_links
    link = 100 * (links - 1) / links if links > 1 else spine
    found = [Capacity("one spine of a pod lost", round(spine, 2)), Capacity("one leaf-spine link lost", round(link, 2))]
    if shape.tiers == 3:
        top = 100 * (shape.super_spines * shape.spines - 1) / (shape.super_spines * shape.spines)
        found.append(Capacity("one super-spine lost", round(top, 2)))
    return tuple(found)
