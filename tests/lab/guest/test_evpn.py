"""EVPN over VXLAN, from a page of intent: two tenants with the same addresses, a service that both share, a host on two
leaves. Its routes go from loopback to loopback.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import Cable, Host, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Delta, Flow, all_established, delta, lost, sessions, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
PAGE = """
kind: fat-tree
name: evpn
size: {leaves: 2, spines: 1, downlinks: 4, nics_per_host: 2, nodes_installed: 3, max_leaves: 8, max_spines: 2}
hardware:
  leaf: {model: linux-lab, platform: frr}
  spine: {model: linux-lab, platform: frr}
  nic: 100G
  uplink: 100G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay: {loopbacks: 10.255.0.0/24, link_pool: 10.254.0.0/24}
management: {prefix: 192.0.2.0/24}
overlay: {kind: evpn, sessions: loopbacks}
hosts: {attach: trunk}
vrfs:
  acme: {id: 1, pool: 10.1.0.0/16, reach: {storage: [10.1.0.0/16]}}
  blue: {id: 2, pool: 10.2.0.0/16, reach: {storage: [10.2.0.0/16]}}
  shared: {id: 9, pool: 10.200.0.0/16}
services:
  storage: {vrf: shared, prefixes: [10.200.0.0/21]}
tiers:
  acme-wide: {id: 0, vrf: acme, stretch: 10.30.0.0/24}
  blue-wide: {id: 1, vrf: blue, stretch: 10.30.0.0/24}
  acme-near: {id: 2, vrf: acme}
  blue-near: {id: 3, vrf: blue}
  disks:     {id: 4, vrf: shared}
multihomed:
  both: {id: 7, ports: ["leaf-p00-00:swp4", "leaf-p00-01:swp4"], tier: acme-wide}
"""
LEAVES = ("leaf-p00-00", "leaf-p00-01")
SWITCHES = (*LEAVES, "spine-p00-00")
WIDE = ("10.30.0.10", "10.30.0.11")  # of both tenants, by leaf
NEAR = {"acme": ("10.1.0.130", "10.1.8.130"), "blue": ("10.2.0.194", "10.2.8.194")}
BOTH = "10.30.0.20"
SEGMENT = "03:02:01:00:00:00:07:00:00:07"
DISK, DISK_BESIDE = "10.200.1.2", "10.200.9.2"  # the service ends before the subnet of the second leaf
VLANS = {"acme": (100, 102), "blue": (101, 103), "disk": (104,)}


def tenant(name, leaf):
    wide, near = VLANS[name]
    return Host(
        f"{name}{leaf}",
        ((f"eth0.{wide}", f"{WIDE[leaf]}/24"), (f"eth0.{near}", f"{NEAR[name][leaf]}/26")),
        ("10.30.0.1", gateway(NEAR[name][leaf])),
    )


def gateway(address):
    head, _, last = address.rpartition(".")
    return f"{head}.{int(last) - 1}"


def disk(address, leaf):
    return Host(f"disk{leaf}", ((f"eth0.{VLANS['disk'][0]}", f"{address}/26"),), (gateway(address),))


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, and what it refused."""
    folder = tmp_path_factory.mktemp("evpn")
    (folder / "intent.yml").write_text(PAGE)
    verdict = judge(folder)
    assert [finding.message.split()[0] for finding in verdict.findings] == ["2"]  # Linux forwards broadcasts twice
    made = lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))
    hosts = [*(tenant(name, leaf) for name in NEAR for leaf in range(2)), disk(DISK, 0), disk(DISK_BESIDE, 1)]
    wires = [cable for cable in made.cables if not {cable.a, cable.b} & {host.name for host in made.hosts}]
    for number, host in enumerate(hosts):
        wires.append(Cable(LEAVES[int(host.name[-1])], f"swp{number // 2 + 1}", host.name, "eth0", 9164, 9164))
    hosts.append(Host("both", (("bond0.100", f"{BOTH}/24"),), ("10.30.0.1",), ("eth0", "eth1")))
    wires += [Cable(leaf, "swp4", "both", f"eth{number}", 9164, 9164) for number, leaf in enumerate(LEAVES)]
    lab = replace(made, name=f"e-{os.getpid()}", hosts=tuple(hosts), cables=tuple(wires))
    try:
        refused = up(lab)
        ready = wait_until(lambda: sessions(lab.name, SWITCHES), all_established, 90)
        assert ready.reached, ready.seen
        yield lab, refused
    finally:
        down(lab.name)


def settled(lab, flows):
    """What is lost once routes had their time."""
    return wait_until(lambda: lost(lab.name, flows), lambda seen: not seen, 30).seen


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused = fabric
    assert refused == ()
    for name in SWITCHES:
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_a_stretched_vlan_is_one_lan_with_the_same_gateway_everywhere(fabric):
    lab, _ = fabric
    flows = [Flow(f"{name}0", WIDE[0], WIDE[1]) for name in NEAR]
    flows += [Flow(f"{name}{leaf}", WIDE[leaf], "10.30.0.1") for name in NEAR for leaf in range(2)]
    assert settled(lab, flows) == ()


@pytest.mark.parametrize("name", NEAR)
def test_the_answer_is_the_own_tenant_s(fabric, name):
    """Both have a host of that address: the MAC address tells whose it is that answers."""
    lab, _ = fabric
    port = f"eth0.{VLANS[name][0]}"
    theirs = run(("ip", "-br", "-n", lab.namespace(f"{name}1"), "link", "show", "dev", port)).split()[2]
    assert settled(lab, [Flow(f"{name}0", WIDE[0], WIDE[1])]) == ()
    seen = run(("ip", "-n", lab.namespace(f"{name}0"), "neighbour", "show", WIDE[1], "dev", port))
    assert theirs in seen


def test_a_tenant_s_own_subnets_are_routed_from_leaf_to_leaf(fabric):
    lab, _ = fabric
    assert settled(lab, [Flow(f"{name}0", *NEAR[name]) for name in NEAR]) == ()
    table = vtysh(lab.name, LEAVES[0], "show ip route vrf acme 10.1.8.128/26")
    assert "10.255.0.1, via irb1000001 onlink" in table


def test_both_tenants_reach_the_service_from_every_leaf(fabric):
    lab, _ = fabric
    assert settled(lab, [Flow(f"{name}{leaf}", NEAR[name][leaf], DISK) for name in NEAR for leaf in range(2)]) == ()


def test_nothing_undeclared_is_reached(fabric):
    """The other tenant; what else is where the service is; the service, from addresses that it isn't told of."""
    lab, _ = fabric
    other = {"acme": "blue", "blue": "acme"}
    barred = [
        *(
            Flow(f"{name}{leaf}", NEAR[name][leaf], NEAR[other[name]][far])
            for name in NEAR
            for leaf in (0, 1)
            for far in (0, 1)
        ),
        *(Flow(f"{name}{leaf}", WIDE[leaf], DISK) for name in NEAR for leaf in (0, 1)),
        *(Flow("acme0", NEAR["acme"][0], target) for target in (DISK_BESIDE, "10.255.0.1", "10.254.0.0")),
        Flow("acme1", NEAR["acme"][1], DISK_BESIDE),
    ]
    assert set(lost(lab.name, barred)) == set(barred)


def test_a_host_on_two_leaves_is_one_segment(fabric):
    """Both know it, tell each other of it (RFC 7432, types 1 and 4), and it is reached with either of its links."""
    lab, _ = fabric
    flows = [Flow(f"acme{leaf}", WIDE[leaf], BOTH) for leaf in (0, 1)] + [Flow("both", BOTH, "10.30.0.1")]
    assert settled(lab, flows) == ()
    kinds = set()
    for leaf, other in (LEAVES, LEAVES[::-1]):
        far = f"10.255.0.{LEAVES.index(other)}"
        known = next(row for row in vtysh(lab.name, leaf, "show evpn es").splitlines() if SEGMENT in row)
        kinds.add(known.split()[1])
        assert known.split()[2] == "bond7"
        assert far in known
        for kind in ("1", "4"):
            routes = vtysh(lab.name, leaf, f"show bgp l2vpn evpn route type {kind}")
            assert SEGMENT in routes.partition(f"Route Distinguisher: {far}")[2], routes
    assert kinds == {"LR", "LRN"}  # local and remote; one of the two isn't the designated forwarder
    told = run(("ip", "netns", "exec", lab.namespace("both"), "cat", "/proc/net/bonding/bond0"))
    assert "Number of ports: 2" in told  # two leaves, one system
    for number in range(2):
        cables = [cable for cable in lab.cables if (LEAVES[number], "swp4") == (cable.a, cable.a_port)]
        cut(lab, cables)
        assert settled(lab, flows) == ()
        restore(lab, cables)
