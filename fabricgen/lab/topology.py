"""What a lab consists of, as plain values: switches with their files, hosts with their addresses, cables."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

PREFIX = "fabricgen"  # every namespace of every lab starts with this word, so that it can be found again

LAB_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")  # no underscore: it separates the parts of a namespace's name
NODE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,47}")  # FRR's -N refuses dots; sockets below it get 108 bytes: unix(7)
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
PORT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*[0-9]")  # ends in a digit: can't be, or abbreviate, a word of `ip`
MANAGEMENT_PORT = "eth0"
BOND = "bond0"
MTU = 9216  # the widest frame that switches commonly take
PORT_LENGTH = 15  # IFNAMSIZ is 16 with the closing zero: linux/if.h


class Cable(NamedTuple):
    """One link; `a` and `b` are names of switches or hosts. Each port has its own MTU, in bytes above Ethernet."""

    a: str
    a_port: str
    b: str
    b_port: str
    a_mtu: int = MTU
    b_mtu: int = MTU

    def __str__(self) -> str:
        return f"{self.a}:{self.a_port} - {self.b}:{self.b_port}"

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.a, self.a_port), (self.b, self.b_port)


@dataclass(frozen=True, slots=True)
class Switch:
    """`files` is what stands in /etc/frr on this switch: frr.conf, and perhaps daemons, vtysh.conf, sysctl.conf."""

    name: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Host:
    """A machine on the fabric: `addresses` are (port, address with length), `gateways` lead everywhere else.

    A port such as eth0.100 is VLAN 100, tagged, on the port eth0. `bond` are ports that are one, called bond0 (LACP).
    """

    name: str
    addresses: tuple[tuple[str, str], ...]
    gateways: tuple[str, ...] = ()
    bond: tuple[str, ...] = ()


class Management(NamedTuple):
    """The network beside the fabric: `gateway` is this machine's address in it, `addresses` are the switches' by name;
    each with its prefix length. In a guest `uplink` is its port to the machine that has the gateway's address.
    """

    gateway: str
    addresses: Mapping[str, str]
    uplink: str = ""


class InvalidLabError(ValueError):
    """The lab can't be built as described; `problems` are all the reasons."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"lab {name!r} can't be built:\n" + "\n".join(f"  - {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Lab:
    """Raises InvalidLabError, which lists everything that is wrong."""

    name: str
    switches: tuple[Switch, ...]
    cables: tuple[Cable, ...]
    hosts: tuple[Host, ...] = ()
    management: Management | None = None

    def __post_init__(self) -> None:
        if found := tuple(problems(self)):
            raise InvalidLabError(self.name, found)

    @property
    def nodes(self) -> tuple[str, ...]:
        return (*(switch.name for switch in self.switches), *(host.name for host in self.hosts))

    def namespace(self, node: str) -> str:
        return namespace(self.name, node)

    def cables_of(self, node: str) -> tuple[Cable, ...]:
        return tuple(cable for cable in self.cables if node in (cable.a, cable.b))


def namespace(lab: str, node: str) -> str:
    return f"{PREFIX}_{lab}_{node}"


def node_of(lab: str, space: str) -> str:
    return space.removeprefix(namespace(lab, ""))


def lab_of(space: str) -> str:
    """The lab that a namespace belongs to, or "" when it isn't one of ours."""
    parts = space.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == PREFIX else ""


def problems(lab: Lab) -> Iterator[str]:
    if not LAB_NAME.fullmatch(lab.name):
        yield f"lab name {lab.name!r}: use up to 20 of a-z, 0-9 and '-', starting with a letter"
    yield from _node_problems(lab)
    for switch in lab.switches:
        yield from _file_problems(switch)
    yield from _cable_problems(lab)
    yield from _address_problems(lab)
    yield from _management_problems(lab)


def _node_problems(lab: Lab) -> Iterator[str]:
    for name, count in Counter(lab.nodes).items():
        if not NODE_NAME.fullmatch(name):
            yield f"name {name!r}: use up to 48 letters, digits, '-' and '_', starting with a letter"
        if count > 1:
            yield f"name {name!r} is given to {count} machines; names must differ"


def _file_problems(switch: Switch) -> Iterator[str]:
    if "frr.conf" not in switch.files:
        yield f"switch {switch.name!r} has no frr.conf"
    for name in switch.files:
        if not FILE_NAME.fullmatch(name):
            yield f"switch {switch.name!r}: {name!r} is not a plain file name"


def _cable_problems(lab: Lab) -> Iterator[str]:
    nodes = frozenset(lab.nodes)
    ends = Counter(end for cable in lab.cables for end in cable.ends)
    for (node, port), count in ends.items():
        if node not in nodes:
            yield f"a cable ends at {node!r}, which is neither a switch nor a host of this lab"
        if count > 1:
            yield f"{node}:{port} has {count} cable ends; a port takes one"
        if reason := port_problem(port):
            yield f"port {port!r} of {node!r}: {reason}"


def _address_problems(lab: Lab) -> Iterator[str]:
    ends = {end for cable in lab.cables for end in cable.ends}
    ends |= {(host.name, BOND) for host in lab.hosts if host.bond}
    for host in lab.hosts:
        for port, address in host.addresses:
            if (host.name, port) not in ends and not (vlan_of(port) and (host.name, port.rpartition(".")[0]) in ends):
                yield f"host {host.name!r}: {address} is on port {port!r}, which has no cable"


def _management_problems(lab: Lab) -> Iterator[str]:
    if lab.management is None:
        return
    addresses = lab.management.addresses
    for switch in lab.switches:
        if switch.name not in addresses:
            yield f"switch {switch.name!r} has no management address"
        if any((switch.name, MANAGEMENT_PORT) in cable.ends for cable in lab.cables):
            yield f"{switch.name}:{MANAGEMENT_PORT} is the management port; a cable can't end there"
    for address, count in Counter((*addresses.values(), lab.management.gateway)).items():
        if count > 1:
            yield f"management address {address} is given {count} times; addresses must differ"


def vlan_of(port: str) -> str:
    """Of a port such as eth0.100; "" for one that is no VLAN."""
    tag = port.rpartition(".")[2] if "." in port else ""
    return tag if tag.isdecimal() else ""


def port_problem(port: str) -> str:
    """Why Linux or `ip` would stumble over this interface name; "" when it is fine."""
    if len(port) > PORT_LENGTH:
        return f"{len(port)} characters, but Linux takes {PORT_LENGTH}; map it to a shorter one such as swp1"
    if not PORT_NAME.fullmatch(port):
        return "use letters, digits, '.', '-' and '_', from a letter to a digit, such as swp1"
    return ""
