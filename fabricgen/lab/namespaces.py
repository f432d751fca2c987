"""Network namespaces and the veth pairs between them: the machines and cables of a lab, without any software."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from ipaddress import ip_address, ip_interface
from pathlib import Path

from fabricgen.lab import devices
from fabricgen.lab.command import attempt, each, run
from fabricgen.lab.devices import Queues
from fabricgen.lab.ledger import batch
from fabricgen.lab.topology import BOND, Cable, Host, Lab, Switch, lab_of, namespace, vlan_of

SYSCTLS: Mapping[str, int] = {
    "net.ipv4.ip_forward": 1,
    "net.ipv6.conf.all.forwarding": 1,
    "net.ipv4.fib_multipath_hash_policy": 1,  # hash on ports too, as switches do: kernel doc ip-sysctl
    "net.ipv6.fib_multipath_hash_policy": 1,
    "net.ipv6.conf.all.keep_addr_on_down": 1,  # a switch port keeps its address while the link is down
    "net.ipv6.conf.default.accept_dad": 0,  # two ends of a cable can't have duplicates; don't wait for it
    "net.ipv4.conf.all.rp_filter": 0,  # with ECMP the answer may take another way
    "net.ipv4.conf.default.rp_filter": 0,
}
# All namespaces share one neighbour table; its limits (1024 by default) are those of the initial namespace: arp(7).
NEIGHBOUR_LIMITS: Mapping[str, int] = {"gc_thresh2": 32_768, "gc_thresh3": 65_536}
TABLES = 10_000  # a host's routing tables by VLAN start here, clear of the kernel's own at 253 to 255
NAMED = Path("/run/netns")  # where `ip netns add` puts them: ip-netns(8)


class Carrier(StrEnum):
    """State of a cable."""

    UP = "up"
    DOWN = "down"


def create(lab: Lab, queues: Queues) -> None:
    """Namespaces first, their settings next, because an interface inherits them when it appears; then the cables, the
    devices of the switches, as a sub-interface can be up only on a port that is, and the hosts.
    """
    raise_neighbour_limits(Path("/proc/sys/net"))
    batch(lab.name, (f"netns add {lab.namespace(node)}" for node in lab.nodes))
    own = {switch.name: switch.files.get("sysctl.conf", "") for switch in lab.switches}
    each(lambda node: _set_sysctls(lab.namespace(node), own.get(node, "")), lab.nodes)
    batch(lab.name, (veth(lab.name, cable) for cable in lab.cables))
    switch_on(lab)
    each(lambda switch: _equip(lab, switch, queues), lab.switches)
    each(lambda host: _address(lab.namespace(host.name), host), lab.hosts)


def veth(lab: str, cable: Cable) -> str:
    """The `ip` line that makes a cable, both ends in their namespaces at once."""
    near = f"name {cable.a_port} mtu {cable.a_mtu} netns {namespace(lab, cable.a)}"
    far = f"name {cable.b_port} mtu {cable.b_mtu} netns {namespace(lab, cable.b)}"
    return f"link add {near} type veth peer {far}"


def _equip(lab: Lab, switch: Switch, queues: Queues) -> None:
    ports = tuple(port for cable in lab.cables_of(switch.name) for node, port in cable.ends if node == switch.name)
    devices.make(lab.namespace(switch.name), devices.orders(switch.files, ports), queues)


def switch_on(lab: Lab) -> None:
    ports: dict[str, list[str]] = {node: ["lo"] for node in lab.nodes}
    for cable in lab.cables:
        for node, port in cable.ends:
            ports[node].append(port)
    each(lambda node: set_links(lab.namespace(node), ports[node], Carrier.UP), lab.nodes)


def cut(lab: Lab, cables: Iterable[Cable]) -> None:
    set_cables(lab.name, cables, Carrier.DOWN)


def restore(lab: Lab, cables: Iterable[Cable]) -> None:
    set_cables(lab.name, cables, Carrier.UP)


def set_cables(lab: str, cables: Iterable[Cable], state: Carrier) -> None:
    """Both ends of each: a cable is dead as soon as one is down, and alive when both are up."""
    ends = [end for cable in cables for end in cable.ends]
    each(lambda end: set_links(namespace(lab, end[0]), (end[1],), state), ends)


def unplug(lab: str, cables: Iterable[Cable]) -> None:
    """What is gone already is no error."""
    ends = [end for cable in cables for end in cable.ends]
    each(lambda end: attempt(("ip", "-n", namespace(lab, end[0]), "link", "delete", "dev", end[1])), ends)


def plug(lab: str, cables: Iterable[Cable]) -> None:
    new = tuple(cables)
    batch(lab, (veth(lab, cable) for cable in new))
    set_cables(lab, new, Carrier.UP)


def existing() -> tuple[str, ...]:
    """Namespaces of all labs on this machine, also of those that crashed."""
    names = (path.name for path in NAMED.iterdir()) if NAMED.is_dir() else ()
    return tuple(sorted(name for name in names if lab_of(name)))


def delete(spaces: Iterable[str]) -> None:
    """Cables go with their namespaces. What is gone already is no error."""
    attempt(("ip", "-force", "-batch", "-"), "".join(f"netns delete {space}\n" for space in spaces))


def raise_neighbour_limits(settings: Path) -> None:
    """`settings` is /proc/sys/net; limits that are high enough already stay."""
    for family in ("ipv4", "ipv6"):
        for limit, wanted in NEIGHBOUR_LIMITS.items():
            setting = settings / family / "neigh/default" / limit
            if int(setting.read_text()) < wanted:
                setting.write_text(f"{wanted}\n")


def _set_sysctls(space: str, own: str) -> None:
    common = "".join(f"{name} = {value}\n" for name, value in SYSCTLS.items())
    run(("ip", "netns", "exec", space, "sysctl", "--quiet", "--load=-"), common + own)


def set_links(space: str, ports: Iterable[str], state: Carrier) -> None:
    run(("ip", "-n", space, "-batch", "-"), "".join(f"link set dev {port} {state}\n" for port in ports))


def _address(space: str, host: Host) -> None:
    run(("ip", "-n", space, "-batch", "-"), "".join(f"{line}\n" for line in host_lines(host)))


def host_lines(host: Host) -> Iterator[str]:
    """From the address of a VLAN a host sends into that VLAN, or by its gateway, as if it were a host for each."""
    if host.bond:
        yield f"link add name {BOND} type bond mode 802.3ad miimon 100 lacp_rate fast"
        for port in host.bond:
            yield f"link set dev {port} down"
            yield f"link set dev {port} master {BOND}"
        yield f"link set dev {BOND} up"
    for port, address in host.addresses:
        if tag := vlan_of(port):
            yield f"link add link {port.rpartition('.')[0]} name {port} type vlan id {tag}"
            yield f"link set dev {port} up"
        yield f"address add {address} dev {port}"
    yield from (f"route append default via {gateway}" for gateway in host.gateways)
    for port, own in ((port, ip_interface(address)) for port, address in host.addresses if vlan_of(port)):
        for gateway in (gateway for gateway in host.gateways if ip_address(gateway) in own.network):
            yield f"route add {own.network} dev {port} table {TABLES + int(vlan_of(port))}"
            yield f"route add default via {gateway} dev {port} table {TABLES + int(vlan_of(port))}"
            yield f"rule add from {own.ip} lookup {TABLES + int(vlan_of(port))}"
