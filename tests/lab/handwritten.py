"""Two small fabrics written by hand as data, in the form in which FRR 8.4.4 shows a configuration back."""

from fabricgen.lab import Cable, Lab, Switch
from fabricgen.lab.observe import Flow

DAEMONS = "bgpd=yes\nospfd=no\nbfdd=yes\n"

HEAD = """\
frr version 8.4.4
frr defaults datacenter
hostname {name}
log syslog informational
no zebra nexthop kernel enable
service integrated-vtysh-config
!
interface lo
 ip address {loopback}/32
 ipv6 address {loopback6}/128
exit
!
"""

TAIL = """\
ip prefix-list LOOPBACKS seq 5 permit 10.0.0.0/16 ge 32
!
ipv6 prefix-list LOOPBACKS6 seq 5 permit 2001:db8::/64 ge 128
!
route-map ANNOUNCE permit 10
 match ip address prefix-list LOOPBACKS
exit
!
route-map ANNOUNCE permit 20
 match ipv6 address prefix-list LOOPBACKS6
exit
!
bfd
 profile FABRIC
  detect-multiplier 5
  transmit-interval 250
  receive-interval 250
 exit
 !
exit
!
end
"""

PORT = """\
interface {port}
 description {far}:{far_port}
 ip address {address}/31
exit
!
"""

PEER_GROUP = """\
router bgp {asn}
 bgp router-id {loopback}
 no bgp default ipv4-unicast
 bgp graceful-restart
 bgp bestpath as-path multipath-relax
 neighbor FABRIC peer-group
 neighbor FABRIC remote-as external
 neighbor FABRIC bfd
 neighbor FABRIC bfd profile FABRIC
 neighbor FABRIC timers connect 2
"""

EXTENDED = " neighbor FABRIC capability extended-nexthop\n"

FAMILY = """\
 !
 address-family {family} unicast
  redistribute connected route-map ANNOUNCE
  neighbor FABRIC activate
  maximum-paths 64
 exit-address-family
"""


def names(spines: int, leaves: int) -> tuple[str, ...]:
    return (*(f"spine{s}" for s in range(1, spines + 1)), *(f"leaf{n}" for n in range(1, leaves + 1)))


def cables(spines: int, leaves: int) -> tuple[Cable, ...]:
    return tuple(
        Cable(f"leaf{leaf}", f"swp{spine}", f"spine{spine}", f"swp{leaf}")
        for leaf in range(1, leaves + 1)
        for spine in range(1, spines + 1)
    )


def loopback(name: str) -> str:
    return f"10.0.{'1' if name.startswith('spine') else '0'}.{number(name)}"


def loopback6(name: str) -> str:
    return f"2001:db8::{'1' if name.startswith('spine') else '0'}:{number(name)}".replace("::0:", "::")


def number(name: str) -> int:
    return int(name.lstrip("aefilnps"))


def asn(name: str) -> int:
    """Spines have different numbers here, so that a spine reaches another one by way of a leaf."""
    return number(name) + (4_200_000_000 if name.startswith("spine") else 4_200_000_100)


def ports(name: str, wires: tuple[Cable, ...]) -> tuple[dict[str, str], ...]:
    """Own port, far end and /31 of every cable of a switch; the spine has the even address."""
    return tuple(
        {"port": own_port, "far": far, "far_port": far_port, "address": link(own, far), "neighbor": link(far, own)}
        for cable in wires
        for (own, own_port), (far, far_port) in (cable.ends, cable.ends[::-1])
        if own == name
    )


def link(own: str, far: str) -> str:
    leaf, spine = (far, own) if own.startswith("spine") else (own, far)
    return f"10.1.{number(leaf)}.{2 * number(spine) + (own == leaf)}"


def numbered_config(name: str, wires: tuple[Cable, ...]) -> str:
    own = {"name": name, "asn": asn(name), "loopback": loopback(name), "loopback6": loopback6(name)}
    mine = ports(name, wires)
    peers = "".join(
        f" neighbor {port['neighbor']} peer-group FABRIC\n neighbor {port['neighbor']} description {port['far']}\n"
        for port in mine
    )
    interfaces = "".join(PORT.format(**port) for port in mine)
    bgp = PEER_GROUP.format(**own) + peers + FAMILY.format(family="ipv4") + "exit\n!\n"
    return HEAD.format(**own) + interfaces + bgp + TAIL


def unnumbered_config(name: str, wires: tuple[Cable, ...]) -> str:
    own = {"name": name, "asn": asn(name), "loopback": loopback(name), "loopback6": loopback6(name)}
    peers = "".join(f" neighbor {port['port']} interface peer-group FABRIC\n" for port in ports(name, wires))
    families = FAMILY.format(family="ipv4") + FAMILY.format(family="ipv6")
    return HEAD.format(**own) + PEER_GROUP.format(**own) + EXTENDED + peers + families + "exit\n!\n" + TAIL


def numbered(name: str, spines: int = 2, leaves: int = 4) -> Lab:
    return _lab(name, spines, leaves, numbered_config)


def unnumbered(name: str, spines: int = 2, leaves: int = 4) -> Lab:
    return _lab(name, spines, leaves, unnumbered_config)


def flows(switches, address=loopback) -> tuple[Flow, ...]:
    return tuple(Flow(a, address(a), address(b)) for a in switches for b in switches if a != b)


def _lab(name, spines, leaves, config) -> Lab:
    wires = cables(spines, leaves)
    texts = {switch: config(switch, wires) for switch in names(spines, leaves)}
    return Lab(name, tuple(Switch(n, {"frr.conf": text, "daemons": DAEMONS}) for n, text in texts.items()), wires)
