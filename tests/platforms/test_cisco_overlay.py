"""EVPN on NX-OS, VRF-lite on IOS-XR: golden files, the platforms' own words, what has to agree inside a file.

`pytest tests/platforms/test_cisco_overlay.py --update` rewrites the golden files; the difference is for a reviewer to
read.
"""

import re
from dataclasses import replace

import pytest

from fabricgen.device.model import Span
from fabricgen.platforms.overlay_terms import span_words
from tests.platforms import goldens, iosxr_words, nxos_words
from tests.platforms.cisco_overlay_devices import EVPN, IOSXR, NXOS
from tests.platforms.iosxr_yang import UnknownError, walk, written
from tests.platforms.judges import iosxr_models, needs_iosxr_models
from tests.platforms.test_iosxr import block

GOLDEN = goldens.FOLDER / "cisco-overlay"
SHOWN = {"nxos": NXOS, "iosxr": IOSXR}
CASES = goldens.cases(SHOWN)
WORDS = {"nxos": nxos_words, "iosxr": iosxr_words}
every = pytest.mark.parametrize(("platform", "name"), CASES)


def rendered(device):
    return goldens.first(device.platform, device)


@every
def test_golden(platform, name, update):
    text, path = rendered(SHOWN[platform][name]), GOLDEN / platform / f"{name}.cfg"
    if update:
        goldens.write(path, text)
    assert path.read_text() == text


def test_every_golden_file_has_a_device():
    assert {(path.parent.name, path.stem) for path in GOLDEN.glob("*/*")} == set(CASES)


@every
def test_every_command_is_known(platform, name):
    assert WORDS[platform].unknown(rendered(SHOWN[platform][name])) == []


@every
def test_without_an_overlay_nothing_of_it_is_said(platform, name):
    text = rendered(replace(SHOWN[platform][name], overlay=None))
    assert not re.search(
        r"evpn|nve|vn-segment|vni|EVPN|LOCAL-|next-hop|nv overlay|dot1q|vpnv4|PASS-ABOVE|NOTHING", text
    )


@pytest.mark.parametrize("name", NXOS)
def test_names_that_are_used_are_defined_and_vice_versa(name):
    text = rendered(NXOS[name])
    for defined, used in (
        (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        (r"^route-map (\S+) ", r"  (?:redistribute direct |nexthop )?route-map (\S+)"),
        (r"^vrf context (\S+)", r"(?:vrf member|use-vrf|^  vrf(?! member)) (\S+)"),
    ):
        assert set(re.findall(defined, text, re.MULTILINE)) == set(re.findall(used, text, re.MULTILINE)), defined


@pytest.mark.parametrize("name", ["leaf", "trunk"])
def test_a_vni_is_the_same_wherever_it_stands(name):
    """VLAN, VRF, tunnel and the interface that routes into it."""
    device, text = NXOS[name], rendered(NXOS[name])
    listed = re.search(r"^vlan (\S*,\S*)$", text, re.MULTILINE)[1]
    for vrf in device.overlay.vrfs:
        assert f"\nvlan {vrf.vlan}\n  vn-segment {vrf.vni}\n" in text
        assert f"\nvrf context {vrf.name}\n  vni {vrf.vni}\n  rd {vrf.distinguisher}\n" in text
        assert f"\n  member vni {vrf.vni} associate-vrf\n" in text
        block = text[text.index(f"\ninterface Vlan{vrf.vlan}\n") :].split("\n\n")[0]
        assert f"  vrf member {vrf.name}\n" in block
        assert "  ip forward" in block
        assert str(vrf.vlan) in listed.split(",") or f"-{vrf.vlan}" in listed or f"{vrf.vlan}-" in listed


def test_spines_pass_routes_on_as_they_are():
    """RFC 8365: the next hop stays the leaf, and targets that nobody there imports are kept."""
    text = rendered(NXOS["spine"])
    assert "    nexthop route-map KEEP-NEXT-HOP\n    retain route-target all\n" in text
    for group in NXOS["spine"].bgp.groups:
        found = re.search(
            rf"^route-map EVPN-{group.route_map_out} permit 20\n  set ip next-hop unchanged$", text, re.MULTILINE
        )
        assert found
    assert "nve" not in text
    assert re.search(r"^route-map EVPN-TO-ABOVE deny 10\n  match community CL-WENT-DOWN$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span("10.0.0.0/26", 31, 31), "10.0.0.0/26 eq 31"),
        (Span("10.0.0.0/27", 27, 27), "10.0.0.0/27"),
        (Span("10.0.0.0/24", 24, 32), "10.0.0.0/24 le 32"),
        (Span("10.0.0.0/24", 26, 28), "10.0.0.0/24 ge 26 le 28"),
    ],
)
def test_lengths_of_a_prefix(span, words):
    assert span_words(span) == words


def test_the_mtu_of_tenants_is_that_of_the_page():
    assert f"  mtu {EVPN.mtu}\n" in rendered(NXOS["leaf"])
    assert "Vlan2001\n  no shutdown\n  vrf member" in rendered(NXOS["trunk"])


@pytest.mark.parametrize("name", IOSXR)
def test_every_tenant_has_a_link_and_a_session_on_every_port_to_a_switch(name):
    device, text = IOSXR[name], rendered(IOSXR[name])
    asn = f"router bgp {device.bgp.asn}"
    for vrf in device.overlay.vrfs:
        for port in device.overlay.links:
            inside = block(text, f"interface {port.name}.{vrf.vlan}")
            assert inside[0] == f"vrf {vrf.name}"
            assert inside[-1] == f"encapsulation dot1q {vrf.vlan}"
        sessions = [line for line in block(text, asn, f"vrf {vrf.name}") if line.startswith("neighbor ")]
        assert len(sessions) == len(device.overlay.links)
        inside = block(text, asn, f"vrf {vrf.name}")
        assert inside[:2] == [f"rd {vrf.distinguisher}", "bgp bestpath as-path multipath-relax"]


@pytest.mark.parametrize("name", IOSXR)
def test_policies_that_are_named_exist_and_are_named(name):
    text = rendered(IOSXR[name])
    used = re.findall(r"^ +route-policy (\S+) (?:in|out)$|connected route-policy (\S+)", text, re.MULTILINE)
    assert set(re.findall(r"^route-policy (\S+)$", text, re.MULTILINE)) == {one or other for one, other in used}
    assert set(re.findall(r"^prefix-set (\S+)", text, re.MULTILINE)) == set(re.findall(r"destination in (\S+)", text))


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, models = rendered(IOSXR[name]), iosxr_models()
    assert walk(text, models) == written(text)
    for right, wrong in (("encapsulation dot1q 2001", "encapsulation dot1q 5000"), (" rd 10.0.0.1:1", " rd 10.0.0.1")):
        assert right in text
        with pytest.raises(UnknownError):
            walk(text.replace(right, wrong), models)
