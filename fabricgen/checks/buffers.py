"""What the chip of a tier holds, and what its queues may take of it."""

from fabricgen.device import Facts
from fabricgen.hardware import sound

ALPHA = 1
"""Share of the free buffer that a lossless queue may take: 2 to the power of dynamic_th, which is 0 in the lossless
profiles that SONiC ships (sonic-net/sonic-buildimage, pg_profile_lookup.ini of Tomahawk 5 and Spectrum-4 boxes)."""


def known_buffer(about: Facts) -> int | None:
    """Bytes of the chip, where a public source says so."""
    return sound(about.model.asic.buffer_bytes)


def priorities(about: Facts) -> int:
    """Lossless priorities of a port, on the switch that has most of them."""
    tier = about.tier
    own = range(tier.first, tier.first + tier.count)
    deviating = (row.lossless_priorities for switch, row in about.deviations.items() if switch in own)
    return max(len(about.lossless.priorities), *(len(row or ()) for row in deviating), 0)


def headroom_bytes(about: Facts) -> int | None:
    """All ports paused in all lossless priorities at once, divided by the ratio; None where a length is missing."""
    counts = (about.tier.down, about.tier.ports - about.tier.down)
    needed = 0
    for ports, profile in zip(counts, about.profiles, strict=False):
        if profile.headroom is None:
            return None
        needed += ports * profile.headroom.xoff_bytes
    return round(needed * priorities(about) / about.lossless.headroom_ratio)
