"""The lab of an inventory: its switches with their rendered files, its cables, and a host on the first port of each
leaf.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from fabricgen.allocation.text import ipv4
from fabricgen.device import Device, build
from fabricgen.fabric import Fabric
from fabricgen.kinds import Blueprint
from fabricgen.lab.topology import Cable, Host, Lab, Switch
from fabricgen.render.run import Worker

PLATFORM = "frr"
HOST_PORT = "eth0"


class NotLinuxError(ValueError):
    """The inventory has switches that don't run FRR; a lab has nothing else to run."""


def lab(blueprint: Blueprint, worker: Worker) -> Lab:
    """Raises `NotLinuxError`, and `InvalidLabError` for names that Linux can't have."""
    fabric = blueprint.fabric
    others = {about.platform for about in worker.tiers} - {PLATFORM}
    if others:
        raise NotLinuxError(
            f"a lab runs {PLATFORM}, not {', '.join(sorted(others))}: give those switches platform {PLATFORM}"
        )
    leaves = [build(worker.tiers[0], switch) for switch in range(fabric.tiers[0].count)]
    hosts = tuple(host for leaf in leaves for host in _host(leaf))
    return Lab(
        name=blueprint.intent.name,
        switches=tuple(_switch(worker, switch) for switch in range(fabric.switches)),
        cables=(*_cables(worker, fabric), *(_host_cable(leaf) for leaf in leaves if any(_host(leaf)))),
        hosts=hosts,
    )


def _switch(worker: Worker, switch: int) -> Switch:
    artifacts = worker.artifacts(switch)
    return Switch(artifacts[0].device, {PurePosixPath(item.path).name: item.data.decode() for item in artifacts})


def _cables(worker: Worker, fabric: Fabric) -> Iterator[Cable]:
    names, ports = worker.tiers[0].names, worker.tiers[0].port_names
    for cable in fabric.cables():
        low, high = fabric.end(cable.lower), fabric.end(cable.upper)
        yield Cable(
            names[low.switch], ports[low.tier.level][low.slot], names[high.switch], ports[high.tier.level][high.slot]
        )


def _host(leaf: Device) -> Iterator[Host]:
    """The first host NIC of a leaf: it has the odd address of its link, the leaf the even one."""
    port = next((port for port in leaf.ports if port.profile == 0 and port.address), None)
    if port is not None and port.address is not None:
        gateway = port.address.split("/")[0]
        yield Host(host_name(leaf), ((HOST_PORT, f"{following(gateway)}/31"),), (gateway,))


def host_name(leaf: Device) -> str:
    return f"host-{leaf.name}"


def following(address: str) -> str:
    parts = [int(part) for part in address.split(".")]
    return ipv4((parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]) + 1)


def _host_cable(leaf: Device) -> Cable:
    port = next(port for port in leaf.ports if port.profile == 0)
    return Cable(leaf.name, port.name, host_name(leaf), HOST_PORT)
