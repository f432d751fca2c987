"""A switch should have the sessions that its configuration asks for, in VRFs and between loopbacks too."""

import re
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.render.run import Worker
from fabricgen.rollout.expected import expected
from fabricgen.rollout.observed import key_in

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
EVPN = "overlay: {kind: evpn, number: 64512}"
LITE = "overlay: {kind: vrf-lite}"
PAGES = {
    "a lab": ("lab", ()),
    "WAN routers": ("lab-steering", ()),
    "EVPN over links": ("lab-tenants", ()),
    "EVPN between loopbacks": ("lab-tenants", ((EVPN, "overlay: {kind: evpn, number: 64512, sessions: loopbacks}"),)),
    "VRF-lite": ("lab-tenants", ((EVPN, LITE),)),
    "VRF-lite, unnumbered": (
        "lab-tenants",
        ((EVPN, LITE), ("links: /31", "links: unnumbered"), (r"  link_pool: .*\n", "")),
    ),
}  # fmt: skip


def configured(conf):
    """Neighbours of all instances of BGP in frr.conf; a peer group is none."""
    vrf = None
    for line in conf.splitlines():
        if start := re.fullmatch(r"router bgp \d+(?: vrf (\S+))?", line):
            vrf = start[1]
        found = re.fullmatch(r" neighbor (\S+) (?:interface )?(?:peer-group|remote-as) \S+", line)
        if found and not found[1].isupper():
            yield key_in(vrf, found[1])


@pytest.mark.parametrize("name", PAGES)
def test_what_frr_is_told(tmp_path, name):
    inventory, edits = PAGES[name]
    text = (INVENTORIES / inventory / "intent.yml").read_text(encoding="utf-8")
    for old, new in edits:
        assert re.search(old if "\\n" in old else re.escape(old), text)
        text = re.sub(old, new, text) if "\\n" in old else text.replace(old, new)
    (tmp_path / "intent.yml").write_text(text, encoding="utf-8")
    verdict = judge(tmp_path)
    assert not verdict.errors
    worker = Worker(verdict.blueprint, ())
    for switch in range(len(worker.tiers[0].names)):
        (conf,) = (item.data.decode() for item in worker.artifacts(switch) if item.path.endswith("/frr.conf"))
        wanted = [session.key for session in expected(worker.tiers, switch, {}).sessions]
        assert sorted(wanted) == sorted(set(configured(conf)))
        assert wanted


def test_a_session_in_a_vrf_is_told_by_it():
    assert (key_in(None, "10.0.0.1"), key_in("acme", "10.0.0.1")) == ("10.0.0.1", "10.0.0.1 in acme")
