"""containerlab's kinds, by our platforms: which image, how its ports are called, what it has no hardware for.

Port names and start-up files are those of containerlab 0.79 (containerlab.dev/manual/kinds). What a virtual switch
refuses is written down where the vendor or a lab says so; it was not tried on the images, which their vendors give to
registered customers only.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fabricgen.exports.virtual import Rule, rule

Naming = Callable[[str, int], str]
"""From a port's name on the real switch, and its place among the ports in use from 0, to a name."""

QUEUES = "a virtual switch has no hardware queues: no priority flow control, ECN or schedulers"
CHIP = "a virtual switch has no switching chip: no counters, buffers or hashing of one"
SPEED = "a virtual port has no speed"
SECRET = "a reference to a secret that containerlab can't follow"  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """`port` names a port inside the switch, `link` its end of a cable in the topology file.

    `startup` is the file that containerlab hands to the image as its configuration; `binds` are files mounted, name →
    path in the container. `expands`: containerlab fills ${NAME} into the start-up file from the environment. `type` is
    the chassis that one image plays, by hardware model.
    """

    name: str
    image: str
    port: Naming
    link: Naming
    startup: str = ""
    binds: Mapping[str, str] | None = None
    rules: tuple[Rule, ...] = ()
    renames: Mapping[str, str] | None = None
    expands: bool = False
    notes: tuple[str, ...] = ()
    type: Callable[[str], str] | None = None


def same(port: str, _place: int) -> str:
    return port


def nth(first: int, name: str) -> Naming:
    """Numbered by place, from `first`."""
    return lambda _port, place: name.format(first + place)


def eos_link(port: str, _place: int) -> str:
    """Ethernet5/1 is eth5_1."""
    return port.replace("Ethernet", "eth").replace("/", "_")


def srlinux_link(port: str, _place: int) -> str:
    """ethernet-1/3/1 is e1-3-1."""
    return re.sub(r"^ethernet-", "e", port).replace("/", "-")


CEOS = Kind(
    name="arista_ceos",
    image="ceos:4.33.1F",
    port=same,
    link=eos_link,
    startup=".cfg",
    rules=(
        rule(r"(qos |priority-flow-control |service-profile |(uc-)?tx-queue )", QUEUES),
        rule(r"(platform |hardware |load-balance |ip hardware |ip load-sharing )", CHIP),
        rule(r"speed ", SPEED),
    ),
    renames={"Management1": "Management0", "Management1/1": "Management0"},
    expands=True,
    notes=("export the variables that users' secrets refer to before `containerlab deploy`: it fills them in",),
)

FRR = Kind(
    name="linux",
    image="quay.io/frrouting/frr:10.5.1",
    port=same,
    link=same,
    binds={"frr.conf": "/etc/frr/frr.conf", "daemons": "/etc/frr/daemons", "vtysh.conf": "/etc/frr/vtysh.conf"},
    notes=("users, time, logs and the MTU of ports belong to the base system, which a container hasn't got",),
)

HWSKU = "/usr/share/sonic/device/x86_64-kvm_x86_64-r0/Force10-S6000"
"""Where the image keeps its front panel: platform/vs/docker-sonic-vs of sonic-buildimage."""

SONIC_VS = Kind(
    name="sonic-vs",
    image="docker-sonic-vs:latest",
    port=same,
    link=nth(1, "eth{}"),
    binds={
        "config_db.json": "/var/sonic/config_db.json",
        "frr.conf": "/etc/frr/frr.conf",
        "lanemap.ini": f"{HWSKU}/lanemap.ini",
        "port_config.ini": f"{HWSKU}/port_config.ini",
    },
    notes=("once bgpd runs, load its configuration: docker exec NODE vtysh -b",),
)

XRD = Kind(
    name="cisco_xrd",
    image="ios-xr/xrd-control-plane:24.4.1",
    port=nth(0, "GigabitEthernet0/0/0/{}"),
    link=nth(0, "Gi0-0-0-{}"),
    startup=".cfg",
    rules=(
        rule(r"(hw-module |priority-flow-control |class-map |policy-map |service-policy |random-detect )", QUEUES),
        rule(r"speed ", SPEED),
    ),
)

N9KV = Kind(
    name="cisco_n9kv",
    image="vrnetlab/cisco_n9kv:10.5.2",
    port=nth(1, "Ethernet1/{}"),
    link=nth(1, "Ethernet1/{}"),
    startup=".cfg",
    rules=(
        rule(r"(priority-flow-control |system qos|class-map type |policy-map type |service-policy type )", QUEUES),
        rule(r"(hardware |interface breakout )", CHIP),
        rule(r"speed ", SPEED),
    ),
)

VJUNOS = Kind(
    name="juniper_vjunosswitch",
    image="vrnetlab/juniper_vjunos-switch:24.4R1",
    port=nth(0, "ge-0/0/{}"),
    link=nth(0, "ge-0/0/{}"),
    startup=".conf",
    rules=(
        rule(r"class-of-service ", QUEUES),
        rule(r"(chassis|enhanced-hash-key|number-of-sub-ports) ", CHIP),
        rule(r"speed ", SPEED),
    ),
)

SRLINUX = Kind(
    name="nokia_srlinux",
    image="ghcr.io/nokia/srlinux:25.3.1",
    port=same,
    link=srlinux_link,
    startup=".json",
    expands=True,
    notes=(
        "export the variables that users' secrets refer to before `containerlab deploy`: it fills them in",
        "log in with `docker exec -it NODE sr_cli`: what is rendered has no server for SSH, JSON-RPC or gNMI",
    ),
    type=lambda model: model.removeprefix("nokia-7220-"),
)

CUMULUS_VX = Kind(
    name="nvidia_cumulusvx",
    image="vrnetlab/nvidia_cumulusvx:5.11.0",
    port=nth(1, "swp{}"),
    link=nth(1, "swp{}"),
    startup=".yaml",
)

KINDS: Mapping[str, Kind] = {
    "eos": CEOS, "frr": FRR, "sonic": SONIC_VS, "iosxr": XRD, "nxos": N9KV, "junos": VJUNOS, "srlinux": SRLINUX,
    "cumulus": CUMULUS_VX,
}  # fmt: skip
