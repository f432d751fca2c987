"""How evenly hashing spreads flows, what failures leave, and what that does to collectives.

n equal flows hashed at random on m links are balls in bins: P(max <= j) = n!/m^n [x^n] (sum over i <= j of x^i/i!)^m
and E[max] = sum over j of 1 - P(max <= j). A flow split over q queue pairs is q balls (Meta, SIGCOMM 2024).
"""

from cmath import exp as cexp
from cmath import pi
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import exp, gcd, lgamma, log, prod
from typing import NamedTuple

CERTAIN = 1e-12  # what is left of E[max] when the chance of a larger maximum is below this


@dataclass(frozen=True, slots=True)
class Collisions:
    """`expected_max`: balls on the fullest link. `over_mean`: that, against a perfect spread."""

    flows: int
    links: int
    queue_pairs: int
    expected_max: float
    over_mean: float
    idle: float
    none: float

    @property
    def slowest(self) -> float:
        """Part of line rate that the slowest flow gets, if one flow can fill a link: what a collective waits for."""
        return min(1.0, self.queue_pairs / self.expected_max)


def collisions(flows: int, links: int, queue_pairs: int = 1) -> Collisions:
    """Raises ValueError unless all three are at least 1."""
    if min(flows, links, queue_pairs) < 1:
        raise ValueError(f"{flows} flows of {queue_pairs} queue pairs on {links} links: each must be 1 or more")
    balls = flows * queue_pairs
    most = expected_max(balls, links)
    return Collisions(
        flows=flows,
        links=links,
        queue_pairs=queue_pairs,
        expected_max=most,
        over_mean=most * links / balls,
        idle=(1 - 1 / links) ** balls,
        none=no_collision(balls, links),
    )


def no_collision(balls: int, links: int) -> float:
    """Chance that no link carries two: m! / (m - n)! / m^n."""
    return prod(1 - taken / links for taken in range(balls)) if balls <= links else 0.0


@lru_cache(maxsize=4096)
def expected_max(balls: int, links: int) -> float:
    """To ten digits or better."""
    return sum(1 - chance for chance in _chances_of_max(balls, links))


def _chances_of_max(balls: int, links: int) -> Iterator[float]:
    """P(max <= j) for j = 0, 1, … until it is certain.

    The coefficient is a contour integral, summed over evenly spaced angles on the circle of radius n/m, where the
    Poisson weights exp(-n/m) (n/m)^i / i! keep every sum near 1. With more than n angles nothing folds back from below;
    what folds back from above is Poisson(n) beyond 2n + 64, less than a double can hold.
    """
    angles = balls + 64
    turns = [cexp(2j * pi * step / angles) for step in range(angles)]
    unwind = [turn.conjugate() ** balls for turn in turns]
    mean = balls / links
    terms = [complex(exp(-mean))] * angles
    sums = [0j] * angles
    weight = angles * exp(balls * log(balls) - balls - lgamma(balls + 1))
    for most in range(balls):
        sums = [total + term for total, term in zip(sums, terms, strict=True)]
        terms = [term * mean * turn / (most + 1) for term, turn in zip(terms, turns, strict=True)]
        enough = most * links >= balls
        chance = sum((s**links * u).real for s, u in zip(sums, unwind, strict=True)) / weight if enough else 0.0
        if chance > 1 - CERTAIN:
            return
        yield max(chance, 0.0)


def reachable_uplinks(first: int, second: int) -> int:
    """Polarisation: of its `second` uplinks a switch uses so many, if the tier below took the same hash mod `first`."""
    return second // gcd(first, second)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Bandwidth toward the leaf that lost a link, as part of what it was."""

    unweighted: Fraction
    weighted: Fraction


def after_link_loss(spines: int, links: int, lost: int) -> Capacity:
    """`lost` of the `links` between one leaf and one spine. With all of them lost the path is withdrawn.

    Unweighted ECMP still sends the hurt spine its full part, so the whole leaf slows down to that: (p - f)/p.
    """
    weighted = Fraction(spines * links - lost, spines * links)
    return Capacity(weighted if lost >= links else Fraction(links - lost, links), weighted)


def after_spine_loss(spines: int, lost: int) -> Fraction:
    return Fraction(spines - lost, spines)


class Shortfall(NamedTuple):
    """A pair of leaves that can't talk at full rate, in links."""

    source: int
    target: int
    links: int
    needed: int


def blocked_pairs(links: Sequence[Sequence[int]], down: Sequence[int]) -> Iterator[Shortfall]:
    """Leaves a, b with sum over spines of min(links(a, s), links(s, b)) below min(down(a), down(b)).

    `links[leaf][spine]`, `down[leaf]`, all in links of one speed. Leaves wired alike are compared once.
    """
    kinds: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for leaf, (row, ports) in enumerate(zip(links, down, strict=True)):
        kinds.setdefault((ports, tuple(row)), []).append(leaf)
    short = (
        (ours, theirs, width, min(one[0], other[0]))
        for one, ours in kinds.items()
        for other, theirs in kinds.items()
        if (width := sum(map(min, one[1], other[1]))) < min(one[0], other[0])
    )
    return (
        Shortfall(a, b, width, needed) for ours, theirs, width, needed in short for a in ours for b in theirs if a != b
    )


def overfull_spines(links: Sequence[Sequence[int]], ports: int) -> tuple[int, ...]:
    """Spines with more links than ports."""
    return tuple(spine for spine, column in enumerate(zip(*links, strict=True)) if sum(column) > ports)


class Clos(StrEnum):
    BLOCKING = "blocking"
    REARRANGEABLE = "rearrangeable"
    STRICT = "strict-sense non-blocking"


def clos_class(spines: int, down: int) -> Clos:
    """Clos 1953, for one link of each leaf to each spine: m >= n rearrangeable, m >= 2n - 1 strict-sense."""
    if spines >= 2 * down - 1:
        return Clos.STRICT
    return Clos.REARRANGEABLE if spines >= down else Clos.BLOCKING
