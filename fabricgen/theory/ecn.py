"""ECN thresholds as time at line rate, and how they must lie below the point where PFC pauses.

Units: bytes, microseconds, Gb/s. Sources: DCTCP (Alizadeh et al., SIGCOMM 2010); DCQCN (Zhu et al., SIGCOMM 2015,
section 4); dynamic thresholds (Choudhury and Hahne, 1998), as SONiC's `dynamic_th` = log2(alpha) sets them.
"""

from fractions import Fraction

BYTES_PER_US_PER_GBPS = 125  # 1 Gb/s is 1,000 bits in a microsecond


def threshold_bytes(microseconds: float, gbps: int) -> int:
    """Bytes that a queue holds when it takes so long to drain at line rate."""
    return round(microseconds * gbps * BYTES_PER_US_PER_GBPS)


def drain_microseconds(queued: float, gbps: int) -> float:
    """Time that a queue of so many bytes takes to drain at line rate."""
    return queued / (gbps * BYTES_PER_US_PER_GBPS)


def alpha(dynamic_th: int) -> Fraction:
    """SONiC writes the logarithm: -2 is 1/4, 0 is 1, 2 is 4."""
    return Fraction(2) ** dynamic_th


def dynamic_threshold(alpha: float, shared: float, queues: float) -> float:
    """Bytes that each of `queues` equally congested queues may hold of a shared buffer: alpha * B / (1 + N * alpha)."""
    return alpha * shared / (1 + queues * alpha)


def congested_queues(alpha: float, shared: float, kmax: float) -> float:
    """N* = B / Kmax - 1 / alpha: from so many congested queues on PFC fires before marking is complete."""
    return shared / kmax - 1 / alpha


def dctcp_bound(gbps: int, rtt_microseconds: float) -> float:
    """Least marking threshold in bytes that keeps a DCTCP-like sender at line rate: K >= C * RTT / 7."""
    return gbps * BYTES_PER_US_PER_GBPS * rtt_microseconds / 7


def dcqcn_pfc_bound(buffer: float, ports: int, flight: float, priorities: int = 8) -> float:
    """Largest PFC threshold in bytes that leaves headroom everywhere: (B - 8 n f) / (8 n).

    `flight`: bytes that still arrive after a pause, per port and priority.
    """
    return (buffer - priorities * ports * flight) / (priorities * ports)


def dcqcn_ecn_bound(buffer: float, ports: int, flight: float, beta: float, priorities: int = 8) -> float:
    """ECN must start below this many bytes to act before PFC: beta (B - 8 n f) / (8 n (beta + 1)).

    `beta`: the dynamic PFC threshold is beta times the free buffer, shared by the priorities.
    """
    return beta / (beta + 1) * dcqcn_pfc_bound(buffer, ports, flight, priorities)
