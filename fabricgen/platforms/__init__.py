"""The network operating systems, by name."""

from fabricgen.platforms.eos import EOS
from fabricgen.platforms.frr import FRR
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.sonic import SONIC

PLATFORMS: dict[str, Platform] = {platform.name: platform for platform in (EOS, SONIC, FRR)}

__all__ = ["PLATFORMS", "File", "Platform", "Section"]
