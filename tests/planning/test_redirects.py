"""Entries of service chains: as many as are rendered, whether a platform knows masks with holes or prefixes alone."""

import json
import re
from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.device.why_chains import at_port, why_appliance, why_chains
from fabricgen.judge import judge
from fabricgen.planning.access import redirects
from fabricgen.planning.inventory import plan
from fabricgen.platforms import PLATFORMS
from fabricgen.render.press import Press
from fabricgen.render.templates import environment
from fabricgen.views.plan import as_dict, as_text

BOXES = {
    "frr": ("linux-lab", "100G", "swp8", "swp7", "swp6"),
    "eos": ("arista-7060x6-64pe", "800G", "Ethernet8/1", "Ethernet7/1", "Ethernet6/1"),
    "cumulus": ("nvidia-sn5600", "800G", "swp8", "swp7", "swp6"),
    "nxos": ("cisco-n9364d-gx2a", "400G", "Ethernet1/8", "Ethernet1/7", "Ethernet1/6"),
}
ENTRY = {
    "frr": r"pbr-map \S+ seq \d+",
    "eos": r"ip access-list CHAINS\S*\n(?:   \d+ permit .*\n)+",
    "cumulus": r"source-ip: ",
    "nxos": r"ip access-list CHAINS\S*\n(?:  \d+ permit .*\n)+",
}
PAGE = """
kind: fat-tree
name: chained
size: {{leaves: 3, spines: 2, downlinks: 8, nics_per_host: 2, max_leaves: 8, max_spines: 4}}
hardware:
  leaf: {{model: {0}, platform: {platform}}}
  spine: {{model: {0}, platform: {platform}}}
  nic: {1}
  uplink: {1}
cabling: {{host: 3 m, leaf-spine: 30 m}}
mtu: 9198
underlay: {{loopbacks: 10.0.0.0/24, link_pool: 10.64.0.0/24}}
management: {{prefix: 192.0.2.0/24, users: {{admin: {{secret: "env:A"}}}}}}
hosts: {{attach: trunk, pool: 10.128.0.0/16}}
classes: {{other: {{priority: 0, share: 100 %}}}}
tiers: {{tier-00: {{id: 0}}, tier-01: {{id: 1}}}}
appliances:
  fw: {{leaf: leaf-p00-01, port: {2}, address: 10.9.0.1/31}}
  lb: {{leaf: leaf-p00-01, port: {3}, address: 10.9.0.3/31, outside: {{port: {4}, address: 10.9.0.5/31}}}}
chains:
  - {{from: tier-00, to: tier-01, through: [fw, lb]}}
  - {{from: tier-01, to: wan, through: [lb]}}
availability: {{pod: 50 %}}
"""


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    def verdict(platform):
        folder = Path(tmp_path_factory.mktemp(platform))
        (folder / "intent.yml").write_text(PAGE.format(*BOXES[platform], platform=platform))
        found = judge(folder)
        assert not found.errors, found.findings
        return found

    return {platform: verdict(platform) for platform in BOXES}


def written(about, switch):
    """Entries in the configuration of a switch."""
    artifacts = Press(environment()).artifacts(build(about, switch), PLATFORMS[about.platform], "")
    found = re.findall(ENTRY[about.platform], "".join(one.data.decode() for one in artifacts))
    return sum(max(1, block.count(" permit ")) for block in found)


@pytest.mark.parametrize("platform", BOXES)
def test_as_many_are_counted_as_are_rendered(judged, platform):
    tiers = judged[platform].plan.tiers
    for about, row in zip(tiers, redirects(tiers), strict=True):
        sizes = [written(about, about.tier.first + number) for number in range(about.tier.count)]
        assert (row.role, row.per_switch, row.fabric) == (about.tier.role, max(sizes), sum(sizes))


def test_a_tier_is_one_mask_or_a_prefix_for_each_leaf(judged):
    """Two chains: a pair, both ways; three blocks of the inside, both ways; all the rest, both ways."""
    leaf = {platform: redirects(verdict.plan.tiers)[0] for platform, verdict in judged.items()}
    assert (leaf["eos"].per_switch, leaf["eos"].fabric - 2 * 10) == (10 + 1 + 1, 12)
    assert leaf["frr"].per_switch == (2 * 9 + 2 * 3 * 3 + 2 * 3) + 9 + 9


def test_a_plan_tells_them(judged):
    verdict = judged["eos"]
    told = plan(verdict.blueprint, verdict.plan.tiers)
    assert json.loads(json.dumps(as_dict(told)))["redirects"]["spine"] == {
        "entries_per_switch": 10,
        "entries_fabric": 20,
    }
    assert "redirects, leaf                   12 entries on a switch, 32 in all\n" in as_text(told)


def test_a_switch_tells_why_it_redirects(judged):
    about, above = judged["frr"].plan.tiers
    here, there = build(about, 1), build(above, above.tier.first)
    assert [(row.name, row.value) for row in why_chains(about, 1, here)] == [
        ("chain 1", "next hop 10.9.0.0"),
        ("chain 2", "next hop 10.9.0.2"),
    ]
    assert {row.value for row in why_chains(above, above.tier.first, there)} == {"next hop 10.0.0.1"}
    port = next(port for port in here.ports if port.name == "swp6")
    rows = {row.name: row.value for row in why_appliance(about, here, port, at_port(port))}
    assert rows == {
        "peer": "appliance:lb",
        "address": "10.9.0.5/31",
        "peer_address": "10.9.0.4",
        "chains": "1, 2",
        "otherwise": "-",
    }
