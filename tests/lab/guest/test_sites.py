"""Two fabrics of ours and a partner's router, from a folder of pages: who hears of what, and with which marks.

The partner sends what it should and what it shouldn't: marks of its own, marks that look like ours, others' prefixes.
"""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from peers import standing

from fabricgen.lab import Cable, Lab, Switch, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import RELOAD, Delta, all_established, delta, sessions, vtysh, wait_until
from fabricgen.render.run import Worker
from fabricgen.sites import judge_sites

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGES = Path(__file__).resolve().parents[3] / "inventories/two-sites"
NORTH, SOUTH = "10.128", "10.129"
BORDER, INSIDE = "leaf-p00-00", "leaf-p00-01"
"""The hand-off between the sites is at one leaf of each, and the partner at the other; so are the hosts."""
OURS, THEIRS, UNMARKED, STOLEN = 4200000000, "198.51.100.0/25", "198.51.100.128/25", "203.0.113.0/24"
SOUTH_ASN = OURS + (1 << 22)
ACME = f"""\
frr version 8.4.4
frr defaults datacenter
hostname acme
!
ip route {THEIRS} blackhole
ip route {UNMARKED} blackhole
ip route {STOLEN} blackhole
!
interface lo
 ip address 198.51.100.7/32
!
interface swp1
 ip address 192.0.2.2/31
!
interface swp2
 ip address 192.0.2.4/31
!
ip prefix-list MARKED seq 10 permit {THEIRS}
!
route-map OUT permit 10
 match ip address prefix-list MARKED
 set community 65100:5
 set large-community 65100:1:10 65100:77:7
!
route-map OUT permit 20
 set community 65100:6
 set large-community {OURS}:1:0 {SOUTH_ASN}:1:3
!
router bgp 65100
 no bgp ebgp-requires-policy
 neighbor 192.0.2.3 remote-as {OURS + 1}
 neighbor 192.0.2.5 remote-as {SOUTH_ASN + 1}
 !
 address-family ipv4 unicast
  network {THEIRS}
  network {UNMARKED}
  network {STOLEN}
  neighbor 192.0.2.3 route-map OUT out
  neighbor 192.0.2.3 soft-reconfiguration inbound
  neighbor 192.0.2.5 route-map OUT out
  neighbor 192.0.2.5 soft-reconfiguration inbound
 exit-address-family
exit
!
end
"""


def made(folder):
    """By site, its lab."""
    verdict = judge_sites(folder)
    assert verdict.findings == ()
    return {name: lab_of(one.blueprint, Worker(one.blueprint, ())) for name, one in verdict.verdicts.items()}


def renamed(site, switch):
    """Switches of both sites are called alike, and FRR's files say how: with the site's name in front."""
    old, new = f"hostname {switch.name}\n", f"hostname {site}-{switch.name}\n"
    assert old in switch.files["frr.conf"]
    return Switch(f"{site}-{switch.name}", {name: text.replace(old, new) for name, text in switch.files.items()})


def united(labs, name):
    """All sites in one lab: each machine with its site's name in front, and a host on one leaf of each."""
    switches, cables, hosts = [], [], []
    for site, lab in labs.items():
        kept = [host for host in lab.hosts if host.name == f"host-{INSIDE}"]
        nodes = {*(switch.name for switch in lab.switches), *(host.name for host in kept)}
        switches += [renamed(site, switch) for switch in lab.switches]
        hosts += [replace(host, name=f"{site}-{host.name}") for host in kept]
        cables += [
            cable._replace(a=f"{site}-{cable.a}", b=f"{site}-{cable.b}")
            for cable in lab.cables
            if {cable.a, cable.b} <= nodes
        ]
    switches.append(Switch("acme", {"frr.conf": ACME, "daemons": "bgpd=yes\nstaticd=yes\n"}))
    cables += [
        Cable(f"north-{BORDER}", "swp4", f"south-{BORDER}", "swp4"),
        Cable(f"north-{INSIDE}", "swp4", "acme", "swp1"),
        Cable(f"south-{INSIDE}", "swp4", "acme", "swp2"),
    ]
    return Lab(name, tuple(switches), tuple(cables), tuple(hosts))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The labs as they are, and with the north's hand-off to the south drained."""
    folder = tmp_path_factory.mktemp("sites") / "drained"
    copytree(PAGES, folder)
    page = folder / "north/intent.yml"
    before = "    address: 192.0.2.0/31\n"
    assert before in page.read_text()
    page.write_text(page.read_text().replace(before, f"{before}    drained: true\n"))
    return made(PAGES), made(folder)


@pytest.fixture(scope="module")
def world(able, pages):
    lab = united(pages[0], f"w-{os.getpid()}")
    try:
        refused = up(lab)
        names = [switch.name for switch in lab.switches]
        waited = wait_until(lambda: sessions(lab.name, names), all_established, 120)
        assert waited.reached, waited.seen
        yield lab, refused
    finally:
        down(lab.name)


def table(lab, switch, words="show bgp ipv4 unicast json"):
    return json.loads(vtysh(lab.name, switch, words))["routes"]


def routes_of(lab, switch, neighbor):
    """What it took from the neighbour."""
    return set(table(lab, switch, f"show bgp ipv4 unicast neighbors {neighbor} routes json"))


def marks(lab, switch, prefix, neighbor=None):
    """Of the path from a neighbour, or of the best one: large communities, standard ones, local preference."""
    told = json.loads(vtysh(lab.name, switch, f"show bgp ipv4 unicast {prefix} json"))
    (path,) = [
        path
        for path in told["paths"]
        if (path["peer"]["peerId"] == neighbor if neighbor else path.get("bestpath", {}).get("overall"))
    ]
    large = set(path.get("largeCommunity", {}).get("string", "").split())
    return large, set(path.get("community", {}).get("string", "").split()), path.get("locPrf")


def own(site, *values):
    asn = {"north": OURS, "south": SOUTH_ASN}[site]
    return {f"{asn}:{value}" for value in values}


def heard(lab, switch, prefix):
    def seen():
        return prefix in table(lab, switch)

    assert wait_until(seen, bool, 60).reached, (switch, prefix)


def address(lab, name):
    host = next(host for host in lab.hosts if host.name == name)
    return host.addresses[0][1].split("/")[0]


def reaches(lab, name, target):
    ping = ("ip", "netns", "exec", lab.namespace(name), "ping", "-c1", "-W3", "-I", address(lab, name), target)
    return subprocess.run(ping, capture_output=True, check=False).returncode == 0


def test_every_line_is_taken_and_shown_back(world):
    lab, refused = world
    assert refused == ()
    for name in (f"{site}-{leaf}" for site in ("north", "south") for leaf in (BORDER, INSIDE)):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_sites_hear_of_each_others_tiers_and_of_nothing_else(world):
    lab, _ = world
    heard(lab, f"north-{INSIDE}", f"{SOUTH}.4.96/27")
    heard(lab, f"south-{INSIDE}", f"{NORTH}.4.0/27")
    assert routes_of(lab, f"north-{BORDER}", "192.0.2.1") == {
        f"{SOUTH}.{4 * leaf}.{32 * tier}/27" for leaf in (0, 1) for tier in (3, 4)
    }
    assert routes_of(lab, f"south-{BORDER}", "192.0.2.0") == {
        f"{NORTH}.{4 * leaf}.{32 * tier}/27" for leaf in (0, 1) for tier in (0, 1)
    }


def test_marks_of_one_site_become_those_of_the_other(world):
    """The tier frontier of the north is large in the south, by the community that both agreed on for the link."""
    lab, _ = world
    assert marks(lab, f"south-{BORDER}", f"{NORTH}.0.0/27") == (own("south", "2:1", "6:3"), set(), 200)
    assert marks(lab, f"south-{BORDER}", f"{NORTH}.0.32/27") == (own("south", "2:1", "6:4"), set(), 200)
    assert marks(lab, f"north-{BORDER}", f"{SOUTH}.0.128/27") == (own("north", "2:1", "6:1"), set(), 200)
    assert marks(lab, f"south-{INSIDE}", f"{NORTH}.0.0/27")[0] == own("south", "2:1", "6:3")


def test_the_partner_hears_the_marks_that_it_knows_and_no_others(world):
    lab, _ = world
    assert marks(lab, "acme", f"{NORTH}.4.0/27", "192.0.2.3")[:2] == ({"65100:1:10"}, set())
    assert marks(lab, "acme", f"{NORTH}.4.32/27", "192.0.2.3")[:2] == (set(), set())
    assert marks(lab, "acme", f"{SOUTH}.4.96/27", "192.0.2.5")[:2] == ({"65100:1:10"}, set())


def test_no_site_carries_for_others(world):
    """Not between the partner and the other site, whatever marks the partner sends."""
    lab, _ = world
    assert {prefix[:6] for prefix in routes_of(lab, "acme", "192.0.2.3")} == {NORTH}
    assert {prefix[:6] for prefix in routes_of(lab, "acme", "192.0.2.5")} == {SOUTH}
    assert {prefix[:6] for prefix in routes_of(lab, f"south-{BORDER}", "192.0.2.0")} == {NORTH}


def test_of_the_partner_its_own_is_taken_and_its_marks_are_dropped_or_translated(world):
    lab, _ = world
    assert routes_of(lab, f"north-{INSIDE}", "192.0.2.2") == {THEIRS, UNMARKED}
    assert marks(lab, f"north-{INSIDE}", THEIRS, "192.0.2.2") == (own("north", "2:2", "6:0"), set(), 190)
    assert marks(lab, f"north-{INSIDE}", UNMARKED, "192.0.2.2") == (own("north", "2:2"), set(), 190)
    assert marks(lab, f"south-{INSIDE}", THEIRS, "192.0.2.4") == (own("south", "2:2", "6:3"), set(), 190)
    assert all(STOLEN not in table(lab, f"{site}-{INSIDE}") for site in ("north", "south"))


def test_hosts_reach_each_other_and_the_partner(world):
    lab, _ = world
    north, south = f"north-host-{INSIDE}", f"south-host-{INSIDE}"
    assert wait_until(lambda: reaches(lab, north, address(lab, south)), bool, 30).reached
    assert reaches(lab, south, address(lab, north))
    assert reaches(lab, north, "198.51.100.7")
    assert reaches(lab, south, "198.51.100.7")


def test_a_drained_hand_off_is_the_last_choice_on_the_other_side_too(world, pages):
    """One page and one switch change in the north; the south hears it by the mark."""
    lab, _ = world
    changed = [
        (site, one.name)
        for site in pages[0]
        for one, other in zip(pages[0][site].switches, pages[1][site].switches, strict=True)
        if one.files != other.files
    ]
    assert changed == [("north", BORDER)]
    session = lab, f"south-{BORDER}", "192.0.2.0"
    state, _ = before = standing(*session)
    assert state == "Established"
    load(lab, pages[1]["north"])
    avoided = own("south", "3:1"), set(), 50

    def seen():
        return marks(lab, f"south-{BORDER}", f"{NORTH}.0.0/27")

    assert wait_until(seen, lambda found: found == avoided, 60).reached, seen()
    assert standing(*session) == before
    load(lab, pages[0]["north"])
    assert wait_until(seen, lambda found: found[2] == 200, 60).reached, seen()


def load(lab, one):
    """The rendered file of the north's border, as a push loads it."""
    space = lab.namespace(f"north-{BORDER}")
    file = Path("/etc/frr") / space / "frr.conf"
    border = next(switch for switch in one.switches if switch.name == BORDER)
    file.write_text(renamed("north", border).files["frr.conf"])
    run((RELOAD, "-N", space, "--bindir", "/usr/bin", "--reload", str(file)), seconds=120)
    assert delta(lab.name, f"north-{BORDER}", file) == Delta((), ())
