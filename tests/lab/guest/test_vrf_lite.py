"""VRF-lite, from a page of intent: a sub-interface for each VRF on each link, and nothing but BGP between them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Delta, Flow, delta, lost, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
EDITS = {"{kind: evpn, number: 64512}": "{kind: vrf-lite}", "  spines: 2\n": "  spines: 1\n"}
ACME, ALSO_ACME, BLUE, STORAGE = (f"leaf-p00-0{number}" for number in range(4))
SPINE = "spine-p00-00"
SUBINTERFACE = ".2001"  # of VRF 1 on every link


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, what it refused, and the address of the host of each leaf."""
    folder = tmp_path_factory.mktemp("vrf-lite")
    text = (ROOT / "inventories/lab-tenants/intent.yml").read_text()
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text)
    verdict = judge(folder)
    assert verdict.findings == ()
    lab = replace(lab_of(verdict.blueprint, Worker(verdict.blueprint, ())), name=f"v-{os.getpid()}")
    hosts = {host.name.removeprefix("host-"): host.addresses[0][1].split("/")[0] for host in lab.hosts}
    try:
        yield lab, up(lab), hosts
    finally:
        down(lab.name)


def flow(hosts, source, target):
    return Flow(f"host-{source}", hosts[source], hosts[target])


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused, _ = fabric
    assert refused == ()
    for name in (ACME, SPINE):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_a_tenant_reaches_its_other_leaf_and_everyone_the_service(fabric):
    lab, _, hosts = fabric
    flows = [flow(hosts, ACME, ALSO_ACME), *(flow(hosts, leaf, STORAGE) for leaf in (ACME, ALSO_ACME, BLUE))]
    waited = wait_until(lambda: lost(lab.name, flows), lambda seen: not seen, 90)
    assert waited.reached, waited.seen


def test_tenants_don_t_reach_each_other(fabric):
    lab, _, hosts = fabric
    barred = [flow(hosts, ACME, BLUE), flow(hosts, BLUE, ACME), flow(hosts, ALSO_ACME, BLUE)]
    assert set(lost(lab.name, barred)) == set(barred)


def test_a_spine_keeps_tenants_apart_too(fabric):
    lab, _, hosts = fabric
    table = vtysh(lab.name, SPINE, "show ip route vrf acme")
    assert hosts[ALSO_ACME].rpartition(".")[0] in table
    assert SUBINTERFACE in table
    assert "10.200." not in table
