"""VRF-lite, from a page of intent: a sub-interface for each VRF on each link, routed as the underlay is."""

import json
import os
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut
from fabricgen.lab.observe import Delta, Flow, delta, lost, vtysh, wait_until
from fabricgen.render.run import Worker
from fabricgen.rollout.expected import expected, port_names
from fabricgen.rollout.observed import observe
from fabricgen.rollout.scene import Look
from fabricgen.rollout.verify import verify
from fabricgen.targets.drivers.frr import FrrDriver

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
EDITS = {"{kind: evpn, number: 64512}": "{kind: vrf-lite}", "  spines: 2\n": "  spines: 1\n"}
OVER_OSPF = {
    "  leaves: 4\n": "  leaves: 2\n",
    '      - {between: ["leaf-p00-0[23]", spine-p00-01], length: 30 m}\n': "",
    "\nhosts:\n": "\noverlay: {kind: vrf-lite}\nvrfs: {acme: {id: 1, leaves: [leaf-*], pool: 10.9.0.0/16}}\nhosts:\n",
}
ACME, ALSO_ACME, BLUE, STORAGE = (f"leaf-p00-0{number}" for number in range(4))
SPINE, FAR_SPINE = "spine-p00-00", "spine-p00-01"
SUBINTERFACE = ".2001"  # of VRF 1 on every link


@contextmanager
def running(inventory, edits, folder, name):
    """The lab of an inventory that was edited, what it refused, the address of the host of each leaf, and its plan."""
    text = (ROOT / inventory / "intent.yml").read_text()
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text)
    verdict = judge(folder)
    assert verdict.findings == ()
    worker = Worker(verdict.blueprint, ())
    lab = replace(lab_of(verdict.blueprint, worker), name=f"{name}-{os.getpid()}")
    hosts = {host.name.removeprefix("host-"): host.addresses[0][1].split("/")[0] for host in lab.hosts}
    try:
        yield lab, up(lab), hosts, worker.tiers
    finally:
        down(lab.name)


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    with running("inventories/lab-tenants", EDITS, tmp_path_factory.mktemp("vrf-lite"), "v") as lab:
        yield lab


@pytest.fixture(scope="module")
def over_ospf(able, tmp_path_factory):
    """Two leaves in one hall and two spines, the second of them 10 km away."""
    with running("inventories/lab-ospf", OVER_OSPF, tmp_path_factory.mktemp("vrf-ospf"), "o") as lab:
        yield lab


def flow(hosts, source, target):
    return Flow(f"host-{source}", hosts[source], hosts[target])


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused, *_ = fabric
    assert refused == ()
    for name in (ACME, SPINE):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_a_tenant_reaches_its_other_leaf_and_everyone_the_service(fabric):
    lab, _, hosts, _ = fabric
    flows = [flow(hosts, ACME, ALSO_ACME), *(flow(hosts, leaf, STORAGE) for leaf in (ACME, ALSO_ACME, BLUE))]
    waited = wait_until(lambda: lost(lab.name, flows), lambda seen: not seen, 90)
    assert waited.reached, waited.seen


def test_tenants_don_t_reach_each_other(fabric):
    lab, _, hosts, _ = fabric
    barred = [flow(hosts, ACME, BLUE), flow(hosts, BLUE, ACME), flow(hosts, ALSO_ACME, BLUE)]
    assert set(lost(lab.name, barred)) == set(barred)


def test_a_spine_keeps_tenants_apart_too(fabric):
    lab, _, hosts, _ = fabric
    table = vtysh(lab.name, SPINE, "show ip route vrf acme")
    assert hosts[ALSO_ACME].rpartition(".")[0] in table
    assert SUBINTERFACE in table
    assert "10.200." not in table


def test_adjacencies_in_a_vrf_are_read_and_a_sub_interface_that_is_down_is_told(over_ospf):
    """By the driver, of FRR's own answers. The far link: the near one carries all."""
    lab, _, _, tiers = over_ospf
    tagged = ("ip", "-n", lab.namespace(ACME), "link", "set", f"swp6{SUBINTERFACE}")
    missing = f"the OSPF adjacency {ACME} swp6 – {FAR_SPINE} swp1 (neighbor swp6{SUBINTERFACE} in acme) isn't there"
    with asked(lab, tiers, (ACME, FAR_SPINE)) as told:
        assert wait_until(told, lambda seen: not seen, 60).reached, told()
        run((*tagged, "down"))
        try:
            assert wait_until(told, lambda seen: seen == [missing], 30).reached, told()
        finally:
            run((*tagged, "up"))


def test_ospf_in_a_vrf_takes_the_near_path_and_falls_back(over_ospf):
    """The sub-interfaces cost what their ports do, and the underlay hears nothing of the tenant."""
    lab, refused, hosts, _ = over_ospf
    assert refused == ()
    assert delta(lab.name, ACME, Path("/etc/frr") / lab.namespace(ACME) / "frr.conf") == Delta((), ())
    there = [flow(hosts, ACME, ALSO_ACME)]
    waited = wait_until(lambda: lost(lab.name, there), lambda seen: not seen, 60)
    assert waited.reached, waited.seen
    block = hosts[ALSO_ACME].rpartition(".")[0]
    ways = partial(ways_to, lab.name, hosts[ALSO_ACME])
    assert wait_until(ways, lambda seen: seen == {f"swp5{SUBINTERFACE}"}, 30).reached, ways()
    assert block not in vtysh(lab.name, SPINE, "show ip route")
    cables = [cable for cable in lab.cables if (ACME, "swp5") in cable.ends]
    cut(lab, cables)
    assert wait_until(ways, lambda seen: seen == {f"swp6{SUBINTERFACE}"}, 30).reached, ways()
    assert lost(lab.name, there) == ()


@contextmanager
def asked(lab, tiers, switches):
    """What `verify` says of the adjacencies of switches, as their drivers read them, each time that it's called."""
    wanted = [expected(tiers, tiers[0].names.index(name), {}) for name in switches]
    ports = port_names(tiers)
    with ExitStack() as opened:
        drivers = [
            FrrDriver(name, "", "", optional_args={"transport": "local", "namespace": lab.namespace(name)})
            for name in switches
        ]
        for driver in drivers:
            driver.open()
            opened.callback(driver.close)

        def told():
            seen = [observe(Adjacent(driver.get_ospf_neighbors), "ospf") for driver in drivers]
            assert all(each.sessions is not None for each in seen), [each.notes for each in seen]
            looks = [Look(should, replace(each, notes=())) for should, each in zip(wanted, seen, strict=True)]
            return [finding.message for finding in verify(looks, ports)]

        yield told


class Adjacent:
    """A switch that is asked for its neighbours in OSPF, and can't say anything else."""

    def __init__(self, get_ospf_neighbors):
        self.get_ospf_neighbors = get_ospf_neighbors

    def __getattr__(self, name):
        def unread():
            raise NotImplementedError(name)

        return unread


def ways_to(lab, host):
    """Sub-interfaces that the first leaf sends the tenant's packets to that host by."""
    shown = json.loads(vtysh(lab, ACME, f"show ip route vrf acme {host} json"))
    return {hop.get("interfaceName") for routes in shown.values() for hop in routes[0]["nexthops"] if hop.get("fib")}
