"""Linux as a switch: namespaces and virtual Ethernet pairs, for the lab."""

from fabricgen.hardware.chips import LINUX_BRIDGE
from fabricgen.hardware.switch import Cages, SwitchModel

LINUX = (
    SwitchModel(
        name="linux-lab", vendor="Linux", title="FRRouting in a network namespace, virtual ports swp1 to swp128",
        asic=LINUX_BRIDGE, cages=(Cages(128, 1, None, (), "veth(4): as many as one likes; 128 suit the lab", "A"),),
        platforms=("frr",), sources=("docs.frrouting.org",), virtual=True,
    ),
)  # fmt: skip
