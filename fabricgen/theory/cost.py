"""What oversubscription saves, in counts per host, and when that pays. Prices are the user's own.

Arithmetic: above the leaf each unit of bandwidth passes two ports and one cable per layer.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PerHost:
    """Switch ports and cables for one host port, the host's own included."""

    ports: Fraction
    cables: Fraction


def per_host(tiers: int, ratio: Fraction) -> PerHost:
    """1 + 2 (t - 1) / o ports and 1 + (t - 1) / o cables, oversubscribed o at the leaf alone."""
    layers = (tiers - 1) / ratio
    return PerHost(1 + 2 * layers, 1 + layers)


def saving(tiers: int, ratio: Fraction) -> PerHost:
    """Parts of the non-blocking fabric's ports and cables that `ratio` does without."""
    full, thin = per_host(tiers, Fraction(1)), per_host(tiers, ratio)
    return PerHost(1 - thin.ports / full.ports, 1 - thin.cables / full.cables)


def break_even_share(performance: float, saving: float) -> float:
    """Oversubscription pays when the network is more than this part of the cluster's cost: (1 - p) / f.

    `performance`: of the oversubscribed cluster, as part of the non-blocking one's; `saving`: part of the network's
    cost that is saved. Above 1 it never pays.
    """
    return (1 - performance) / saving
