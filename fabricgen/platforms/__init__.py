"""The network operating systems, by name."""

from fabricgen.platforms.cumulus import CUMULUS
from fabricgen.platforms.eos import EOS
from fabricgen.platforms.frr import FRR
from fabricgen.platforms.iosxr import IOSXR
from fabricgen.platforms.junos import JUNOS
from fabricgen.platforms.nxos import NXOS
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.sonic import SONIC
from fabricgen.platforms.srlinux import SRLINUX

PLATFORMS: dict[str, Platform] = {
    platform.name: platform for platform in (EOS, SONIC, CUMULUS, FRR, JUNOS, IOSXR, NXOS, SRLINUX)
}

PORT_NAMES = {name: platform.port_name for name, platform in PLATFORMS.items()}

__all__ = ["PLATFORMS", "PORT_NAMES", "File", "Platform", "Section"]
