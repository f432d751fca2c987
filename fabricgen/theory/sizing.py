"""How many switches a Clos fabric takes.

Words: a leaf has `down` host ports and `up` uplinks; `radix` is the number of ports of a switch at the speed in use, so
a box of 64 x 800G has 128 at 400G. Ratios are bandwidth down to bandwidth up.

Sources: Clos (Bell System Technical Journal, 1953); Al-Fares et al., SIGCOMM 2008 for the k-ary fat-tree; the divisor
rule reproduces the component tables of NVIDIA's DGX SuperPOD reference architectures (H100, B200, B300).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import NamedTuple


class SizeLimitError(ValueError):
    """More was asked for than the arrangement holds; `limit` is what it holds, in the unit of `asked`."""

    def __init__(self, what: str, asked: int, limit: int, ways_out: tuple[str, ...]) -> None:
        super().__init__(f"{asked:,} {what} asked for, but only {limit:,} fit: {', or '.join(ways_out)}")
        self.asked, self.limit, self.ways_out = asked, limit, ways_out


class Split(NamedTuple):
    """Ports of a leaf."""

    down: int
    up: int
    unused: int


def oversubscription(down: int, down_gbps: int, up: int, up_gbps: int) -> Fraction:
    """Above 1 hosts can send more than the uplinks carry; below 1 is legal too."""
    return Fraction(down * down_gbps, up * up_gbps)


def port_split(ratio: Fraction, radix: int) -> Split:
    """Exactly `ratio`, with as many ports as that allows. Raises `SizeLimitError` when not one set of them fits."""
    down, up = ratio.numerator, ratio.denominator
    if down + up > radix:
        ways = ("take a ratio of smaller numbers", "take a leaf of larger radix")
        raise SizeLimitError(f"ports for a split of {down}:{up}", down + up, radix, ways)
    sets = radix // (down + up)
    return Split(down * sets, up * sets, radix - (down + up) * sets)


def nearest_split(ratio: Fraction, radix: int) -> Split:
    """All ports used, oversubscribed as much as `ratio` allows and never more."""
    down = int(radix * ratio / (1 + ratio))
    return Split(down, radix - down, 0)


def spine_count(leaves: int, up: int, radix: int) -> int | None:
    """The divisor rule: the smallest divisor s of `up` with leaves * up / s <= radix; None when there is none.

    Only a divisor gives each leaf the same number of links to each spine, without which ECMP is uneven.
    """
    divisors = (spines for spines in range(1, up + 1) if up % spines == 0)
    return next((spines for spines in divisors if leaves * (up // spines) <= radix), None)


def two_tier_limit(down: int, radix: int) -> int:
    """Most host ports in leaf and spine: a spine of so many ports meets as many leaves."""
    return radix * down


def three_tier_limit(down: int, radix: int) -> int:
    """Most host ports in three tiers with spines half down, half up: radix pods of radix / 2 leaves."""
    return radix * (radix // 2) * down


@dataclass(frozen=True, slots=True)
class TwoTier:
    """`links` run from each leaf to each spine."""

    leaves: int
    spines: int
    links: int

    @property
    def cables(self) -> int:
        """Logical links between leaves and spines."""
        return self.leaves * self.spines * self.links


def two_tier(leaves: int, up: int, radix: int) -> TwoTier:
    """Raises `SizeLimitError`: two tiers end where each leaf has one link to each of `up` full spines."""
    spines = spine_count(leaves, up, radix)
    if spines is None:
        ways = ("add a third tier", "split the fabric into planes", "take spines of larger radix")
        raise SizeLimitError("leaves in two tiers", leaves, radix, ways)
    return TwoTier(leaves, spines, up // spines)


@dataclass(frozen=True, slots=True)
class ThreeTier:
    """Spine i of each pod meets the cores of group i. `core_links` run from each spine to each core of its group."""

    pods: int
    leaves_per_pod: int
    leaves: int
    spines_per_pod: int
    leaf_links: int
    cores_per_group: int
    core_links: int

    @property
    def spines(self) -> int:
        return self.pods * self.spines_per_pod

    @property
    def cores(self) -> int:
        return self.spines_per_pod * self.cores_per_group

    @property
    def leaf_cables(self) -> int:
        return self.leaves * self.spines_per_pod * self.leaf_links

    @property
    def core_cables(self) -> int:
        return self.spines * self.cores_per_group * self.core_links


def three_tier(leaves: int, up: int, spine_radix: int, core_radix: int, leaves_per_pod: int | None = None) -> ThreeTier:
    """Oversubscribed at the leaf alone: spines have as many links up as down. The divisor rule holds at both layers.

    `leaves_per_pod`: half the radix of a spine unless given. Raises `SizeLimitError` with the limit and the ways out.
    """
    half = spine_radix // 2
    in_pod = min(leaves_per_pod or half, leaves)
    pods = ceil(leaves / in_pod)
    spines = spine_count(in_pod, up, half)
    if spines is None:
        raise SizeLimitError("leaves in a pod", in_pod, half, ("make pods smaller", "take spines of larger radix"))
    spine_up = in_pod * (up // spines)
    cores = spine_count(pods, spine_up, core_radix)
    if cores is None:
        ways = ("take switches of larger radix", "split the fabric into planes", "add a fourth tier")
        raise SizeLimitError("pods", pods, core_radix, ways)
    return ThreeTier(pods, in_pod, leaves, spines, up // spines, cores, spine_up // cores)


def tiers_needed(hosts: int, down: int, radix: int) -> int:
    """2 or 3 for so many host ports, all switches alike. Raises `SizeLimitError` beyond three."""
    if hosts <= two_tier_limit(down, radix):
        return 2
    if hosts <= (limit := three_tier_limit(down, radix)):
        return 3
    ways = ("take switches of larger radix", "split the fabric into planes", "add a fourth tier")
    raise SizeLimitError(f"host ports in three tiers of radix {radix}", hosts, limit, ways)


@dataclass(frozen=True, slots=True)
class FatTree:
    """Al-Fares et al.: k pods of k/2 edge and k/2 aggregation switches; `cables` of each of the three layers."""

    edge: int
    aggregation: int
    core: int
    hosts: int
    cables: int
    paths: int

    @property
    def switches(self) -> int:
        return self.edge + self.aggregation + self.core


def fat_tree(k: int) -> FatTree:
    """Raises ValueError for an odd k."""
    if k < 2 or k % 2:
        raise ValueError(f"{k} ports can't be halved: a k-ary fat-tree takes switches with an even number of ports")
    half = k // 2
    return FatTree(k * half, k * half, half**2, k * half**2, k * half**2, half**2)


@dataclass(frozen=True, slots=True)
class RailPods:
    """Scalable units of `rails` leaves: NIC i of each node goes to leaf i of its unit. Units are cabled up in full."""

    units: int
    clos: TwoTier
    host_cables: int


def rail_pods(
    slots: int, down: int, up: int, radix: int, rails: int = 8, installed: int | None = None, extra: int = 0
) -> RailPods:
    """`slots`: nodes that there is room for, `down` of them to a unit; `installed`: nodes today, all unless given.

    `extra`: leaf ports for other things, such as a fabric manager, in the place of nodes. Raises `SizeLimitError`.
    """
    used = rails * (slots if installed is None else installed) + extra
    if used > rails * slots:
        raise SizeLimitError("leaf ports", used, rails * slots, ("declare more slots", "install fewer nodes"))
    units = ceil(slots / down)
    return RailPods(units, two_tier(rails * units, up, radix), used)


@dataclass(frozen=True, slots=True)
class Planes:
    """Disjoint copies of a fabric. Logical links get addresses and sessions; cables are bought, each for several."""

    planes: int
    leaves: int
    spines: int
    logical_links: int
    cables: int


def planes(one: TwoTier, count: int, links_per_cable: int = 1) -> Planes:
    """`one`: a plane sized alone, at the NIC's speed divided by `count`."""
    logical = count * one.cables
    return Planes(count, count * one.leaves, count * one.spines, logical, ceil(logical / links_per_cable))


class TwoTor(NamedTuple):
    tors: int
    host_links: int


def dual_tor(nics: int, down: int) -> TwoTor:
    """Each NIC's two ports go to two ToRs, one per plane; no link between the ToRs."""
    per_plane = ceil(nics / down)
    return TwoTor(2 * per_plane, 2 * nics)
