"""What collective operations ask of the fabric. Sizes in bytes, speeds in Gb/s, times in seconds."""

from fractions import Fraction


def ring_all_reduce(size: int, ranks: int, gbps: int) -> float:
    """2 (N - 1)/N * S / B: each rank sends and receives that much at line rate."""
    return 2 * (ranks - 1) / ranks * transfer(size, gbps)


def transfer(size: int, gbps: int) -> float:
    return size * 8 / (gbps * 1e9)


def leaving(ranks: int, per_leaf: int) -> Fraction:
    """Part of an all-to-all that leaves the leaf: (N - h)/(N - 1)."""
    return Fraction(ranks - per_leaf, ranks - 1)


def all_to_all_rate(ranks: int, per_leaf: int, ratio: Fraction) -> Fraction:
    """Part of line rate that an all-to-all runs at, oversubscribed `ratio` at the leaf: min(1, 1/(o * leaving))."""
    load = ratio * leaving(ranks, per_leaf)
    return Fraction(1) if load <= 1 else 1 / load


def ring_uplink_load(uplinks: int, crossings: int = 1) -> Fraction:
    """Load of an uplink, as part of line rate, with so many ring hops leaving the leaf.

    One, when the ring is laid leaf by leaf; as many as the leaf has hosts, when ranks are placed at random.
    """
    return Fraction(crossings, uplinks)
