"""What the FRR templates say, done by real daemons: 2 spines and 2 leaves, from an intent to the kernel's routes."""

import os
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.judge import judge
from fabricgen.lab import down, requirements, up
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Delta, all_established, delta, routes, sessions, wait_until
from fabricgen.render.run import Worker

pytestmark = pytest.mark.lab

INTENT = """\
kind: fat-tree
name: small
size: {leaves: 2, spines: 2, downlinks: 4, nics_per_host: 2}
hardware:
  leaf:  {model: linux-lab, platform: frr}
  spine: {model: linux-lab, platform: frr}
  nic: 100G
  uplink: 100G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay:
  loopbacks: 10.0.0.0/24
  link_pool: 10.64.0.0/24
"""
REST = """\
hosts: {attach: routed, pool: 10.128.0.0/24}
management: {prefix: 192.0.2.0/24}
"""
WORDS = {
    "both families on the links, with a password": (
        '  ipv6: {loopbacks: "2001:db8::/64", links: "2001:db8:1::/64"}\n  password: "env:BGP_KEY"\n'
    ),
    "only loopbacks have IPv6, marked routes stay below": (
        '  ipv6: {loopbacks: "2001:db8::/64"}\n  spine_asns: unique\n'
    ),
    "unmarked routes go up again": "  spine_asns: unique\n  valley_filter: false\n",
}
CLIMBS = "unmarked routes go up again"


@pytest.fixture(scope="module", params=WORDS, ids=WORDS)
def running(request, tmp_path_factory):
    """The variant, its lab, what was refused, and the devices by role."""
    if reasons := requirements():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))
    folder = tmp_path_factory.mktemp("small")
    (folder / "intent.yml").write_text(INTENT + WORDS[request.param] + REST)
    worker = Worker(judge(folder).blueprint, ())
    lab = replace(lab_of(judge(folder).blueprint, worker), name=f"frr-{os.getpid()}")
    leaves, spines = ([build(about, about.tier.first + index) for index in (0, 1)] for about in worker.tiers)
    try:
        yield request.param, lab, up(lab), leaves, spines
    finally:
        down(lab.name)


def announced(device):
    """What another switch must learn of this one: loopbacks, and a leaf's host ports as one prefix."""
    return {prefix for prefix in (device.loopback, device.loopback6, device.bgp.aggregate) if prefix}


def settle(lab, leaves, spines):
    """Until each leaf has both ways to the other leaf and one to each spine."""
    expected = [
        *((leaf, prefix, 2) for leaf, other in (leaves, leaves[::-1]) for prefix in announced(other)),
        *((leaf, prefix, 1) for leaf in leaves for spine in spines for prefix in announced(spine)),
    ]

    def missing():
        tables = {leaf.name: routes(lab.name, leaf.name) for leaf in leaves}
        return [
            (leaf.name, prefix) for leaf, prefix, ways in expected if len(tables[leaf.name].get(prefix, ())) != ways
        ]

    waited = wait_until(missing, lambda seen: not seen, 30)
    assert waited.reached, waited.seen


def test_no_line_is_refused(running):
    _, _, refused, _, _ = running
    assert refused == ()


def test_sessions_per_link(running):
    """One per address of the far end; IPv6 routes on the IPv4 session where that is the only one."""
    _, lab, _, leaves, spines = running
    everyone = [device.name for device in (*leaves, *spines)]
    waited = wait_until(lambda: sessions(lab.name, everyone), all_established, 40)
    assert waited.reached, waited.seen
    families = 2 if leaves[0].bgp.ipv6 else 1
    assert len(waited.seen) == families * sum(len(device.bgp.neighbors) for device in (*leaves, *spines))


def test_leaves_have_every_path(running):
    _, lab, _, leaves, spines = running
    settle(lab, leaves, spines)


def test_no_link_is_learnt(running):
    _, lab, _, leaves, spines = running
    settle(lab, leaves, spines)
    for device in (*leaves, *spines):
        connected = {str(ip_network(text, strict=False)) for port in device.ports for text in port[3:5] if text}
        links = {prefix for prefix in routes(lab.name, device.name) if prefix.startswith(("10.64.", "2001:db8:1:"))}
        assert links <= connected


def test_a_route_that_came_down_goes_up_again_only_when_unmarked(running):
    """A spine hears of the other spine only by way of a leaf."""
    variant, lab, _, leaves, spines = running
    settle(lab, leaves, spines)

    def heard():
        return [other.loopback in routes(lab.name, spine.name) for spine, other in (spines, spines[::-1])]

    assert wait_until(heard, all, 5).seen == [variant == CLIMBS] * 2


def test_reload_has_nothing_to_do(running):
    _, lab, _, leaves, spines = running
    for device in (*leaves, *spines):
        assert delta(lab.name, device.name, Path("/etc/frr") / lab.namespace(device.name) / "frr.conf") == Delta((), ())
