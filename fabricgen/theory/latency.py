"""OSPF costs that stand for declared latency, so that the same inventory always gives the same configuration.

An interface cost has 16 bits (RFC 2328). Light in glass takes 5 us per kilometre, one way.

No traffic may pass through a leaf. A router that announces the highest metric on all its links (RFC 6987) isn't passed,
but one that computes its own routes from its own announcement (RFC 2328, section 16.1; FRR does) then finds all its
uplinks equally far. So a leaf adds the same amount to its own side of each link: its uplinks keep their order, and
each way through it is longer than any that needs none.
"""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import NamedTuple

FIBRE_US_PER_KM = 5
DECIMALS = 9
"""Of microseconds."""
COST_MIN, COST_MAX = 1, 65_535
DETOUR = 32_768
"""What a leaf adds to its own side of its links: half of what a cost can be, so that link and addition fit."""
STEPS = (1, 2, 5)
"""A quantum that can't be exact is one of these, times a power of ten."""


class Cost(NamedTuple):
    """`saturated`: longer than the quantum can count. `below_quantum`: all such links cost the same, 1."""

    value: int
    saturated: bool
    below_quantum: bool


def fibre_us(kilometres: float) -> float:
    """One way, in whole femtoseconds: 11 m are 55 ns and nothing less, or no quantum would count them exactly."""
    return round(kilometres * FIBRE_US_PER_KM, DECIMALS)


def cost(one_way_us: float, quantum_us: float) -> Cost:
    """clamp(round(one way / quantum), 1, 65535), halves rounded up."""
    steps = int(one_way_us / quantum_us + 0.5)
    return Cost(max(COST_MIN, min(steps, COST_MAX)), steps > COST_MAX, one_way_us < quantum_us)


def ordered(shorter_us: float, longer_us: float, quantum_us: float) -> bool:
    """Whether the quantum keeps two links apart."""
    return cost(shorter_us, quantum_us).value < cost(longer_us, quantum_us).value


def least_quantum(longest_us: float) -> float:
    """The finest quantum at which the longest link does not saturate."""
    return longest_us / COST_MAX


def exact_quantum(latencies_us: Collection[float]) -> float:
    """The largest of which every latency is a multiple: then sums of costs compare as sums of latencies do."""
    exact = [Fraction(repr(latency)) for latency in latencies_us]
    over, under = gcd(*(value.numerator for value in exact)), lcm(*(value.denominator for value in exact))
    return float(Fraction(over, under))


def round_quantum(least_us: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that isn't below."""
    exponent = Decimal(repr(least_us)).adjusted()
    steps = (float(Fraction(step) * Fraction(10) ** power) for power in (exponent, exponent + 1) for step in STEPS)
    return next(step for step in steps if step >= least_us)


def least_round_quantum(longest_path_us: float) -> float:
    """The finest round one with which no detour through a leaf is shorter than the longest path."""
    return round_quantum(longest_path_us / (DETOUR - 1))


def quantum(latencies_us: Collection[float], longest_path_us: float) -> float:
    """The exact one if the longest path then costs less than a detour through a leaf, else the finest round one that
    does.
    """
    exact = exact_quantum(latencies_us)
    return exact if longest_path_us / exact < DETOUR else least_round_quantum(longest_path_us)


def merged(latencies_us: Collection[float], quantum_us: float) -> tuple[tuple[float, float], ...]:
    """Neighbours by latency that the quantum doesn't keep apart."""
    return tuple(
        (shorter, longer)
        for shorter, longer in pairwise(sorted(set(latencies_us)))
        if not ordered(shorter, longer, quantum_us)
    )
