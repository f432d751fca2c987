"""Service chains of a tenant, from a page of intent: to a shared service through a firewall and a load balancer, and to
the WAN through the firewall; another tenant reaches the same service past both.

The appliances are routers with one link in each VRF. What they forward is counted by their own kernel.
"""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import Cable, Host, Switch, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Delta, delta, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = """
kind: fat-tree
name: crossing
size: {leaves: 2, spines: 1, downlinks: 6, nics_per_host: 2, max_leaves: 8, max_spines: 2}
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
  acme:   {id: 1, pool: 10.1.0.0/16, reach: [storage]}
  blue:   {id: 2, pool: 10.2.0.0/16, reach: [storage]}
  shared: {id: 9, pool: 10.200.0.0/16}
  dmz:    {id: 10}
  edge:   {id: 11}
services:
  storage: {vrf: shared, prefixes: [10.200.0.0/16]}
tiers:
  large: {id: 0, vrf: acme, gateways: [east]}
  small: {id: 1, vrf: blue, gateways: [east]}
  disks: {id: 2, vrf: shared, gateways: [east]}
gateways:
  east: {id: 1, leaf: leaf-p00-00, port: swp6, asn: 65010, address: 203.0.113.1/31}
appliances:
  fw:
    leaf: leaf-p00-01
    port: swp4
    address: 10.9.0.0/31
    outside: {port: swp5, address: 10.9.0.2/31, vrfs: {edge: 10.9.0.4/31}}
    otherwise: drop
  lb: {leaf: leaf-p00-00, port: swp4, address: 10.9.0.6/31, outside: {port: swp5, address: 10.9.0.8/31}}
chains:
  - {from: acme, to: storage, through: [fw, lb], between: [dmz]}
  - {from: acme, to: wan, through: [fw], between: [edge]}
"""
LEAVES = ("leaf-p00-00", "leaf-p00-01")
ACME, BLUE, DISK, BEYOND = "10.1.0.2", "10.2.0.66", "10.200.8.130", "198.51.100.1"
ROUTER = "frr version 8.4.4\nfrr defaults datacenter\nhostname {name}\n{rest}end\n"
FORWARDS = "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0\n"
LINK = "auto {port}\niface {port}\n    mtu 1500\n"
WAN = """\
interface lo
 ip address 198.51.100.1/32
exit
interface swp1.2011
 ip address 203.0.113.0/31
exit
router bgp 65010
 no bgp ebgp-requires-policy
 neighbor 203.0.113.1 remote-as 4200000000
 address-family ipv4 unicast
  neighbor 203.0.113.1 default-originate
  redistribute connected
 exit-address-family
exit
"""


def router(name, links, rest="", daemons="staticd=yes\n"):
    """`links` are addresses by sub-interface."""
    text = "".join(f"interface {port}\n ip address {address}\nexit\n" for port, address in links.items())
    files = {"frr.conf": ROUTER.format(name=name, rest=text + rest), "daemons": daemons, "sysctl.conf": FORWARDS}
    return Switch(name, files | {"interfaces": "".join(LINK.format(port=port) for port in links)})


FW = router(
    "fw",
    {"swp1.2001": "10.9.0.1/31", "swp2.2010": "10.9.0.3/31", "swp2.2011": "10.9.0.5/31"},
    "ip route 10.1.0.0/16 10.9.0.0\nip route 10.200.0.0/16 10.9.0.2\nip route 0.0.0.0/0 10.9.0.4\n",
)
LB = router(
    "lb",
    {"swp1.2010": "10.9.0.7/31", "swp2.2009": "10.9.0.9/31"},
    "ip route 10.1.0.0/16 10.9.0.6\nip route 10.200.0.0/16 10.9.0.8\n",
)
EAST = router("wan-east", {"swp1.2011": "203.0.113.0/31"}, WAN, "bgpd=yes\n")
HOSTS = (
    Host("user", (("eth0.100", f"{ACME}/26"), ("eth0.101", f"{BLUE}/26")), ("10.1.0.1", "10.2.0.65")),
    Host("disk", (("eth0.102", f"{DISK}/26"),), ("10.200.8.129",)),
)


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, and what it refused."""
    folder = tmp_path_factory.mktemp("crossing")
    (folder / "intent.yml").write_text(PAGE)
    verdict = judge(folder)
    assert verdict.findings == ()
    made = lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))
    wires = [cable for cable in made.cables if not {cable.a, cable.b} & {one.name for one in made.hosts}]
    ends = (
        *(
            (LEAVES[0], "swp1", "user", "eth0"),
            (LEAVES[1], "swp1", "disk", "eth0"),
            (LEAVES[0], "swp6", "wan-east", "swp1"),
        ),
        *((LEAVES[1], "swp4", "fw", "swp1"), (LEAVES[1], "swp5", "fw", "swp2")),
        *((LEAVES[0], "swp4", "lb", "swp1"), (LEAVES[0], "swp5", "lb", "swp2")),
    )
    wires += [Cable(*end, 9164, 9164) for end in ends]
    lab = replace(
        made, name=f"v-{os.getpid()}", switches=(*made.switches, FW, LB, EAST), hosts=HOSTS, cables=tuple(wires)
    )
    try:
        yield lab, up(lab)
    finally:
        down(lab.name)


def forwarded(lab, name):
    """Datagrams that it passed on so far."""
    snmp = run(("ip", "netns", "exec", lab.namespace(name), "cat", "/proc/net/snmp"))
    names, numbers = re.findall(r"^Ip: (.*)$", snmp, re.MULTILINE)
    return int(numbers.split()[names.split().index("ForwDatagrams")])


def pinged(lab, source, target):
    """How many of two questions were answered, and what each appliance forwarded of them and of the answers."""
    before = [forwarded(lab, name) for name in ("fw", "lb")]
    words = ("ip", "netns", "exec", lab.namespace("user"), "ping", "-c2", "-i0.2", "-W1", "-I", source, target)
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    after = [forwarded(lab, name) for name in ("fw", "lb")]
    return said.count("bytes from"), *(now - was for was, now in zip(before, after, strict=True))


def settles(lab, source, target, expected):
    waited = wait_until(lambda: pinged(lab, source, target), lambda seen: seen == expected, 60)
    assert waited.reached, waited.seen


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused = fabric
    assert refused == ()
    for name in LEAVES:
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_a_tenant_s_packets_to_the_service_pass_both_appliances_and_so_do_the_answers(fabric):
    settles(fabric[0], ACME, DISK, (2, 4, 4))


def test_to_the_wan_they_pass_the_firewall(fabric):
    settles(fabric[0], ACME, BEYOND, (2, 4, 0))


def test_another_tenant_reaches_the_service_past_both(fabric):
    settles(fabric[0], BLUE, DISK, (2, 0, 0))


def test_the_wan_hears_the_tenant_behind_the_firewall_and_nothing_else(fabric):
    table = vtysh(fabric[0].name, "wan-east", "show ip route bgp")
    assert re.findall(r"(\S+/\d+) \[", table) == ["10.1.0.0/16"]


def test_without_the_firewall_nothing_of_the_tenant_passes(fabric):
    lab, _ = fabric
    cables = [cable for cable in lab.cables if cable.b == "fw"]
    cut(lab, cables)
    try:
        settles(lab, ACME, DISK, (0, 0, 0))
        settles(lab, ACME, BEYOND, (0, 0, 0))
        settles(lab, BLUE, DISK, (2, 0, 0))
    finally:
        restore(lab, cables)
    settles(lab, ACME, DISK, (2, 4, 4))
