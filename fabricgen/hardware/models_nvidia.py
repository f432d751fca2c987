"""NVIDIA Spectrum switches."""

from fabricgen.hardware import lanes
from fabricgen.hardware.breakouts import CAGE_400, SFP28, SPECTRUM_400, SPECTRUM_800
from fabricgen.hardware.chips import SPECTRUM3, SPECTRUM4
from fabricgen.hardware.switch import Cages, Paused, SonicBox, SonicExtra, SwitchModel

DEVICES = "sonic-net/sonic-buildimage, device/mellanox/x86_64-"
MANUAL = "docs.nvidia.com/networking/display/sn5000/data+interfaces"
MODES_800 = (
    "1x800G[400G,200G,100G,50G,40G,25G,10G]",
    "2x400G[200G,100G,50G,40G,25G,10G]",
    "4x200G[100G,50G,25G,10G]",
)
MODES_400 = ("1x400G[200G,100G,50G,40G,25G,10G]", "2x200G[100G,50G,40G,25G,10G]", "4x100G[50G,25G,10G]")
MODES_SN4700 = (
    "1x400G[200G,100G,50G,40G,25G,10G,1G]",
    "2x200G[100G,50G,40G,25G,10G,1G]",
    "4x100G[50G,25G,10G,1G]",
)
PAUSED = Paused((100, 200, 400, 800), (5, 40, 300))
PAUSED_SN5610N = Paused(PAUSED.gbps, (5, 40, 250, 1000))
PAUSED_SN4700 = Paused((100, 200, 400), (5, 40, 300))
SERVICE_65 = SonicExtra("Ethernet512", 512, 65, "etp65", "1x25G[10G]", 25)
SERVICE_66 = SonicExtra("Ethernet520", 520, 66, "etp66", "1x25G[10G]", 25)


def _sonic(hwsku: str, platform: str, modes: tuple[str, ...], paused: Paused, *extras: SonicExtra) -> SonicBox:
    first = lanes.NVIDIA_64 if extras else lanes.NVIDIA_32
    return SonicBox(
        hwsku=hwsku, platform=f"x86_64-{platform}-r0", vendor="mellanox", cage_lanes=8, lanes=first,
        alias="etp{cage}", alias_part="etp{cage}{letter}", modes=modes, extras=extras,
        paused=paused,
    )  # fmt: skip


SN5600 = "nvidia_sn5600"
SN5610N = "nvidia_sn5610n"
SN5400 = "nvidia_sn5400"
SN4700 = "mlnx_msn4700"

NVIDIA = (
    SwitchModel(
        name="nvidia-sn5600", vendor="NVIDIA", title="SN5600, 64x800G OSFP", asic=SPECTRUM4,
        cages=(Cages(64, 8, 100, SPECTRUM_800, MANUAL, "A"), Cages(1, 1, 25, SFP28, f"{DEVICES}{SN5600}-r0", "A")),
        platforms=("sonic", "cumulus"), sources=(MANUAL, f"{DEVICES}{SN5600}-r0"),
        sonic=_sonic("ACS-SN5600", SN5600, MODES_800, PAUSED, SERVICE_65),
    ),
    SwitchModel(
        name="nvidia-sn5610n", vendor="NVIDIA", title="SN5610N, 64x800G OSFP", asic=SPECTRUM4,
        cages=(Cages(64, 8, 100, SPECTRUM_800, f"{DEVICES}{SN5610N}-r0", "A"), Cages(2, 1, 25, SFP28, MANUAL, "A")),
        platforms=("sonic",), sources=(f"{DEVICES}{SN5610N}-r0",),
        sonic=_sonic("Mellanox-SN5610N-C256S2", SN5610N, MODES_800, PAUSED_SN5610N, SERVICE_65, SERVICE_66),
    ),
    SwitchModel(
        name="nvidia-sn5400", vendor="NVIDIA", title="SN5400, 64x400G QSFP-DD", asic=SPECTRUM4,
        cages=(Cages(64, 8, 50, SPECTRUM_400, MANUAL, "A"), Cages(2, 1, 25, SFP28, f"{DEVICES}{SN5400}-r0", "A")),
        platforms=("sonic", "cumulus"), sources=(MANUAL, f"{DEVICES}{SN5400}-r0"),
        sonic=_sonic("ACS-SN5400", SN5400, MODES_400, PAUSED, SERVICE_65, SERVICE_66),
    ),
    SwitchModel(
        name="nvidia-sn4700", vendor="NVIDIA", title="SN4700, 32x400G QSFP-DD", asic=SPECTRUM3,
        cages=(Cages(32, 8, 50, CAGE_400, f"{DEVICES}{SN4700}-r0", "A"),),
        platforms=("sonic", "cumulus"), sources=(f"{DEVICES}{SN4700}-r0",),
        sonic=_sonic("ACS-MSN4700", SN4700, MODES_SN4700, PAUSED_SN4700),
    ),
)  # fmt: skip
