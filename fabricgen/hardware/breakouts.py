"""How cages of a sort can be divided: ports per cage, Gb/s each, electrical lanes each."""

from fabricgen.hardware.switch import Breakout

CAGE_800 = tuple(Breakout(*way) for way in ((1, 800, 8), (2, 400, 4), (4, 200, 2), (4, 100, 2), (8, 100, 1)))
"""OSFP or QSFP-DD800, lanes of 100 Gb/s."""
CAGE_800_HALVES = CAGE_800[:2]
"""As far as the maker names breakouts in public."""
CAGE_800_DENSE = tuple(Breakout(*way) for way in ((1, 800, 8), (2, 400, 4), (8, 100, 1)))
CAGE_400 = tuple(Breakout(*way) for way in ((1, 400, 8), (2, 200, 4), (4, 100, 2)))
"""QSFP-DD or OSFP, lanes of 50 Gb/s."""
CAGE_400_FOUR_LANES = tuple(Breakout(*way) for way in ((1, 400, 4), (2, 200, 2), (4, 100, 1)))
"""QSFP112, lanes of 100 Gb/s."""
CAGE_100 = (Breakout(1, 100, 4),)
"""QSFP28, undivided."""
SFP28 = (Breakout(1, 25, 1), Breakout(1, 10, 1))
SFP_PLUS = (Breakout(1, 10, 1),)

_SPECTRUM_QUARTERS = tuple(Breakout(4, gbps, 2) for gbps in (100, 50, 25, 10))
SPECTRUM_800 = (*CAGE_800[:3], *_SPECTRUM_QUARTERS)
"""Four ports to a cage at the most: eight would block the neighbouring cage."""
SPECTRUM_400 = (*CAGE_400[:2], *_SPECTRUM_QUARTERS)
