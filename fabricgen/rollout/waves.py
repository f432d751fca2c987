"""Which switches are changed together: waves that leave every pod enough of its uplinks. Pure arithmetic on the fabric.

The order, and why. Upper tiers come first: when one of them fails its neighbours take another path, while a leaf takes
its hosts along; so a mistake is met where it costs least. The very first switch is the canary, the one whose loss hurts
least: it cuts off the fewest hosts, then touches the fewest pods, then takes the smallest part of their uplinks. Each
further tier begins with a canary of its own, because its configuration is another one. After that a wave takes switches
of one tier, one plane and, among leaves, one rail: neighbours are never in one wave, and no host is cut from
two of its rails.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import NamedTuple

from fabricgen.fabric import UNUSED, Fabric, Tier
from fabricgen.fabric.names import width


class Wave(NamedTuple):
    """`switches` are changed at the same time; `name` is unique in its plan."""

    name: str
    reason: str
    switches: tuple[int, ...]


class Refusal(NamedTuple):
    """Why these can't be changed within availability, in words and figures; `help` says what to do."""

    message: str
    help: str
    switches: tuple[int, ...]


class Plan(NamedTuple):
    """Either waves or refusals: nothing begins that can't be finished."""

    waves: tuple[Wave, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """`max_wave` switches at most change together; `down` are those seen down already, they count as down all along."""

    max_wave: int = 256
    down: frozenset[int] = frozenset()


class Bundle(NamedTuple):
    """The uplinks that are counted as one: of a pod in a plane, from tier `level` to the one above."""

    plane: int
    pod: int
    level: int


class Reach(NamedTuple):
    """What the loss of a switch costs, less first."""

    hosts: int
    pods: int
    share: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """Cables by bundle: built, and those in service; `held` by switch, the ones in service that it would take down."""

    fabric: Fabric
    built: Mapping[Bundle, int]
    alive: Mapping[Bundle, int]
    held: Mapping[int, Mapping[Bundle, int]]
    allowance: Mapping[Bundle, int] = field(repr=False)
    """How many more may go at a time; below zero where too many are down already."""


def waves(fabric: Fabric, changed: Sequence[int], availability_percent: float, options: Options | None = None) -> Plan:
    """Every switch of `changed` in exactly one wave, or the reasons why there is no such order.

    With all switches of a wave down, and those that are down already, each pod keeps `availability_percent` of its
    uplinks in each plane: of the cables from its leaves to its spines, and of those from its spines to super-spines.
    """
    chosen = options or Options()
    wanted = sorted(set(changed))
    ledger = _ledger(fabric, wanted, availability_percent, chosen.down)
    if refusals := tuple(_refusals(ledger, wanted, availability_percent)):
        return Plan((), refusals)
    return Plan(tuple(_ordered(ledger, wanted, chosen)), ())


def _ledger(fabric: Fabric, wanted: Iterable[int], percent: float, down: frozenset[int]) -> Ledger:
    built: dict[Bundle, int] = {}
    alive: dict[Bundle, int] = {}
    held: dict[int, dict[Bundle, int]] = {switch: {} for switch in wanted}
    for switch, bundle, faced in _uplinks(fabric):
        served = {upper: count for upper, count in faced.items() if not {switch, upper} & down} if down else faced
        count = sum(served.values())
        built[bundle] = built.get(bundle, 0) + sum(faced.values())
        alive[bundle] = alive.get(bundle, 0) + count
        if count and switch in held:
            held[switch][bundle] = count
        for upper in served.keys() & held.keys():
            own = held[upper]
            own[bundle] = own.get(bundle, 0) + served[upper]
    part = 1 - Fraction(percent).limit_denominator(10_000) / 100
    allowance = {bundle: floor(count * part) - (count - alive[bundle]) for bundle, count in built.items()}
    return Ledger(fabric, built, alive, held, allowance)


def _uplinks(fabric: Fabric) -> Iterator[tuple[int, Bundle, Mapping[int, int]]]:
    """Every switch below the top, the bundle of its uplinks, and how many lead to which switch above."""
    for tier, above in pairwise(fabric.tiers):
        offset, panel = above.first * above.ports - above.first_port, above.ports
        for switch in range(tier.first, tier.first + tier.count):
            first, place = tier.port(switch), tier.position(switch)
            ports = fabric.peer[first + tier.down : first + tier.ports]
            faced = Counter([(port + offset) // panel for port in ports if port > UNUSED])
            yield switch, Bundle(place.plane, place.block, tier.level), faced


def _refusals(ledger: Ledger, wanted: Iterable[int], percent: float) -> Iterator[Refusal]:
    """One for each bundle that can't spare a switch, but the same figures are told once."""
    told: dict[tuple[str, str], list[tuple[Bundle, int]]] = {}
    for switch in wanted:
        for bundle, cables in ledger.held[switch].items():
            if cables > ledger.allowance[bundle]:
                key = (ledger.fabric.tier_of(switch).role, _figures(ledger, switch, bundle))
                told.setdefault(key, []).append((bundle, switch))
    advice = "give the pods more uplinks, bring back what is down, or lower `availability: {pod: … %}` in the intent"
    for (_, figures), cases in told.items():
        pods = sorted({(bundle.plane, bundle.pod) for bundle, _ in cases})
        switches = tuple(sorted({switch for _, switch in cases}))
        also = f"; {len(pods) - 1:,} more pods alike" if len(pods) > 1 else ""
        yield Refusal(
            f"{_pod(ledger.fabric, *pods[0])} {figures}, availability asks for {percent:g} %{also}", advice, switches
        )


def _figures(ledger: Ledger, switch: int, bundle: Bundle) -> str:
    """Such as: has 2 spines: with one down 50 % of its uplinks are left (8 of 16)."""
    tier = ledger.fabric.tier_of(switch)
    role = tier.role
    built, alive = ledger.built[bundle], ledger.alive[bundle]
    left = alive - ledger.held[switch][bundle]
    count = tier.per_block * (tier.blocks if role == "super-spine" else 1)
    said = f"has {count} {plural(role, count)}: with one down"
    if alive < built:
        said = f"has {alive} of {built} uplinks in service already: with one more of its {plural(role, 2)} down"
    return f"{said} {100 * left / built:.3g} % of its uplinks are left ({left} of {built})"


def _pod(fabric: Fabric, plane: int, pod: int) -> str:
    return f"pod p{pod:0{width(fabric.shape.maxima.pods)}}" + (f" in plane {plane}" if fabric.shape.planes > 1 else "")


def plural(role: str, count: int) -> str:
    return role if count == 1 else {"leaf": "leaves"}.get(role, f"{role}s")


def _ordered(ledger: Ledger, wanted: Sequence[int], options: Options) -> Iterator[Wave]:
    """The canary of all, then tier by tier from the top."""
    fabric = ledger.fabric
    canary = _canary(ledger, wanted, options.down)
    if canary is None:
        return
    yield Wave("canary", f"of all that change, its loss hurts least: {_cost(ledger, canary)}", (canary,))
    for tier in reversed(fabric.tiers):
        rest = [switch for switch in wanted if fabric.tier_of(switch) is tier and switch != canary]
        yield from _of_tier(ledger, tier, rest, options, begun=fabric.tier_of(canary) is tier)


def _of_tier(ledger: Ledger, tier: Tier, rest: list[int], options: Options, *, begun: bool) -> Iterator[Wave]:
    first = None if begun else _canary(ledger, rest, options.down)
    if first is not None:
        yield Wave(f"first {tier.role}", f"alone, as the first {tier.role}: {_cost(ledger, first)}", (first,))
    groups: dict[tuple[int, int], list[int]] = {}
    for switch in rest:
        if switch != first:
            groups.setdefault(_group(tier, switch), []).append(switch)
    number = 0
    for (plane, rail), switches in sorted(groups.items()):
        for wave in _packed(ledger, _across_pods(tier, switches), options.max_wave):
            number += 1
            reason = _reason(ledger.fabric, tier, plane, rail)
            yield Wave(f"{plural(tier.role, 2)} {number}", reason, tuple(sorted(wave)))


def _packed(ledger: Ledger, pending: list[int], most: int) -> Iterator[list[int]]:
    """Fill a wave with whatever still fits, and leave the rest for the next."""
    while pending:
        taken: Counter[Bundle] = Counter()
        wave: list[int] = []
        left: list[int] = []
        for at, switch in enumerate(pending):
            if len(wave) == most:
                left.extend(pending[at:])
                break
            if _fits(ledger, taken, switch):
                taken.update(ledger.held[switch])
                wave.append(switch)
            else:
                left.append(switch)
        yield wave
        pending = left


def _fits(ledger: Ledger, taken: Mapping[Bundle, int], switch: int) -> bool:
    """What takes nothing down always fits."""
    allowance = ledger.allowance
    return all(cables <= allowance[bundle] - taken[bundle] for bundle, cables in ledger.held[switch].items())


def _across_pods(tier: Tier, switches: list[int]) -> list[int]:
    """One of each pod before the second of any, so that a wave is spread over the fabric."""
    return sorted(switches, key=lambda switch: (tier.position(switch).number, tier.position(switch).block))


def _group(tier: Tier, switch: int) -> tuple[int, int]:
    place = tier.position(switch)
    return place.plane, place.number % tier.max_rails


def _reason(fabric: Fabric, tier: Tier, plane: int, rail: int) -> str:
    where = [f"plane {plane}"] if fabric.shape.planes > 1 else []
    where += [f"rail {rail}"] if tier.rails > 1 else []
    return f"{plural(tier.role, 2)}{' of ' + ' and '.join(where) if where else ''}, spread over the pods"


def _canary(ledger: Ledger, candidates: Sequence[int], down: frozenset[int]) -> int | None:
    """The one whose loss hurts least; of equals the first. One that is down can tell nothing."""
    return min(candidates, key=lambda switch: (switch in down, _reach(ledger, switch)), default=None)


def _reach(ledger: Ledger, switch: int) -> Reach:
    held = ledger.held[switch]
    shares = [cables / ledger.built[bundle] for bundle, cables in held.items()]
    pods = {(bundle.plane, bundle.pod) for bundle in held}
    return Reach(_hosts(ledger.fabric, switch), len(pods), max(shares, default=0.0))


def _hosts(fabric: Fabric, switch: int) -> int:
    """Host ports in use; only leaves have any."""
    tier = fabric.tier_of(switch)
    if tier.level:
        return 0
    first = tier.port(switch)
    return sum(port < UNUSED for port in fabric.peer[first : first + tier.down])


def _cost(ledger: Ledger, switch: int) -> str:
    hosts, pods, share = _reach(ledger, switch)
    cut = f"{hosts} host ports" if hosts else "no host"
    return f"it cuts off {cut}, and takes {100 * share:.3g} % of the uplinks of {pods} pod{'' if pods == 1 else 's'}"
