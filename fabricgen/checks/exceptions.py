"""Switches that deviate, and the neighbours that they must agree with."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from fabricgen.checks.plan import Plan, several
from fabricgen.device import Facts
from fabricgen.device.facts import NO_DEVIATION, Deviation

Word = Literal["mtu", "lossless_priorities", "seed", "asn", "max_paths"]
Value = Callable[[Facts, Deviation], object]
"""What a switch of a tier ends up with."""


class Discord(NamedTuple):
    """`switch`, because of exception number `exception`, differs from `neighbour`; so do all of `switches`."""

    exception: int
    switch: int
    neighbour: int
    switches: tuple[int, ...]

    def who(self, plan: Plan) -> str:
        return several([plan.tiers[0].names[switch] for switch in self.switches])


def author(plan: Plan, switch: int, word: Word) -> int:
    """The exception that has the last word about a switch."""
    name = plan.tiers[0].names[switch]
    rows = enumerate(plan.intent.exceptions)
    return max(
        row for row, exception in rows if getattr(exception, word) is not None and fnmatchcase(name, exception.select)
    )


def discords(plan: Plan, word: Word, value: Value, agree: Callable[[object, object], bool]) -> Iterator[Discord]:
    """One for each exception that sets `word` so that a switch disagrees with a neighbour."""
    deviating = plan.tiers[0].deviations
    if _settled(plan, value, agree):
        return
    found: dict[int, list[tuple[int, int]]] = {}
    for switch, deviation in deviating.items():
        if getattr(deviation, word) is None:
            continue
        own = value(_facts(plan, switch), deviation)
        neighbours = _neighbours(plan, switch)
        far = next(
            (
                far
                for far in sorted(neighbours)
                if not agree(own, value(_facts(plan, far), deviating.get(far, NO_DEVIATION)))
            ),
            None,
        )
        if far is not None:
            found.setdefault(author(plan, switch, word), []).append((switch, far))
    for exception, pairs in found.items():
        yield Discord(exception, *pairs[0], tuple(switch for switch, _ in pairs))


def _settled(plan: Plan, value: Value, agree: Callable[[object, object], bool]) -> bool:
    """True when whatever switches end up with agrees with all of it, so that neighbours need not be asked."""
    deviating = plan.tiers[0].deviations
    usual = {value(about, NO_DEVIATION) for about in plan.tiers} if len(deviating) < len(plan.tiers[0].names) else set()
    present = usual | {value(_facts(plan, switch), deviation) for switch, deviation in deviating.items()}
    return all(agree(one, other) for one in present for other in present)


def _facts(plan: Plan, switch: int) -> Facts:
    return next(about for about in reversed(plan.tiers) if switch >= about.tier.first)


def _neighbours(plan: Plan, switch: int) -> set[int]:
    fabric, found = plan.blueprint.fabric, set[int]()
    ports = fabric.ports(switch)
    row = fabric.peer[ports.start : ports.stop]
    for tier in fabric.tiers:
        first, beyond = tier.first_port, tier.first_port + tier.count * tier.ports
        found |= {tier.first + (peer - first) // tier.ports for peer in row if first <= peer < beyond}
    return found
