"""Switches sold without, or with a choice of, network operating system: Dell, UfiSpace, Celestica."""

from fabricgen.hardware import lanes
from fabricgen.hardware.breakouts import CAGE_100, CAGE_400, CAGE_800, SFP28, SFP_PLUS
from fabricgen.hardware.chips import TOMAHAWK3, TOMAHAWK5, TRIDENT3
from fabricgen.hardware.switch import Breakout, Cages, Figure, Paused, SonicBox, SonicExtra, SwitchModel

BUILDIMAGE = "sonic-net/sonic-buildimage, device/"
Z9864F = f"{BUILDIMAGE}dell/x86_64-dell_z9864f-r0"
S9321 = f"{BUILDIMAGE}ufispace/x86_64-ufispace_s9321_64e-r0"
SILVERSTONE = f"{BUILDIMAGE}celestica/x86_64-cel_silverstone_v2-r0"
PAUSED_800 = Paused((100, 200, 400, 800), (5, 40, 300))
PAUSED_100 = Paused((100,), (5, 40, 300))
DS3000 = f"{BUILDIMAGE}celestica/x86_64-cel_ds3000-r0"

SONIC_Z9864F = SonicBox(
    hwsku="Dell-Z9864f-O64", platform="x86_64-dell_z9864f-r0", vendor="broadcom", cage_lanes=8,
    lanes=lanes.TOMAHAWK5_64, alias="etp{cage}", alias_part="etp{cage}{letter}",
    modes=("1x800G", "1x400G(8)", "2x400G(8)", "2x200G(8)", "2x100G(8)", "4x200G", "4x100G(8)", "8x100G", "8x50G"),
    extras=(
        SonicExtra("Ethernet512", 515, 65, "etp65", "1x25G", 25),
        SonicExtra("Ethernet513", 516, 66, "etp66", "1x25G", 25),
    ),
    paused=PAUSED_800,
)  # fmt: skip
SONIC_S9321 = SonicBox(
    hwsku="UFISPACE-S9321-64E", platform="x86_64-ufispace_s9321_64e-r0", vendor="broadcom", cage_lanes=8,
    lanes=lanes.UFISPACE_S9321_64E, alias="Eth{cage0}(Port{cage0})", alias_part="Eth{cage0}/{part}(Port{cage0})",
    modes=("1x800G", "1x400G", "2x400G[200G, 100G]", "4x200G[100G]"), first_index=0,
)  # fmt: skip
SONIC_SILVERSTONE = SonicBox(
    hwsku="Silverstone_v2", platform="x86_64-cel_silverstone_v2-r0", vendor="broadcom", cage_lanes=8,
    lanes=lanes.CELESTICA_SILVERSTONE, alias="Eth{cage}/1", alias_part="Eth{cage}/{lane}",
    modes=("1x400G", "2x100G", "4x100G"), paused=PAUSED_100,
)  # fmt: skip
SONIC_DS3000 = SonicBox(
    hwsku="DS3000", platform="x86_64-cel_ds3000-r0", vendor="broadcom", cage_lanes=4, lanes=lanes.ONE_QUAD_EACH,
    alias="Eth{cage}/1", alias_part="Eth{cage}/{lane}", modes=("1x100G", "1x40G"),
    extras=(SonicExtra("Ethernet128", 129, 33, "Eth33/1", "1x10G", 10),), paused=PAUSED_100,
)  # fmt: skip

OPEN = (
    SwitchModel(
        name="dell-z9864f-on", vendor="Dell", title="PowerSwitch Z9864F-ON, 64x800G OSFP", asic=TOMAHAWK5,
        cages=(Cages(64, 8, 100, CAGE_800, Z9864F, "A"), Cages(2, 1, 25, SFP28, Z9864F, "A")),
        platforms=("sonic",), sources=(Z9864F,), sonic=SONIC_Z9864F,
    ),
    SwitchModel(
        name="ufispace-s9321-64e", vendor="UfiSpace", title="S9321-64E, 64x800G QSFP-DD", asic=TOMAHAWK5,
        cages=(Cages(64, 8, 100, CAGE_800, S9321, "A"),), platforms=("sonic",),
        sources=(S9321, "ipinfusion.com/technology/tomahawk-5"), sonic=SONIC_S9321,
        watts_typical=Figure(913, "ipinfusion.com/technology/tomahawk-5: typical, without transceivers", "B"),
    ),
    SwitchModel(
        name="celestica-silverstone-v2", vendor="Celestica", title="Silverstone v2, 32x400G QSFP-DD", asic=TOMAHAWK3,
        cages=(Cages(32, 8, 50, (CAGE_400[0], CAGE_400[2], Breakout(2, 100, 4)), SILVERSTONE, "A"),),
        platforms=("sonic",), sources=(SILVERSTONE,), sonic=SONIC_SILVERSTONE,
    ),
    SwitchModel(
        name="celestica-ds3000", vendor="Celestica", title="DS3000, 32x100G QSFP28", asic=TRIDENT3,
        cages=(Cages(32, 4, 25, CAGE_100, DS3000, "A"), Cages(1, 1, 10, SFP_PLUS, DS3000, "A")),
        platforms=("sonic",), sources=(DS3000,), sonic=SONIC_DS3000,
    ),
)  # fmt: skip
