"""Gateways of tiers in VRFs, from a page of intent: two tenants over EVPN, each with another first choice."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import Cable, Host, Switch, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import RELOAD, Delta, Flow, delta, lost, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = """
kind: fat-tree
name: exits
size: {leaves: 2, spines: 1, downlinks: 2, nics_per_host: 2, max_leaves: 8, max_spines: 2}
hardware:
  leaf: {model: linux-lab, platform: frr}
  spine: {model: linux-lab, platform: frr}
  nic: 100G
  uplink: 100G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay: {loopbacks: 10.255.0.0/24, link_pool: 10.254.0.0/24}
management: {prefix: 192.0.2.0/24}
overlay: {kind: evpn}
hosts: {attach: trunk}
vrfs:
  acme: {id: 1, pool: 10.1.0.0/16}
  blue: {id: 2, pool: 10.1.0.0/16}
tiers:
  large: {id: 0, vrf: acme, gateways: [east, west]}
  small: {id: 1, vrf: blue, gateways: [west, east]}
gateways:
  east:
    id: 1
    leaf: leaf-p00-00
    port: swp2
    asn: 65010
    address: 203.0.113.1/31
    bfd: 300 ms x 3
    mtu: 1500
    drained: false
  west:
    id: 2
    leaf: leaf-p00-01
    port: swp2
    asn: 65020
    address: 203.0.113.3/31
    accept: [default, 198.51.100.0/24]
    limit: {prefixes: 3, warn: 50 %}
"""
DAEMONS = "bgpd=yes\nbfdd=yes\nstaticd=yes\n"
LEAVES, ROUTERS = ("leaf-p00-00", "leaf-p00-01"), ("wan-east", "wan-west")
TENANTS = {
    "acme": (2001, 100, 0),
    "blue": (2002, 101, 64),
}  # tag towards the WAN, VLAN of the tier, its place in the pool
BEYOND = "198.51.100.1"  # in the WAN, in each tenant's VRF: at which router a packet arrives says which way it took
WAN_ROUTING = """\
interface {vrf}
 ip address {beyond}/32
exit
interface swp1.{tag}
 ip address 203.0.113.{near}/31
exit
router bgp {asn} vrf {vrf}
 no bgp ebgp-requires-policy
 neighbor 203.0.113.{far} remote-as {leaf}
{bfd} address-family ipv4 unicast
  neighbor 203.0.113.{far} default-originate
 exit-address-family
exit
"""
WAN_LINKS = """
auto {vrf}
iface {vrf}
    vrf-table auto
auto swp1.{tag}
iface swp1.{tag}
    vrf {vrf}
"""


def wan(number):
    """The router at the leaf of that number, with a VRF for each tenant, as a carrier has them."""
    rows = [
        {"vrf": vrf, "tag": tag, "near": 2 * number, "far": 2 * number + 1, "beyond": BEYOND,
         "asn": 65010 + 10 * number, "leaf": 4200000000 + number,
         "bfd": "" if number else " neighbor 203.0.113.1 bfd\n"}
        for vrf, (tag, _, _) in TENANTS.items()
    ]  # fmt: skip
    routing = "frr version 8.4.4\nfrr defaults datacenter\n" + "".join(WAN_ROUTING.format(**row) for row in rows)
    links = "".join(WAN_LINKS.format(**row) for row in rows)
    return Switch(ROUTERS[number], {"frr.conf": routing + "end\n", "daemons": DAEMONS, "interfaces": links})


def address(tenant, leaf):
    return f"10.1.{8 * leaf}.{TENANTS[tenant][2] + 2}"


def host(leaf):
    """At each leaf one that is in both tenants' VLANs, which have the same addresses but for the tier."""
    addresses = tuple((f"eth0.{vlan}", f"{address(name, leaf)}/26") for name, (_, vlan, _) in TENANTS.items())
    gateways = tuple(f"10.1.{8 * leaf}.{place + 1}" for _, _, place in TENANTS.values())
    return Host(f"host{leaf}", addresses, gateways)


def page(folder, text):
    (folder / "intent.yml").write_text(text)
    verdict = judge(folder)
    assert verdict.findings == ()
    return lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, and what it refused."""
    made = page(tmp_path_factory.mktemp("exits"), PAGE)
    hosts = (host(0), host(1))
    wires = [cable for cable in made.cables if not {cable.a, cable.b} & {one.name for one in made.hosts}]
    for leaf, router, one in zip(LEAVES, ROUTERS, hosts, strict=True):
        wires += [Cable(leaf, "swp1", one.name, "eth0", 9164, 9164), Cable(leaf, "swp2", router, "swp1", 9164, 9164)]
    switches = (*made.switches, wan(0), wan(1))
    lab = replace(made, name=f"x-{os.getpid()}", switches=switches, hosts=hosts, cables=tuple(wires))
    try:
        yield lab, up(lab)
    finally:
        down(lab.name)


def echoes(lab, router):
    """Echo requests that came to it so far."""
    counters = run(("ip", "netns", "exec", lab.namespace(router), "cat", "/proc/net/snmp"))
    names, numbers = re.findall(r"^Icmp: (.*)$", counters, re.MULTILINE)
    return int(numbers.split()[names.split().index("InEchos")])


def exits(lab, tenant):
    """Where packets arrive that the tenant's hosts send into the WAN, by leaf; nowhere when they are lost."""
    found = []
    for leaf in range(2):
        before = [echoes(lab, router) for router in ROUTERS]
        gone = lost(lab.name, [Flow(f"host{leaf}", address(tenant, leaf), BEYOND)])
        after = [echoes(lab, router) for router in ROUTERS]
        where = [one for one, was, now in zip(ROUTERS, before, after, strict=True) if now > was]
        found.append("" if gone else "+".join(where))
    return found


def leave_by(lab, **wanted):
    for tenant, router in wanted.items():
        waited = wait_until(lambda name=tenant: exits(lab, name), lambda seen, at=router: seen == [at, at], 60)
        assert waited.reached, (tenant, waited.seen)


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused = fabric
    assert refused == ()
    for name in LEAVES:
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_each_tenant_leaves_by_its_own_first_gateway(fabric):
    leave_by(fabric[0], acme="wan-east", blue="wan-west")


def test_the_wan_hears_a_tenant_s_tiers_in_its_vrf_and_nothing_else(fabric):
    lab, _ = fabric
    for tenant, (_, _, place) in TENANTS.items():
        for router in ROUTERS:
            table = vtysh(lab.name, router, f"show ip route vrf {tenant} bgp")
            assert set(re.findall(r"(\S+/\d+) \[", table)) == {f"10.1.{8 * leaf}.{place}/26" for leaf in range(2)}


def test_a_dead_router_is_noticed_by_bfd_in_each_vrf(fabric):
    lab, _ = fabric
    for tenant in TENANTS:
        waited = wait_until(lambda vrf=tenant: watched(lab, vrf), lambda seen: seen == {"203.0.113.0": "up"}, 30)
        assert waited.reached, waited.seen


def watched(lab, vrf):
    told = json.loads(vtysh(lab.name, LEAVES[0], f"show bfd vrf {vrf} peers json"))
    return {peer["peer"]: peer["status"] for peer in told}


def test_a_drained_gateway_hands_its_tenants_to_the_next(fabric, tmp_path):
    lab, _ = fabric
    drained = page(tmp_path, PAGE.replace("drained: false", "drained: true"))
    (border,) = [one for one, other in zip(drained.switches, lab.switches, strict=False) if one.files != other.files]
    assert border.name == LEAVES[0]
    file = Path("/etc/frr") / lab.namespace(border.name) / "frr.conf"
    file.write_text(border.files["frr.conf"])
    run((RELOAD, "-N", lab.namespace(border.name), "--bindir", "/usr/bin", "--reload", str(file)), seconds=120)
    assert delta(lab.name, border.name, file) == Delta((), ())
    leave_by(lab, acme="wan-west", blue="wan-west")


def test_a_router_that_sends_too_much_is_cut_off_in_that_vrf_alone(fabric):
    """FRR 8.4 counts what it has before it takes a route, so the session ends with the second that is too many."""
    lab, _ = fabric
    prefixes = [f"198.51.100.{number}/32" for number in range(16, 20)]
    routes, networks = ([f"{head} {one}{tail}" for one in prefixes] for head, tail in ROUTES)
    told = ["configure", "vrf blue", *routes, "exit-vrf", "router bgp 65020 vrf blue", "address-family ipv4 unicast"]
    told += networks
    ready = wait_until(lambda: states(lab), lambda seen: set(seen.values()) == {"Established"}, 60)
    assert ready.reached, ready.seen
    run(("vtysh", "-N", lab.namespace(ROUTERS[1]), *(word for command in told for word in ("-c", command))))
    closed = {"acme": "Established", "blue": "Idle (PfxCt)"}
    waited = wait_until(lambda: states(lab), lambda seen: seen == closed, 30)
    assert waited.reached, waited.seen


ROUTES = ("ip route", " blackhole"), ("network", "")


def states(lab):
    """Of the sessions with the router in the west, by VRF."""
    found = {}
    for tenant in TENANTS:
        told = json.loads(vtysh(lab.name, LEAVES[1], f"show bgp vrf {tenant} ipv4 unicast summary json"))
        found[tenant] = told["peers"]["203.0.113.2"]["state"]
    return found
