"""Tiers on trunk ports, from a page of intent: VLANs, the VRFs that keep them apart, and the queues that mark."""

import os
from dataclasses import replace
from ipaddress import ip_interface
from pathlib import Path

import pytest
import sockets

from fabricgen.judge import judge
from fabricgen.lab import Cable, Host, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Delta, Flow, all_established, delta, lost, sessions, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
EDITS = {
    "leaves: 4": "leaves: 2",
    "  spines: 2\n": "  spines: 1\n",
    "attach: routed": "attach: trunk",
    "pool: 10.128.0.0/24": "pool: 10.128.0.0/18",
}
TIERS = """
vrfs:
  training: {id: 1}
  inference: {id: 2}
tiers:
  frontier: {id: 0, vrf: training}
  small: {id: 1, vrf: inference}
  open: {id: 2}
"""
FRONTIER, SMALL, OPEN, UNDECLARED = 100, 101, 102, 103
VLANS = (FRONTIER, SMALL, OPEN)
LEAF, OTHER, SECOND = "leaf-p00-00", "leaf-p00-01", "second"
RDMA, OTHERS = 26, 0  # code points
MARKS_FROM, BURST = 50, 600  # packets of 1000 bytes: 4 us at 100 Gbit/s, and far more than 20 us
SPEED = "10mbit"  # so slow that a burst waits: a virtual cable has no speed of its own


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, what it refused, and the hosts' addresses by host and VLAN. Beside the host of the inventory the first
    leaf has another one, one that knows no tags, and one that has chosen a VLAN that nobody declared.
    """
    folder = tmp_path_factory.mktemp("tiers")
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text + TIERS)
    verdict = judge(folder)
    assert verdict.findings == ()
    made = lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))
    hosts = {host.name: {int(at.split(".")[1]): near for at, near in host.addresses} for host in made.hosts}
    more = second(hosts), *(stranger(number, hosts) for number in (2, 3))
    hosts |= {SECOND: {int(at.split(".")[1]): near for at, near in more[0].addresses}}
    wires = tuple(Cable(LEAF, f"swp{number}", host.name, "eth0") for number, host in enumerate(more, start=2))
    lab = replace(made, name=f"t-{os.getpid()}", hosts=(*made.hosts, *more), cables=(*made.cables, *wires))
    try:
        yield (
            lab,
            up(lab),
            {name: {vlan: near.split("/")[0] for vlan, near in own.items()} for name, own in hosts.items()},
        )
    finally:
        down(lab.name)


def second(hosts):
    pairs = hosts[f"host-{LEAF}"].items()
    gateways = tuple(later(near, -1).split("/")[0] for _, near in pairs)
    return Host(SECOND, tuple((f"eth0.{vlan}", later(near, 1)) for vlan, near in pairs), gateways)


def stranger(number, hosts):
    """Right address, wrong tag: none, or that of no tier."""
    address = later(hosts[f"host-{LEAF}"][OPEN], number)
    return Host(f"stranger{number}", (("eth0" if number == 2 else f"eth0.{UNDECLARED}", address),))


def later(address, number):
    given = ip_interface(address)
    return f"{given.ip + number}/{given.network.prefixlen}"


def own(hosts, vlan, host=f"host-{LEAF}"):
    return hosts[host][vlan]


def gateway(hosts, vlan):
    return later(own(hosts, vlan), -1).split("/")[0]


def flow(hosts, vlan, target):
    return Flow(f"host-{LEAF}", own(hosts, vlan), target)


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused, _ = fabric
    assert refused == ()
    for name in (LEAF, "spine-p00-00"):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_each_tier_reaches_its_gateway_tagged_and_its_like_at_another_port(fabric):
    lab, _, hosts = fabric
    near = [flow(hosts, vlan, target) for vlan in VLANS for target in (gateway(hosts, vlan), own(hosts, vlan, SECOND))]
    assert lost(lab.name, near) == ()


def test_a_tier_in_the_default_vrf_reaches_its_like_on_another_leaf(fabric):
    lab, _, hosts = fabric
    waited = wait_until(lambda: sessions(lab.name, [LEAF, OTHER]), all_established, 60)
    assert waited.reached, waited.seen
    across = [flow(hosts, OPEN, own(hosts, OPEN, f"host-{OTHER}"))]
    assert wait_until(lambda: lost(lab.name, across), lambda seen: not seen, 20).reached


def test_without_the_tag_of_a_tier_nothing_is_reached(fabric):
    lab, _, hosts = fabric
    flows = [Flow(host.name, host.addresses[0][1].split("/")[0], gateway(hosts, OPEN)) for host in lab.hosts[-2:]]
    assert len(flows) == 2
    assert set(lost(lab.name, flows)) == set(flows)


def test_tenants_reach_neither_each_other_nor_the_underlay(fabric):
    lab, _, hosts = fabric
    spine = run(("ip", "-j", "-n", lab.namespace("spine-p00-00"), "address", "show", "dev", "lo", "scope", "global"))
    underlay = spine.partition('"local":"')[2].partition('"')[0]
    assert underlay.startswith("10.0.")
    apart = [(mine, theirs) for mine in VLANS for theirs in VLANS if mine != theirs]
    barred = [
        *(flow(hosts, mine, own(hosts, theirs, SECOND)) for mine, theirs in apart),
        *(flow(hosts, mine, gateway(hosts, theirs)) for mine, theirs in apart),
        *(flow(hosts, mine, underlay) for mine in (FRONTIER, SMALL)),
    ]
    assert set(lost(lab.name, barred)) == set(barred)


@pytest.fixture
def slow(fabric):
    """The second leaf's port to its host, slowed down: the receiver's address and its socket, and a sender's."""
    lab, _, hosts = fabric
    slowed = ["class", "change", "dev", "swp1", "parent", "1:", "classid", "1:1", "htb", "rate"]
    run(("tc", "-n", lab.namespace(OTHER), *slowed, SPEED))
    near, far = own(hosts, OPEN), own(hosts, OPEN, f"host-{OTHER}")
    with (
        sockets.udp(lab.namespace(f"host-{LEAF}"), near) as sender,
        sockets.udp(lab.namespace(f"host-{OTHER}"), far, 5000) as receiver,
    ):
        yield sender, receiver, (far, 5000)
    run(("tc", "-n", lab.namespace(OTHER), *slowed, "100gbit"))


# Less than the threshold comes first: RED under HTB learns of an idle time only from what comes after it, so the first
# packets after a burst can still be marked.
LOADS = {
    "less than the threshold": (RDMA, sockets.ECT0, MARKS_FROM - 10),
    "load": (RDMA, sockets.ECT0, BURST),
    "load without ECT": (RDMA, sockets.NOT_ECT, BURST),
    "load in a class that doesn't mark": (OTHERS, sockets.ECT0, BURST),
}


@pytest.mark.parametrize(("dscp", "ecn", "packets"), LOADS.values(), ids=LOADS)
def test_the_queue_marks_what_it_may_once_it_is_long(slow, dscp, ecn, packets):
    sender, receiver, target = slow
    sockets.burst(sender, target, dscp, ecn, packets)
    seen = sockets.received(receiver)
    marked = seen.count(sockets.CE)
    if (dscp, ecn, packets) == LOADS["load"]:
        assert len(seen) == packets
        assert packets / 3 < marked <= packets - MARKS_FROM
    else:
        assert (marked, bool(seen)) == (0, True)
        assert (len(seen) < packets) == (ecn == sockets.NOT_ECT)
