"""Switches with rates of their control plane, laid over those that the platforms have by hand."""

from dataclasses import replace

from fabricgen.device.model import Rates
from tests.platforms import (
    cumulus_devices,
    eos_devices,
    frr_devices,
    iosxr_devices,
    junos_devices,
    ospf_devices,
    overlay_devices,
    policies_devices,
    sonic_devices,
)

ALL = Rates(routing=4000, arp=1000, other=500, protocols=("bgp", "bfd"), six=True)
OSPF = replace(ALL, protocols=("bfd", "ospf"), six=False)
ROUTING = Rates(routing=12_000, arp=None, other=None, protocols=("bgp", "bfd"), six=False)
OTHER = Rates(routing=None, arp=None, other=300, protocols=("bgp", "bfd"), six=False)


def heard(device, rates):
    return replace(device, rates=rates)


EOS = {
    "leaf": heard(eos_devices.LEAF, ALL),
    "ospf": heard(ospf_devices.EOS["leaf"], replace(OSPF, arp=10_000, routing=5000)),
}
SONIC = {
    "leaf": heard(sonic_devices.LEAF, ALL),
    "other": heard(sonic_devices.LEAF, OTHER),
    "ospf": heard(ospf_devices.SONIC["leaf"], OSPF),
}
CUMULUS = {"leaf": heard(cumulus_devices.LEAF, ALL), "routing": heard(cumulus_devices.LEAF, ROUTING)}
JUNOS = {"leaf": heard(junos_devices.LEAF, replace(ALL, other=None)), "deep": heard(junos_devices.DEEP_SPINE, ALL)}
IOSXR = {"leaf": heard(iosxr_devices.LEAF, ROUTING), "ospf": heard(ospf_devices.IOSXR["leaf"], OSPF)}
FRR = {
    "leaf": heard(frr_devices.LEAF, replace(ALL, arp=None)),
    "other": heard(overlay_devices.FRR["leaf-evpn"], OTHER),
    "closed": heard(policies_devices.FRR["routed"], OSPF),
}
