"""A switch should have the sessions that its configuration asks for, in VRFs and between loopbacks too; and with OSPF
the adjacencies of each VRF, by the names that a platform has for sub-interfaces and VRFs.
"""

import re
from pathlib import Path

import orjson
import pytest

from fabricgen.judge import judge
from fabricgen.render.run import Worker
from fabricgen.rollout.expected import expected
from fabricgen.rollout.observed import key_in
from tests.platforms.ends import tree
from tests.platforms.test_eos import commands as eos_commands
from tests.platforms.test_iosxr import commands as iosxr_commands
from tests.platforms.test_vrf_lite_ends import BOXES
from tests.platforms.test_vrf_lite_ends import PAGE as TENANTS

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


def frr_hellos(files):
    """Of frr.conf, and of ifupdown2's file, which knows the VRFs."""
    vrfs = dict(re.findall(r"^iface (\S+)\n(?:    .*\n)*?    vrf (\S+)$", files["interfaces"], re.MULTILINE))
    return _frr_hellos(files["frr.conf"], vrfs)


def sonic_hellos(files):
    rows = orjson.loads(files["config_db.json"])["VLAN_SUB_INTERFACE"]
    return _frr_hellos(files["frr.conf"], {name: row["vrf_name"] for name, row in rows.items() if "vrf_name" in row})


def _frr_hellos(conf, vrfs):
    for name, block in re.findall(r"^interface (\S+)\n((?:^ .*\n)*)", conf, re.MULTILINE):
        if "ip ospf hello-interval" in block:
            yield key_in(vrfs.get(name), name)


def eos_hellos(files):
    (text,) = files.values()
    for head, block in tree(eos_commands(text)).items():
        if start := re.fullmatch(r"router ospf \d+(?: vrf (\S+))?", head):
            yield from (key_in(start[1], line.split()[2]) for line in block if line.startswith("no passive-interface"))


def iosxr_hellos(files):
    (text,) = files.values()
    routing = tree(iosxr_commands(text))["router ospf 1"]
    for vrf, block in {
        None: routing,
        **{line.split()[1]: below for line, below in routing.items() if "vrf" in line},
    }.items():
        for line, below in block["area 0.0.0.0"].items():
            if "passive enable" not in below:
                yield key_in(vrf, line.removeprefix("interface "))


HELLOS = {"frr": frr_hellos, "sonic": sonic_hellos, "eos": eos_hellos, "iosxr": iosxr_hellos}


@pytest.mark.parametrize("platform", HELLOS)
def test_whom_a_switch_is_told_to_say_hello(tmp_path, platform):
    """Of all platforms that have OSPF inside VRFs and whose drivers read its neighbours."""
    gbps = "100G" if platform == "frr" else "400G"
    box = f"{{model: {BOXES[platform]}, platform: {platform}}}"
    hardware = f"hardware: {{leaf: {box}, spine: {box}, nic: {gbps}, uplink: {gbps}}}\n"
    underlay = "underlay: {routing: ospf, loopbacks: 10.255.0.0/24, link_pool: 10.254.0.0/24}\n"
    (tmp_path / "intent.yml").write_text(f"{TENANTS}{hardware}{underlay}")
    verdict = judge(tmp_path)
    assert not verdict.errors, verdict.findings
    worker = Worker(verdict.blueprint, ())
    for switch, links in enumerate((2, 2, 2, 2, 4, 4)):
        files = {item.path.rpartition("/")[2]: item.data.decode() for item in worker.artifacts(switch)}
        wanted = [session.key for session in expected(worker.tiers, switch, {}).sessions]
        assert sorted(wanted) == sorted(HELLOS[platform](files))
        assert len(wanted) == links * 3  # two VRFs, and outside of them
