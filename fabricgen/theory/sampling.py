"""How many packets a switch samples, and how few it has to so that its processor keeps up (sFlow version 5).

At line rate a port sees bits / 8 / (frame + 20) packets a second, 20 bytes being preamble and gap (IEEE 802.3), and one
in N of them is copied to the processor. A fabric for accelerators is full of the largest packets of RoCE; smaller ones
would be more of them, and then the switch drops what is above its limit and says so in its datagrams.

Units: Gb/s, bytes, samples a second.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

PREAMBLE_AND_GAP = 20
ETHERNET = 18
"""Header and checksum around a packet."""
ROCE_FRAME = 4158
"""4096 bytes of payload with Ethernet, IPv4, UDP, base transport header, ICRC and checksum (IBTA RoCEv2)."""
RULE_OF_THUMB = 1000
"""One in so many packets for each Gb/s: hsflowd's sampling.bps_ratio of 1,000,000, the default of Cumulus and SONiC."""
STEPS = (1, 2, 5)


def frame(mtu: int) -> int:
    """Bytes of the largest frame that is common on a fabric with that IP MTU."""
    return min(ROCE_FRAME, mtu + ETHERNET)


def samples(gbps: int, frame_bytes: int, one_in: int) -> Fraction:
    """What a port sends to the processor at line rate."""
    return Fraction(gbps * 10**9, 8 * (frame_bytes + PREAMBLE_AND_GAP) * one_in)


def coarser(loads: Iterable[Fraction], limit: int) -> int:
    """The least of 1, 2, 5, 10, 20 … by which samples must become rarer for their sum to stay within `limit`."""
    wanted = max(1, ceil(sum(loads, Fraction(0)) / limit))
    decade = int("1" + "0" * (len(str(wanted)) - 1))
    return next(step * decade for step in (*STEPS, 10) if step * decade >= wanted)
