"""Gateways of tiers, from a page of intent: two WAN routers, their fabric, and the change from one to the other; and a
firewall between the tiers, a router that counts what it forwards.

Beyond each WAN router is the same address: what arrives where says which way it took.
"""

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from peers import standing
from talk import connects, listening

from fabricgen.judge import judge
from fabricgen.lab import Cable, Switch, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import RELOAD, Delta, all_established, delta, sessions, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
EDITS = {"  spines: 2\n": "  spines: 1\n"}
DRAINED = "    drained: false"
OPEN, SHUT = 8080, 8081
POLICIES = f"""
policies:
  - {{from: east, to: frontier, allow: tcp/{OPEN}}}
  - {{from: east, to: any, deny: tcp}}
"""
"""BGP is TCP, too, and the session with the router has to go on."""
BEYOND, SPECIFIC = "192.0.2.100", "198.51.100.7"
EAST, WEST, THIRD = "leaf-p00-00", "leaf-p00-01", "leaf-p00-02"
TIER_PREFIXES = {f"10.128.{4 * leaf}.{32 * tier}/27" for leaf in range(3) for tier in range(2)}
SAME = "net.ipv4.conf.all.accept_local = 1\n"
"""An answer may come by the other router, which has the same address."""
WAN = """\
frr version 8.4.4
frr defaults datacenter
hostname wan-{name}
!
ip route 198.51.100.0/24 blackhole
ip route 10.128.8.0/24 blackhole
!
interface lo
 ip address {beyond}/32
 ip address {specific}/32
!
interface swp1
 ip address {near}/31
!
interface swp2
 ip address 192.0.2.{own}/31
!
router bgp {asn}
 no bgp ebgp-requires-policy
 neighbor {leaf} remote-as {leaf_asn}
 neighbor 192.0.2.{far} remote-as {far_asn}
 neighbor 192.0.2.{far} timers 3 9
 !
 address-family ipv4 unicast
  network 198.51.100.0/24
  network 10.128.8.0/24
  neighbor {leaf} default-originate
 exit-address-family
exit
!
end
"""


def wan(name, asn, far_asn, number):
    """`number` is 0 in the east and 1 in the west."""
    text = WAN.format(
        name=name, asn=asn, far_asn=far_asn, beyond=BEYOND, specific=SPECIFIC, own=number, far=1 - number,
        near=f"203.0.113.{2 * number}", leaf=f"203.0.113.{2 * number + 1}", leaf_asn=4200000000 + number,
    )  # fmt: skip
    return Switch(f"wan-{name}", {"frr.conf": text, "daemons": "bgpd=yes\nstaticd=yes\n", "sysctl.conf": SAME})


FIREWALL = """\
frr version 8.4.4
frr defaults datacenter
hostname firewall
!
ip route 0.0.0.0/0 10.9.0.1
!
interface swp1
 ip address 10.9.0.0/31
!
end
"""


def page(folder, drained):
    text = (ROOT / "inventories/lab-steering/intent.yml").read_text()
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    assert DRAINED in text
    folder.mkdir()
    (folder / "intent.yml").write_text((text.replace(DRAINED, "    drained: true") if drained else text) + POLICIES)
    verdict = judge(folder)
    assert verdict.findings == ()
    return lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The lab as it is, and with the east drained."""
    folder = tmp_path_factory.mktemp("steering")
    return page(folder / "both", drained=False), page(folder / "drained", drained=True)


@pytest.fixture(scope="module")
def fabric(able, pages):
    made = pages[0]
    routers = wan("east", 65010, 65020, 0), wan("west", 65020, 65010, 1)
    firewall = Switch("firewall", {"frr.conf": FIREWALL, "daemons": "", "sysctl.conf": "net.ipv4.ip_forward = 1\n"})
    cables = (
        Cable(THIRD, "swp4", "firewall", "swp1"),
        Cable(EAST, "swp4", "wan-east", "swp1"),
        Cable(WEST, "swp4", "wan-west", "swp1"),
        Cable("wan-east", "swp2", "wan-west", "swp2"),
    )
    lab = replace(
        made, name=f"s-{os.getpid()}", switches=(*made.switches, *routers, firewall), cables=(*made.cables, *cables)
    )  # fmt: skip
    try:
        refused = up(lab)
        names = [switch.name for switch in (*made.switches, *routers)]
        waited = wait_until(lambda: sessions(lab.name, names), all_established, 120)
        assert waited.reached, waited.seen
        yield lab, refused
    finally:
        down(lab.name)


def first_address(lab, leaf):
    host = next(host for host in lab.hosts if host.name == f"host-{leaf}")
    return host.addresses[0][1].split("/")[0]


def echoes(lab, router):
    """Echo requests that came to it so far."""
    names, numbers = re.findall(
        r"^Icmp: (.*)$", run(("ip", "netns", "exec", lab.namespace(router), "cat", "/proc/net/snmp")), re.MULTILINE
    )
    return int(numbers.split()[names.split().index("InEchos")])


def exits(lab, leaves=(EAST, WEST, THIRD), target=BEYOND):
    """By leaf, the WAN router at which a packet of its host arrives; "" when it is lost."""
    found = {}
    for leaf in leaves:
        before = [echoes(lab, router) for router in ("wan-east", "wan-west")]
        space = lab.namespace(f"host-{leaf}")
        ping = ("ip", "netns", "exec", space, "ping", "-c1", "-W2", "-I", first_address(lab, leaf), target)
        answered = subprocess.run(ping, capture_output=True, check=False).returncode == 0
        after = [echoes(lab, router) for router in ("wan-east", "wan-west")]
        where = [name for name, was, now in zip(("east", "west"), before, after, strict=True) if now > was]
        found[leaf] = "+".join(where) if answered else ""
    return found


def everyone(way):
    return dict.fromkeys((EAST, WEST, THIRD), way)


def load(lab, made, switch):
    """The rendered file, as a push loads it."""
    text = next(one.files["frr.conf"] for one in made.switches if one.name == switch)
    file = Path("/etc/frr") / lab.namespace(switch) / "frr.conf"
    file.write_text(text)
    run((RELOAD, "-N", lab.namespace(switch), "--bindir", "/usr/bin", "--reload", str(file)), seconds=120)
    assert delta(lab.name, switch, file) == Delta((), ())


def received(lab, router, leaf):
    told = json.loads(vtysh(lab.name, router, f"show bgp ipv4 unicast neighbors {leaf} routes json"))
    return set(told["routes"])


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused = fabric
    assert refused == ()
    for name in (EAST, WEST, THIRD, "spine-p00-00"):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_everyone_leaves_by_the_first_gateway(fabric):
    lab, _ = fabric
    assert wait_until(lambda: exits(lab), lambda seen: seen == everyone("east"), 60).reached, exits(lab)


def test_nothing_leaves_without_the_mark_of_a_tier(fabric):
    """Loopbacks don't, nor what the other router announced."""
    lab, _ = fabric
    assert received(lab, "wan-east", "203.0.113.1") == TIER_PREFIXES
    assert received(lab, "wan-west", "203.0.113.3") <= TIER_PREFIXES


def test_the_wan_hears_the_tier_and_comes_back_by_the_first_gateway_too(fabric):
    lab, _ = fabric
    told = json.loads(vtysh(lab.name, "wan-west", "show bgp ipv4 unicast 10.128.8.0/27 json"))
    (best,) = [path for path in told["paths"] if path.get("bestpath", {}).get("overall")]
    assert best["aspath"]["string"].split()[0] == "65010"
    told = json.loads(vtysh(lab.name, "wan-east", "show bgp ipv4 unicast 10.128.8.32/27 json"))
    marks = {path["largeCommunity"]["string"] for path in told["paths"] if "largeCommunity" in path}
    assert marks == {"4200000000:1:1"}


def test_only_what_is_accepted_is_taken_and_the_rest_goes_where_it_is_known(fabric):
    """The east accepts a default route and no more; nobody takes a prefix of the fabric's own hosts."""
    lab, _ = fabric
    assert exits(lab, target=SPECIFIC) == everyone("west")
    table = json.loads(vtysh(lab.name, THIRD, "show bgp ipv4 unicast json"))["routes"]
    assert {"0.0.0.0/0", "198.51.100.0/24"} == {prefix for prefix in table if not prefix.startswith("10.")}
    assert "10.128.8.0/24" not in table


def test_what_the_wan_asks_passes_where_it_is_declared(fabric):
    lab, _ = fabric
    router, asked = lab.namespace("wan-east"), first_address(lab, THIRD)
    with listening(lab.namespace(f"host-{THIRD}"), asked, OPEN, SHUT):
        assert wait_until(lambda: connects(router, BEYOND, (asked, OPEN)), bool, 20).reached
        assert not connects(router, BEYOND, (asked, SHUT))
        run(("ip", "netns", "exec", lab.namespace(EAST), "iptables-legacy", "-t", "raw", "-F", "PREROUTING"))
        assert wait_until(lambda: connects(router, BEYOND, (asked, SHUT)), bool, 20).reached


def test_draining_one_changes_one_switch(pages):
    both, drained = pages
    changed = [one.name for one, other in zip(both.switches, drained.switches, strict=True) if one.files != other.files]
    assert changed == [EAST]


def test_a_drained_gateway_hands_over_without_a_loss_and_gets_it_back(fabric, pages):
    lab, _ = fabric
    session = lab, EAST, "203.0.113.0"
    state, _ = before = standing(*session)
    assert state == "Established"
    space = lab.namespace(f"host-{THIRD}")
    count = ("ping", "-i", "0.2", "-c", "150", "-W2", "-I", first_address(lab, THIRD), BEYOND)
    with subprocess.Popen(("ip", "netns", "exec", space, *count), stdout=subprocess.PIPE, text=True) as traffic:
        load(lab, pages[1], EAST)
        assert wait_until(lambda: exits(lab), lambda seen: seen == everyone("west"), 60).reached, exits(lab)
        after = standing(*session)
        said, _ = traffic.communicate()
    assert after == before
    assert " 0% packet loss" in said, said
    told = json.loads(vtysh(lab.name, "wan-east", "show bgp ipv4 unicast 10.128.8.0/27 json"))
    (best,) = [path for path in told["paths"] if path.get("bestpath", {}).get("overall")]
    assert best["aspath"]["string"].split()[0] == "65020"
    load(lab, pages[0], EAST)
    assert wait_until(lambda: exits(lab), lambda seen: seen == everyone("east"), 60).reached, exits(lab)


def test_a_lost_gateway_is_replaced_by_the_next(fabric):
    lab, _ = fabric
    cable = [cable for cable in lab.cables if cable.b == "wan-east"]
    cut(lab, cable)
    try:
        assert wait_until(lambda: exits(lab), lambda seen: seen == everyone("west"), 60).reached, exits(lab)
    finally:
        restore(lab, cable)
    assert wait_until(lambda: exits(lab), lambda seen: seen == everyone("east"), 90).reached, exits(lab)


def address_of(lab, leaf, tier):
    """Of the leaf's host in a tier, by its place in the tier's subnet."""
    host = next(host for host in lab.hosts if host.name == f"host-{leaf}")
    return next(one.split("/")[0] for _, one in host.addresses if int(one.split("/")[0].split(".")[3]) // 32 == tier)


def passed(lab):
    """Datagrams that the firewall forwarded so far."""
    told = run(("ip", "netns", "exec", lab.namespace("firewall"), "cat", "/proc/net/snmp"))
    names, numbers = re.findall(r"^Ip: (.*)$", told, re.MULTILINE)
    return int(numbers.split()[names.split().index("ForwDatagrams")])


def asked(lab, source, target):
    """Answers to two questions from one tier to another or to itself, and what the firewall forwarded of both."""
    (one, own), (other, its) = source, target
    before = passed(lab)
    ping = ("ping", "-c2", "-i0.2", "-W2", "-I", address_of(lab, one, own), address_of(lab, other, its))
    said = subprocess.run(
        ("ip", "netns", "exec", lab.namespace(f"host-{one}"), *ping), capture_output=True, text=True, check=False
    )
    return said.stdout.count("bytes from"), passed(lab) - before


def test_one_tier_reaches_the_other_through_the_firewall_and_itself_without_it(fabric):
    lab, _ = fabric
    frontier, open_ = 0, 1
    between = ((EAST, frontier), (WEST, open_))
    assert wait_until(lambda: asked(lab, *between), lambda seen: seen == (2, 4), 60).reached, asked(lab, *between)
    assert asked(lab, *between[::-1]) == (2, 4)
    assert asked(lab, (EAST, frontier), (WEST, frontier)) == (2, 0)


def test_without_the_firewall_the_tiers_are_apart(fabric):
    lab, _ = fabric
    cable = [cable for cable in lab.cables if cable.b == "firewall"]
    between = ((EAST, 0), (WEST, 1))
    cut(lab, cable)
    try:
        assert wait_until(lambda: asked(lab, *between), lambda seen: seen == (0, 0), 60).reached, asked(lab, *between)
        assert asked(lab, (EAST, 0), (WEST, 0)) == (2, 0)
    finally:
        restore(lab, cable)
    assert wait_until(lambda: asked(lab, *between), lambda seen: seen == (2, 4), 60).reached, asked(lab, *between)
