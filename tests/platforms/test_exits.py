"""Gateways of VRFs: golden files of every platform that has them, and the platforms' own words and parsers.

`pytest tests/platforms/test_exits.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from fabricgen.findings import Severity
from fabricgen.judge import judge
from fabricgen.platforms import PLATFORMS
from fabricgen.render.run import Worker
from tests.platforms import eos_words, goldens
from tests.platforms import exits_devices as devices
from tests.platforms.judges import needs_sonic_models, refused

GOLDEN = goldens.FOLDER / "exits"
SHOWN = {"frr": devices.FRR, "eos": devices.EOS, "sonic": devices.SONIC}
CASES = goldens.cases(SHOWN)
every = pytest.mark.parametrize(("platform", "name"), CASES)
ROUTING = {"frr": "frr.conf", "sonic": "frr.conf", "eos": ".cfg"}
POLICIES = r"\S*(?:IN-acme|IN-shared|EVPN\S*|NEAR\S*|LOCAL-\S+)"


def shown(platform, name):
    return goldens.with_vrfs(platform, SHOWN[platform][name])


def routing(platform, name):
    return shown(platform, name)[ROUTING[platform]]


@every
def test_golden(platform, name, update):
    texts, folder = shown(platform, name), GOLDEN / platform / name
    if update:
        goldens.write_folder(folder, texts)
    assert goldens.read_folder(folder) == texts


def test_every_golden_folder_has_a_device():
    assert {(path.parent.name, path.name) for path in GOLDEN.glob("*/*")} == set(CASES)


def test_every_platform_that_says_it_can_is_here():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_vrf_gateways} == set(SHOWN)


@every
def test_without_them_the_vrfs_are_as_before(platform, name):
    device = SHOWN[platform][name]
    overlay = replace(device.overlay, vrfs=tuple(replace(vrf, exits=None) for vrf in device.overlay.vrfs))
    bare = replace(device, overlay=overlay, steering=replace(device.steering, exits=()))
    text = "".join(goldens.nameless(platform, bare).values())
    assert not re.search(r"-IN-acme|EVPN-FROM|TARGET-|PREFER-north|\.2001[^\n]*203", text)


@every
def test_every_list_and_policy_is_there_and_in_use(platform, name):
    text = routing(platform, name)
    for defined, used in (
        (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        (r"^(?:bgp|ip) \S*community-list (?:standard )?(\S+)", r"match \S*community (\S+)"),
        (rf"^route-map ({POLICIES}) ", rf"route-map ({POLICIES})(?: in| out|$)"),
    ):
        there, wanted = (set(re.findall(pattern, text, re.MULTILINE)) for pattern in (defined, used))
        assert wanted <= there
        unused = {"WENT-DOWN", "CL-WENT-DOWN", "PL-HOSTS", "HOSTS"} | (
            {"NEAR-acme", "NEAR-shared"} if "middle" in name else set()
        )
        assert there - wanted <= unused


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if "leaf" in case[1]])
def test_where_only_vrfs_leave_the_default_one_announces_nothing(platform, name):
    """What a list matches that isn't there, each network OS decides for itself."""
    device = SHOWN[platform][name]
    bare = replace(device, steering=replace(device.steering, origins=()))
    text = goldens.nameless(platform, bare)[ROUTING[platform]]
    wanted = set(re.findall(r"match \S*community (\S+)", text))
    assert wanted <= set(re.findall(r"^(?:bgp|ip) \S*community-list (?:standard )?(\S+)", text, re.MULTILINE))
    silent = [
        name for name in re.findall(r"^route-map (TO-WAN-\S+) deny 10$", text, re.MULTILINE) if "-IN-" not in name
    ]
    assert len(silent) == len(device.steering.sessions)


@every
def test_each_vrf_ranks_by_its_own_list(platform, name):
    """acme goes by east, then west, then north, whatever the default VRF does."""
    blocks = re.split(r"^route-map ", routing(platform, name), flags=re.MULTILINE)
    tenant = [block for block in blocks if re.match(r"FROM-ABOVE-IN-acme|EVPN-FROM-ABOVE permit 1\d\b", block)]
    ranks = [
        (found[1], int(re.search(r"local-preference (\d+)", block)[1]))
        for block in tenant
        if (found := re.search(r"(PREFER-\w+|AVOID)", block))
    ]
    assert ranks == [("PREFER-east", 200), ("PREFER-west", 190), ("PREFER-north", 180), ("AVOID", 50)]


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if "leaf" in case[1]])
def test_the_session_of_a_vrf_is_in_it_over_a_tagged_sub_interface(platform, name):
    texts = shown(platform, name)
    after = re.split(r"^(?:router bgp \S+ |   )vrf (?:Vrf)?", texts[ROUTING[platform]], flags=re.MULTILINE)
    assert any(re.match(r"acme\n(?:(?!\n   !|\nexit\n).|\n)*neighbor 203\.0\.113\.6 remote-as", one) for one in after)
    text = "".join(texts.values())
    assert re.search(
        r"\.2001(?:\n(?!interface).*){0,6}(?:ip )?address 203\.0\.113\.5/30|\.2001\|203\.0\.113\.5/30", text
    )


@pytest.fixture(scope="module")
def tenants():
    """Files and judgement of inventories/tenants, by device."""
    verdict = judge(Path(__file__).parents[2] / "inventories" / "tenants")
    assert not [finding for finding in verdict.findings if finding.severity is Severity.ERROR]
    worker, leaves = Worker(verdict.blueprint, ()), verdict.blueprint.fabric.tiers[0].count
    artifacts = [artifact for switch in range(leaves + 1) for artifact in worker.artifacts(switch)]
    return {artifact.device: artifact.data.decode() for artifact in artifacts}


def test_a_page_with_two_ways_out_has_them_in_each_tenant_s_order(tenants):
    for name, text in tenants.items():
        ranks = re.findall(
            r"CL-TARGET-(\w+)\n   match large-community CL-PREFER-(\w+)\n   set local-preference (\d+)", text
        )
        wanted = {("acme", "east", "200"), ("acme", "west", "190"), ("blue", "west", "200"), ("blue", "east", "190"),
                  ("gold", "east", "200"), ("gold", "west", "190"), ("shared", "east", "200")}  # fmt: skip
        assert set(ranks) == (wanted if name.startswith("leaf") else set())
    borders = {
        name: set(re.findall(r"encapsulation dot1q vlan (\d+)\n   vrf (\w+)", text)) for name, text in tenants.items()
    }
    everyone = {("2001", "acme"), ("2002", "blue"), ("2003", "gold"), ("2100", "shared")}
    assert {name: found for name, found in borders.items() if found} == {
        "leaf-p00-00": everyone,
        "leaf-p00-01": everyone - {("2100", "shared")},
        "leaf-p00-02": {("2003", "gold"), ("2100", "shared")},  # the firewall between them
    }


def test_nothing_outside_vrfs_leaves_by_a_router_that_only_vrfs_use(tenants):
    port = re.search(r"^interface Ethernet16/1\n(.*?)^!", tenants["leaf-p00-00"], re.MULTILINE | re.DOTALL)[1]
    assert "ip address" not in port
    assert "   mtu 1500" not in port  # EOS hides it
    top = tenants["leaf-p00-00"].partition("\nrouter bgp ")[2].partition("\n   vrf ")[0]
    assert "203.0.113.0" not in top


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(shown("eos", name)[".cfg"]) == []


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] != "eos"])
def test_vtysh_knows_every_line(vtysh, platform, name):
    assert refused(GOLDEN / platform / name / "frr.conf") == []


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(shown("sonic", name)["config_db.json"])) == ""
