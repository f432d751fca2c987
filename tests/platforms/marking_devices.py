"""Leaves at a border where classes have DSCPs of the WAN's own: two that change places, and one that is set apart."""

from dataclasses import replace

from fabricgen.device.features.marking import marked
from fabricgen.device.model import Device
from fabricgen.intent.lossless import TrafficClass
from tests.platforms import exits_devices, frr_devices, steering_devices

CLASSES = {
    row.name: TrafficClass(dscp=() if row.default else row.dscps, priority=row.number)
    for row in frr_devices.TRUNK.lossless.classes
}
WEST = {"rdma": 48, "cnp": 26}
"""They change places, and the second DSCP of rdma is one of the rest there."""
EAST = {"other": 0, "cnp": 46}
"""What takes the rest has a single DSCP there."""


def marking(device: Device, ports: tuple[str, str]) -> Device:
    found = (marked(CLASSES, WEST, "west", ports[0]), marked(CLASSES, EAST, "east", ports[1]))
    return replace(device, steering=replace(device.steering, markings=found))


PORTS = ("swp30", "swp31")
FRR = {
    "leaf": marking(steering_devices.FRR["leaf"], PORTS),
    "tenants": marking(exits_devices.FRR["leaf-evpn"], PORTS),
}
