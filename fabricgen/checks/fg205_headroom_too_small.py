"""Headroom is less than what is still on the wire after a pause.

A pause takes time: the frame that is being sent, the cable there and back, the neighbour's reaction. What arrives
meanwhile needs room, or lossless traffic is lost. The formula of the chip must never give less than that.

Bad::

    400G, 30 m, MTU 9216: xoff 60,000 bytes     # 91,476 can be on the wire

Good::

    400G, 30 m, MTU 9216: xoff 283,648 bytes    # the same, with cells of the chip counted

Source: IEEE 802.1Qbb, annex O; IEEE 802.3, clause 31B.3.7; sonic-net/SONiC, dynamically-headroom-calculation.md.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import PLURAL, Plan
from fabricgen.device import Facts
from fabricgen.device.features.lossless import ETHERNET_OVERHEAD
from fabricgen.device.model import Profile
from fabricgen.findings import Finding
from fabricgen.theory.headroom import floor_bytes

CODE = "FG205"


def check(plan: Plan) -> Iterator[Finding]:
    for about in plan.tiers:
        mtu = _largest_mtu(about)
        for profile in about.profiles:
            short = missing(profile, mtu)
            if short > 0:
                yield Finding(
                    CODE,
                    f"ports of {profile.gbps}G on {PLURAL[about.tier.role]} would lose {short:,} bytes during a pause",
                    path=("cabling",),
                    help="shorten the cables of this layer, or make its classes lossy (ECN alone)",
                )


def _largest_mtu(about: Facts) -> int:
    """Exceptions may raise it."""
    own = range(about.tier.first, about.tier.first + about.tier.count)
    raised = (row.mtu for switch, row in about.deviations.items() if switch in own and row.mtu is not None)
    return max(about.intent.mtu, *raised, 0)


def missing(profile: Profile, mtu: int) -> int:
    """Bytes by which a port's headroom falls short."""
    if profile.headroom is None:
        return 0
    needed = floor_bytes(profile.gbps, profile.headroom.cable_metres, mtu + ETHERNET_OVERHEAD)
    return needed - profile.headroom.xoff_bytes
