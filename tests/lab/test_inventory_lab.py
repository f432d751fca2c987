"""inventories/lab, rendered and run on real FRR: what a page of intent promises, seen in the kernel."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Delta, Flow, all_established, delta, lost, routes, sessions, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[2]
VARIANTS = {
    "numbered": {},
    "unnumbered": {
        "link_pool: 10.64.0.0/24": "ipv6: {loopbacks: 2001:db8::/64}",
        "links: /31  ": "links: unnumbered  ",
    },
    "unique spine ASNs": {"  bfd:": "  spine_asns: unique\n  bfd:"},
}


def inventory(folder, edits):
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text)
    return folder


@pytest.fixture(scope="module", params=VARIANTS, ids=VARIANTS)
def running(request, able, tmp_path_factory):
    """The lab, its refused lines, its devices by name."""
    verdict = judge(inventory(tmp_path_factory.mktemp("lab"), VARIANTS[request.param]))
    assert verdict.findings == ()
    worker = Worker(verdict.blueprint, ())
    lab = replace(lab_of(verdict.blueprint, worker), name=f"inv-{os.getpid()}")
    devices = {
        device.name: device
        for about in worker.tiers
        for device in (build(about, switch) for switch in range(about.tier.first, about.tier.first + about.tier.count))
    }
    try:
        yield lab, up(lab), devices
    finally:
        down(lab.name)


def leaves(devices):
    return [device for device in devices.values() if device.role == "leaf"]


def flows(lab, devices):
    """Every leaf to every switch and back; every host to every other host."""
    loopback = {name: device.loopback.split("/")[0] for name, device in devices.items()}
    pairs = [(leaf.name, name) for leaf in leaves(devices) for name in devices if name != leaf.name]
    between = [Flow(a, loopback[a], loopback[b]) for a, b in (*pairs, *((b, a) for a, b in pairs))]
    hosts = {host.name: host.addresses[0][1].split("/")[0] for host in lab.hosts}
    return [*between, *(Flow(a, hosts[a], hosts[b]) for a in hosts for b in hosts if a != b)]


def paths(lab, devices):
    """Next hops in the kernel of each leaf for what every other leaf announces."""
    tables = {leaf.name: routes(lab.name, leaf.name) for leaf in leaves(devices)}
    return {
        (leaf.name, prefix): len(tables[leaf.name].get(prefix, ()))
        for leaf in leaves(devices)
        for other in leaves(devices)
        for prefix in (other.loopback, other.bgp.aggregate, other.loopback6)
        if prefix and other is not leaf
    }


def settle(lab, devices, count):
    waited = wait_until(lambda: paths(lab, devices), lambda seen: set(seen.values()) == {count}, 30)
    assert waited.reached, waited.seen


def answered(lab, wanted):
    """All pings; a busy machine may lose one, and a wrong path loses it each time."""
    waited = wait_until(lambda: lost(lab.name, wanted), lambda seen: not seen, 20)
    assert waited.seen == ()


def test_no_line_is_refused(running):
    _, refused, _ = running
    assert refused == ()


def test_every_session_comes_up(running):
    lab, _, devices = running
    waited = wait_until(lambda: sessions(lab.name, list(devices)), all_established, 40)
    assert waited.reached, [session for session in waited.seen if session.state != "Established"]
    families = 2 if any(device.bgp.ipv6 for device in devices.values()) else 1
    assert len(waited.seen) == families * sum(len(device.bgp.neighbors) for device in devices.values())


def test_the_kernel_has_every_equal_cost_path(running):
    lab, _, devices = running
    settle(lab, devices, count=2)


def test_everything_reaches_everything(running):
    lab, _, devices = running
    settle(lab, devices, count=2)
    answered(lab, flows(lab, devices))


def test_only_loopbacks_and_host_prefixes_are_announced(running):
    lab, _, devices = running
    settle(lab, devices, count=2)
    known = {
        prefix for device in devices.values() for prefix in (device.loopback, device.loopback6, device.bgp.aggregate)
    }
    for leaf in leaves(devices):
        own = {str(port.address) for port in leaf.ports}
        links = {prefix for prefix in routes(lab.name, leaf.name) if prefix.startswith("10.64.") and prefix not in own}
        assert len(links) <= len(leaf.bgp.neighbors), "a link of another switch was learnt"
        learnt = {prefix for prefix in routes(lab.name, leaf.name) if prefix.startswith("10.0.")}
        assert learnt <= known


def test_the_running_configuration_is_the_rendered_one(running):
    lab, _, devices = running
    for name in devices:
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_traffic_flows_after_a_spine_is_cut_and_spreads_again_after(running):
    lab, _, devices = running
    settle(lab, devices, count=2)
    spine = next(device.name for device in devices.values() if device.role == "spine")
    cables = lab.cables_of(spine)
    cut(lab, cables)
    try:
        settle(lab, devices, count=1)
        alive = [flow for flow in flows(lab, devices) if flow.node != spine and not _towards(devices, spine, flow)]
        answered(lab, alive)
    finally:
        restore(lab, cables)
    settle(lab, devices, count=2)


def _towards(devices, name, flow):
    return flow.target == devices[name].loopback.split("/")[0]
