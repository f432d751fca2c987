"""The management network of a lab: a bridge on this machine, and a port `eth0` of every switch plugged into it.

On a switch its routes stand in a table of their own, as in a management VRF: the fabric's table never leads there.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from ipaddress import IPv4Network, ip_interface, ip_network
from pathlib import Path
from typing import Any, NamedTuple

from fabricgen.lab.command import attempt, each, run
from fabricgen.lab.ledger import batch
from fabricgen.lab.topology import MANAGEMENT_PORT, PREFIX, Lab, Management

TABLE = 1001  # any number that isn't the kernel's own: /etc/iproute2/rt_tables
LINKS = Path("/sys/class/net")
SETTINGS = Path("/proc/sys/net")


class Taken(NamedTuple):
    """A route that this machine has already, and the device that it leaves by."""

    prefix: str
    device: str


class AddressConflictError(Exception):
    """This machine reaches something else under the management addresses of the lab."""

    def __init__(self, lab: str, network: IPv4Network, taken: tuple[Taken, ...]) -> None:
        routes = ", ".join(f"{route.prefix} on {route.device}" for route in taken)
        super().__init__(f"lab {lab} wants {network} for management, and this machine has {routes}")
        self.network = network
        self.taken = taken


def bridge(lab: str) -> str:
    """Its name on this machine, where interfaces have 15 letters: linux/if.h."""
    return f"fg-{sha256(lab.encode()).hexdigest()[:6]}"


@contextmanager
def alone() -> Iterator[None]:
    """One process of this machine at a time looks for free addresses and takes them."""
    lock = os.open("/run", os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def connect(lab: Lab, management: Management) -> None:
    """Namespaces exist. Raises AddressConflictError before anything is made."""
    with alone():
        check(lab.name, management)
        _make_bridge(lab, management)
    each(lambda name: _address(lab.namespace(name), management.addresses[name]), management.addresses)


def connect_guest(lab: Lab, management: Management) -> str:
    """For a guest that makes the bridge inside: a tap device in its place; its name. Raises AddressConflictError."""
    own = bridge(lab.name)
    with alone():
        check(lab.name, management)
        batch(lab.name, (f"tuntap add dev {own} mode tap",))
        _fence(own)
        batch(lab.name, _gateway(lab.name, management))
    return own


def check(lab: str, management: Management) -> None:
    """Raises AddressConflictError."""
    network = ip_interface(management.gateway).network
    if isinstance(network, IPv4Network) and (taken := overlaps(_routes(), network)):
        raise AddressConflictError(lab, network, taken)


def overlaps(text: str, network: IPv4Network) -> tuple[Taken, ...]:
    """From what `ip -j route` says, widest prefixes first."""
    found = {Taken(route["dst"], route.get("dev", "no device")) for route in json.loads(text) if _claims(route)}
    near = [taken for taken in found if ip_network(taken.prefix).overlaps(network)]
    return tuple(sorted(near, key=lambda taken: (ip_network(taken.prefix).prefixlen, taken)))


def _claims(route: Mapping[str, Any]) -> bool:
    """A default route leads everywhere and is nobody's claim; broadcast addresses come with a network that is one."""
    return route["dst"] != "default" and route.get("type") != "broadcast"


def disconnect(lab: str) -> None:
    """The ports would go with their namespaces, but the kernel takes its time for that."""
    attempt(("ip", "-force", "-batch", "-"), "".join(f"link delete dev {name}\n" for name in links(lab)))


def links(lab: str) -> tuple[str, ...]:
    """Names of the bridge and of what is plugged into it, as far as they exist."""
    own = bridge(lab)
    return tuple(sorted(path.name for path in LINKS.iterdir() if path.name == own or path.name.startswith(f"{own}-")))


def restore(space: str, address: str) -> None:
    """The port up again, and its routes, which went when it went down."""
    _ip(space, _up(address))


def _routes() -> str:
    return run(("ip", "-j", "-4", "route", "show", "table", "all"))


def _make_bridge(lab: Lab, management: Management) -> None:
    own = bridge(lab.name)
    batch(lab.name, (f"link add name {own} type bridge",))
    _fence(own)
    ports = [(f"{own}-{number}", lab.namespace(name)) for number, name in enumerate(management.addresses)]
    plugs = (
        line
        for port, space in ports
        for line in (
            f"link add name {port} type veth peer name {MANAGEMENT_PORT} netns {space}",
            f"link set dev {port} master {own} addrgenmode none up",
        )
    )
    batch(lab.name, (*plugs, *_gateway(lab.name, management)))


def _fence(device: str) -> None:
    """This machine forwards nothing that comes in by it, and has no other address there."""
    for setting, value in (("ipv4/conf/{}/forwarding", "0"), ("ipv6/conf/{}/disable_ipv6", "1")):
        (SETTINGS / setting.format(device)).write_text(value)


def _gateway(lab: str, management: Management) -> tuple[str, ...]:
    """In a guest the uplink takes the place of the address."""
    own = bridge(lab)
    uplink = f"link set dev {management.uplink} master {own} up"
    address = f"address add {management.gateway} dev {own}"
    return (uplink if management.uplink else address, f"link set dev {own} alias {PREFIX}_{lab} up")


def _address(space: str, address: str) -> None:
    own = (
        f"address add {address} dev {MANAGEMENT_PORT} noprefixroute",
        f"rule add from {ip_interface(address).ip} lookup {TABLE}",
    )
    _ip(space, (*own, *_up(address)))


def _up(address: str) -> tuple[str, ...]:
    return (
        f"link set dev {MANAGEMENT_PORT} addrgenmode none up",
        f"route replace {ip_interface(address).network} dev {MANAGEMENT_PORT} table {TABLE}",
    )


def _ip(space: str, lines: Iterable[str]) -> None:
    run(("ip", "-n", space, "-batch", "-"), "".join(f"{line}\n" for line in lines))
