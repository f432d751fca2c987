"""What the lab makes of a switch's `interfaces` and `qdiscs`."""

from pathlib import Path

import pytest

from fabricgen.lab import Cable, Host, KernelLacksError, Lab, Management, Switch
from fabricgen.lab.devices import Orders, abilities, again, orders, queued
from fabricgen.lab.guest.notes import from_text, to_text
from fabricgen.lab.kernel import Ability
from fabricgen.lab.namespaces import host_lines
from fabricgen.lab.stanzas import Option, Stanza, read

GOLDEN = Path(__file__).resolve().parents[1] / "platforms/golden/frr"
MANAGEMENT = (
    "auto mgmt\niface mgmt\n    vrf-table auto\n\nauto eth0\niface eth0\n    vrf mgmt\n    address 192.0.2.9/24\n"
)
RED = "iface red\n    vrf-table auto\n    up ip route replace unreachable 0.0.0.0/0 metric 1 vrf red\n"
LAST = ("rule add pref 32765 table local", "rule delete pref 0")


def files(*stanzas, qdiscs=""):
    return {"interfaces": MANAGEMENT + "".join(stanzas), "qdiscs": qdiscs}


def test_stanzas_are_read_as_they_stand():
    text = "# nothing\nauto lo\niface lo inet loopback\n    # why\n    mtu  9000\niface swp1\n\tup  ip a b\n"
    assert read(f"{text}iface lo\n  vrf x\n") == (
        Stanza("lo", (Option("mtu", "9000"), Option("vrf", "x"))),
        Stanza("swp1", (Option("up", "ip a b"),)),
    )


CASES = {
    "management alone": (files(), ("swp1",), Orders((), (), (), ())),
    "a VRF counts after that of management, and closes itself": (
        files(RED, "iface swp1\n    vrf red\n"),
        ("swp1",),
        Orders(
            (
                "link add name red type vrf table 1002",
                "link set dev red up",
                "link set dev swp1 master red",
                "route replace unreachable 0.0.0.0/0 metric 1 vrf red",
                *LAST,
            ),
            LAST, (), (),
        ),
    ),
    "a VRF with a table of its own": (
        files("iface red\n    vrf-table 77\n"),
        (),
        Orders(("link add name red type vrf table 77", "link set dev red up", *LAST), LAST, (), ()),
    ),
    "a sub-interface, whose parent stands behind it": (
        files("iface swp1.10\n    vrf red\n    mtu 9000\n    address 10.0.0.1/31\n", "iface swp1\n", RED),
        ("swp1",),
        Orders(
            (
                "link add name red type vrf table 1002",
                "link add link swp1 name swp1.10 type vlan id 10",
                "link set dev red up",
                "link set dev swp1.10 master red",
                "link set dev swp1.10 mtu 9000 up",
                "address replace 10.0.0.1/31 dev swp1.10",
                "route replace unreachable 0.0.0.0/0 metric 1 vrf red",
                *LAST,
            ),
            LAST, (), (),
        ),
    ),
    "a sub-interface of a port without a cable": (files("iface swp2.10\n"), ("swp1",), Orders((), (), (), ())),
    "a trunk, one port of which has no cable": (
        files(
            "iface swp1\n    bridge-vids 10 11\n    bridge-allow-untagged no\n",
            "iface bridge\n    bridge-ports swp1 swp2\n    bridge-vlan-aware yes\n    mtu 9000\n",
            "iface vlan10\n    vlan-id 10\n    vlan-raw-device bridge\n    hwaddress 00:00:5e:00:01:01\n",
        ),
        ("swp1",),
        Orders(
            (
                "link add name bridge type bridge stp_state 0 vlan_filtering 1 vlan_default_pvid 0",
                "link add link bridge name vlan10 type vlan id 10",
                "link set dev vlan10 address 00:00:5e:00:01:01",
                "link set dev swp1 master bridge",
                "link set dev bridge mtu 9000 up",
                "link set dev vlan10 up",
            ),
            (),
            ("vlan add dev swp1 vid 10", "vlan add dev swp1 vid 11", "vlan add dev bridge vid 10 self"),
            (),
        ),
    ),
    "VXLAN in a bridge": (
        files(
            "iface vni5\n    vxlan-id 5\n    vxlan-local-tunnelip 10.0.0.1\n    bridge-access 10\n"
            "    bridge-learning off\n    bridge-arp-nd-suppress on\n    mtu 9000\n",
            "iface bridge\n    bridge-ports vni5\n    bridge-vlan-aware yes\n",
        ),
        (),
        Orders(
            (
                "link add name bridge type bridge stp_state 0 vlan_filtering 1 vlan_default_pvid 0",
                "link add name vni5 type vxlan id 5 dstport 4789 local 10.0.0.1 nolearning",
                "link set dev vni5 master bridge",
                "link set dev bridge up",
                "link set dev vni5 mtu 9000 up",
            ),
            (),
            (
                "vlan add dev vni5 vid 10 pvid untagged",
                "link set dev vni5 learning off",
                "link set dev vni5 neigh_suppress on",
            ),
            (),
        ),
    ),
    "queues of ports that have a cable": (
        files(qdiscs="# swp1\nqdisc replace dev swp1 root pfifo\nqdisc replace dev swp10 root pfifo\n"),
        ("swp1",),
        Orders((), (), (), ("qdisc replace dev swp1 root pfifo",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "ports", "expected"), CASES.values(), ids=CASES)
def test_orders(given, ports, expected):
    assert orders(given, ports) == expected


def test_a_port_made_anew_gets_back_what_lay_on_it():
    given = files(
        RED, "iface swp1\n    vrf red\n", "iface swp1.10\n    vrf red\n", "iface swp10\n    vrf red\n",
        qdiscs="\nqdisc replace dev swp1 root pfifo\n",
    )  # fmt: skip
    assert again(given, "swp1") == Orders(
        (
            "link add link swp1 name swp1.10 type vlan id 10",
            "link set dev swp1 master red",
            "link set dev swp1.10 master red",
            "link set dev swp1.10 up",
        ),
        (), (), ("qdisc replace dev swp1 root pfifo",),
    )  # fmt: skip


def test_what_the_kernel_must_have():
    trunk = {name: (GOLDEN / "leaf-p02-00" / name).read_text() for name in ("interfaces", "qdiscs")}
    plain = {name: (GOLDEN / "leaf-p00-00" / name).read_text() for name in ("interfaces", "qdiscs")}
    assert abilities(trunk) == {Ability.VRF, Ability.VLAN, Ability.TRUNK}
    assert (abilities(plain), queued(plain), queued(trunk)) == (frozenset(), False, True)
    assert abilities(files("iface vni5\n    vxlan-id 5\n")) == {Ability.VXLAN}


BOND = """
iface bridge
    bridge-vlan-aware yes
    bridge-ports bond7
    bridge-stp no
iface bond7
    bond-slaves swp1 swp9
    bond-mode 802.3ad
    bond-miimon 100
    bond-lacp-rate 1
    bond-ad-actor-system 02:01:00:00:00:07
    bridge-vids 100
"""


def test_a_bond_takes_its_ports_while_they_are_down_and_is_a_port_of_the_bridge():
    made = orders(files(BOND), ("swp1",))
    assert made.ip == (
        "link add name bond7 type bond mode 802.3ad miimon 100 lacp_rate 1 ad_actor_system 02:01:00:00:00:07",
        "link add name bridge type bridge stp_state 0 vlan_filtering 1 vlan_default_pvid 0",
        "link set dev swp1 down",
        "link set dev swp1 master bond7",
        "link set dev bond7 up",
        "link set dev bond7 master bridge",
        "link set dev bridge up",
    )
    assert made.bridge == ("vlan add dev bond7 vid 100",)
    assert Ability.BOND in abilities(files(BOND))


def test_a_host_with_two_cables_may_have_one_port():
    lines = list(host_lines(Host("h", (("bond0.100", "10.0.0.2/24"),), bond=("eth0", "eth1"))))
    assert lines[:3] == [
        "link add name bond0 type bond mode 802.3ad miimon 100 lacp_rate fast",
        "link set dev eth0 down",
        "link set dev eth0 master bond0",
    ]
    assert lines[5:7] == ["link set dev bond0 up", "link add link bond0 name bond0.100 type vlan id 100"]


def test_a_host_sends_from_each_vlan_by_its_own_gateway():
    host = Host("h", (("eth0.10", "10.0.0.2/24"), ("eth0.11", "10.0.1.2/24")), ("10.0.0.1", "10.0.1.1"))
    assert list(host_lines(host))[-6:] == [
        "route add 10.0.0.0/24 dev eth0.10 table 10010",
        "route add default via 10.0.0.1 dev eth0.10 table 10010",
        "rule add from 10.0.0.2 lookup 10010",
        "route add 10.0.1.0/24 dev eth0.11 table 10011",
        "route add default via 10.0.1.1 dev eth0.11 table 10011",
        "rule add from 10.0.1.2 lookup 10011",
    ]
    assert list(host_lines(Host("h", (("eth0", "10.0.0.2/24"),), ("10.0.0.1",)))) == [
        "address add 10.0.0.2/24 dev eth0",
        "route append default via 10.0.0.1",
    ]


def test_what_is_lacked_names_who_needs_it():
    one = KernelLacksError([Ability.VRF], ["leaf1"])
    more = KernelLacksError([Ability.VRF, Ability.VXLAN], ["leaf1", "leaf2", "leaf3"])
    assert str(one) == "this kernel has no VRF devices, which leaf1 would need"
    assert str(more) == "this kernel has no VRF devices, no VXLAN, which leaf1 and 2 more would need"


@pytest.mark.parametrize("management", [None, Management("192.0.2.1/24", {"leaf1": "192.0.2.2/24"}, "vec0")])
def test_a_lab_goes_to_a_guest_as_it_is(management):
    host = Host("h", (("eth0", "10.0.0.1/31"), ("eth0.5", "10.1.0.1/24")), ("10.0.0.0",))
    lab = Lab(
        "a",
        (Switch("leaf1", {"frr.conf": "!\n"}),),
        (Cable("leaf1", "swp1", "h", "eth0", 9000, 9000),),
        (host,),
        management,
    )
    assert from_text(to_text(lab)) == lab
