"""All switch models, in the order in which they are listed."""

from fabricgen.hardware.models_arista import ARISTA
from fabricgen.hardware.models_cisco import CISCO
from fabricgen.hardware.models_juniper import JUNIPER
from fabricgen.hardware.models_linux import LINUX
from fabricgen.hardware.models_nokia import NOKIA
from fabricgen.hardware.models_nvidia import NVIDIA
from fabricgen.hardware.models_open import OPEN

MODELS = (*ARISTA, *NVIDIA, *OPEN, *CISCO, *JUNIPER, *NOKIA, *LINUX)
