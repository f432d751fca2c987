"""DSCPs at a border on real packets: a leaf's own files on a hop between a host and a WAN router, in namespaces."""

import os
import re
import shutil
import socket
from contextlib import closing
from pathlib import Path

import pytest
from sockets import inside

from fabricgen.device import build
from fabricgen.judge import judge
from fabricgen.lab.command import run
from fabricgen.platforms import PLATFORMS
from fabricgen.render.press import Press
from fabricgen.render.templates import environment

pytestmark = pytest.mark.lab

PAGE = """
kind: fat-tree
name: case
size: {leaves: 2, spines: 1, downlinks: 8, nics_per_host: 2, max_leaves: 4, max_spines: 2}
hardware:
  leaf: {model: linux-lab, platform: frr}
  spine: {model: linux-lab, platform: frr}
  nic: 100G
  uplink: 100G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay: {loopbacks: 10.0.0.0/24, link_pool: 10.64.0.0/24}
management: {prefix: 192.0.2.0/24}
hosts: {attach: trunk, pool: 10.128.0.0/16}
availability: {pod: 50 %}
gateways:
  east:
    id: 1
    leaf: leaf-p00-00
    port: swp8
    asn: 65010
    address: 203.0.113.1/31
    marking: {inference: AF31, rdma: AF41, control: CS5}
tiers: {tier-00: {id: 0, gateways: [east]}}
"""
QUIET = "net.ipv6.conf.all.disable_ipv6=1"
"""No router solicitation comes between two looks at the counters of the queues."""
PROGRAMS = ("ip", "tc", "iptables-legacy-restore", "iptables-nft-restore")
HOP, HOST, WAN = (f"m{os.getpid()}-{name}" for name in ("hop", "host", "wan"))
INSIDE, OUTSIDE, PORT = "198.51.100.2", "203.0.113.2", 4791
OUT = {34: 26, 26: 34, 56: 40, 40: 0, 48: 48, 10: 10, 0: 0}
"""inference and rdma change places; control takes 40, which the rest gives up; cnp and the rest keep theirs."""
BACK = {26: 34, 34: 26, 40: 56, 56: 0, 48: 48, 10: 10, 0: 0}
"""56 is control inside only, so what brings it from the WAN is of the rest."""
ECN = 0b10
QUEUES = {34: "1:14", 26: "1:13", 56: "1:17", 48: "1:16", 10: "1:10", 40: "1:10"}
"""By the DSCP inside: of inference, rdma, control, cnp and the rest."""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marking")
    (folder / "intent.yml").write_text(PAGE)
    verdict = judge(folder)
    assert not verdict.errors
    made = Press(environment()).artifacts(build(verdict.plan.tiers[0], 0), PLATFORMS["frr"], "")
    return {Path(one.path).name: one.data.decode() for one in made}


@pytest.fixture(scope="module", params=["legacy", "nft"])
def hop(request, files):
    """Both of Debian's packet filters take the file; the hop forwards between two links."""
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing or os.geteuid():
        reason = (
            f"{', '.join(missing) or 'root'} missing; install with `apt-get install iproute2 iptables`, run as root"
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    try:
        for space in (HOP, HOST, WAN):
            run(("ip", "netns", "add", space))
            within(space, "sysctl", "-qw", QUIET)
        linked("swp1", HOST, "198.51.100.1/24", f"{INSIDE}/24")
        linked("swp8", WAN, "203.0.113.1/24", f"{OUTSIDE}/24")
        within(HOP, "sysctl", "-qw", "net.ipv4.ip_forward=1")
        run(("ip", "netns", "exec", HOP, f"iptables-{request.param}-restore"), files["rules.v4"])
        run(("ip", "netns", "exec", HOP, "tc", "-batch", "-"), queues(files["qdiscs"]))
        yield
    finally:
        for space in (HOP, HOST, WAN):
            run(("ip", "netns", "del", space))


def queues(text):
    """Of the WAN port, but for what marks inside a queue: RED, which not every kernel has and no packet needs here."""
    return "".join(f"{line}\n" for line in text.splitlines() if " swp8 " in line and " red " not in line)


def within(space, *words):
    return run(("ip", "netns", "exec", space, *words))


def linked(port, space, near, far):
    run(("ip", "link", "add", port, "netns", HOP, "type", "veth", "peer", "name", "eth0", "netns", space))
    for where, name, address in ((HOP, port, near), (space, "eth0", far)):
        run(("ip", "-n", where, "address", "add", address, "dev", name))
        run(("ip", "-n", where, "link", "set", name, "up"))
    run(("ip", "-n", space, "route", "add", "default", "via", near.split("/")[0]))


def heard(sender, receiver, address, dscp):
    """The byte with which a packet arrives that left with a DSCP and ECT(0)."""
    with inside(receiver):
        taking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with inside(sender):
        giving = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with closing(taking), closing(giving):
        taking.settimeout(5)
        taking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taking.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
        taking.bind((address, PORT))
        giving.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, dscp << 2 | ECN)
        giving.sendto(b"x", (address, PORT))
        _, told, _, _ = taking.recvmsg(64, 64)
    return told[0][2][0]


@pytest.mark.parametrize("dscp", OUT)
def test_towards_the_wan_packets_have_the_dscp_of_the_link(hop, dscp):
    assert heard(HOST, WAN, OUTSIDE, dscp) == OUT[dscp] << 2 | ECN


@pytest.mark.parametrize("dscp", BACK)
def test_from_the_wan_packets_get_the_fabrics_own_back(hop, dscp):
    assert heard(WAN, HOST, INSIDE, dscp) == BACK[dscp] << 2 | ECN


def counted():
    shown = within(HOP, "tc", "-s", "class", "show", "dev", "swp8")
    return {
        name: int(packets) for name, packets in re.findall(r"class htb (\S+) .*?\n Sent \d+ bytes (\d+) pkt", shown)
    }


@pytest.mark.parametrize("dscp", QUEUES)
def test_the_queue_is_that_of_the_class_whatever_the_link_calls_it(hop, dscp):
    before = counted()
    heard(HOST, WAN, OUTSIDE, dscp)
    after = counted()
    assert {name for name in after if after[name] > before[name]} == {"1:1", QUEUES[dscp]}


def test_without_the_rules_a_packet_keeps_its_dscp(hop, files):
    """Last of all: the judge isn't asleep."""
    for program in ("legacy", "nft"):
        within(HOP, f"iptables-{program}", "-t", "mangle", "-F")
    assert heard(HOST, WAN, OUTSIDE, 34) == 34 << 2 | ECN
