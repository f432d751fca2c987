"""The vendors' YANG models as judges of configurations. The models are given by folder and never shipped."""

from fabricgen.render.yang.configs import Judged, Kind, judged
from fabricgen.render.yang.srlinux import listed
from fabricgen.render.yang.yanglint import MissingProgramError

__all__ = ["Judged", "Kind", "MissingProgramError", "judged", "listed"]
