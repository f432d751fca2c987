"""OSPF costs that stand for declared latency, so that the same inventory always gives the same configuration.

An interface cost has 16 bits (RFC 2328). Light in glass takes 5 us per kilometre, one way.
"""

from typing import NamedTuple

FIBRE_US_PER_KM = 5
COST_MIN, COST_MAX = 1, 65_535


class Cost(NamedTuple):
    """`saturated`: longer than the quantum can count. `below_quantum`: all such links cost the same, 1."""

    value: int
    saturated: bool
    below_quantum: bool


def fibre_us(kilometres: float) -> float:
    """One way."""
    return kilometres * FIBRE_US_PER_KM


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
