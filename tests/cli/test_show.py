"""Any value of a switch or a port; and the sum behind a number really gives that number."""

import json
import re
from ipaddress import IPv4Address, ip_interface, ip_network
from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.device.features.tenancy import pool
from fabricgen.device.why import why
from fabricgen.device.why_port import why_port
from fabricgen.device.why_seen import why_seen
from fabricgen.judge import planned
from fabricgen.kinds import load

ROOT = Path(__file__).parent.parent.parent
PAGES = [
    *(ROOT / "inventories" / name for name in ("lab", "moe-a", "moe-a-nonblocking", "training-region")),
    *sorted(file.parent for file in (ROOT / "tests" / "cases").glob("*/intent.yml")),
]
FEW = 3
"""Switches of a tier, and ports of a switch, that are looked at: the first, one in between, the last."""


def some(items):
    return [items[at] for at in sorted({0, len(items) // 2, len(items) - 1})] if items else []


def total(words):
    """What a sum in words comes to: pod 2 × 32 + leaf 5."""
    return eval(re.sub(r"[A-Za-z][A-Za-z-]*|,", "", words).replace("×", "*"), {"__builtins__": {}})  # noqa: S307


def devices(folder):
    for about in planned(load(folder)).tiers:
        for switch in some(range(about.tier.first, about.tier.first + about.tier.count)):
            yield about, switch, build(about, switch)


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_the_sums_of_a_switch(folder):
    for about, switch, device in devices(folder):
        rows = {row.name: row for row in why(about, switch, device)}
        allocation = about.allocation
        number = total(rows["loopback"].reason.partition(": ")[2])
        assert ip_interface(device.loopback).ip == IPv4Address(allocation.loopbacks.first + number)
        number = total(rows["management"].reason.rpartition(": ")[2])
        assert ip_interface(device.management).ip == IPv4Address(allocation.management.first + 2 + number)
        if "exception" not in rows["asn"].reason:
            assert total(rows["asn"].reason.partition(" for all ")[0]) == device.bgp.asn == rows["asn"].value
        if device.bgp.aggregate:
            block = total(rows["host_prefix"].reason.partition(": ")[2]) * allocation.host_block()
            network = ip_network(device.bgp.aggregate)
            assert network.network_address == IPv4Address(allocation.hosts.first + block)
            assert network.num_addresses == allocation.host_block()
        for vlan in device.vlans:
            tag, subnet = re.fullmatch(
                r"VLAN: (.*); subnet: (.*), its first address", rows[f"vlan {vlan.id}"].reason
            ).groups()
            assert total(tag) == vlan.id
            if vlan.mac is None:
                first = pool(about.intent, vlan.vrf).first
                gateway = first + total(subnet) * allocation.tier_block() + 1
            else:
                assert subnet == "one on every leaf"
                gateway = about.intent.tiers[vlan.name].stretch.first + 1
            assert ip_interface(vlan.address).ip == IPv4Address(gateway)


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_the_sums_of_a_port(folder):
    for about, switch, device in devices(folder):
        for port in some(device.ports):
            rows = {row.name: row for row in why_port(about, switch, device, port)}
            if port.address is None:
                continue
            own = int(ip_interface(port.address).ip)
            words = rows["address"].reason.partition(": ")[2].partition(";")[0]
            if device.profiles[port.profile].facing == "host":
                assert own == about.allocation.hosts.first + total(words)
            else:
                lower = device.profiles[port.profile].facing == "up"
                assert own == about.allocation.links.first + 2 * total(words) + lower


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_every_reason_leads_to_the_page_or_to_a_default(folder):
    """A path that the page could never have would be a slip of the pen: it says `default` for ever."""
    inventory = load(folder)
    intent = inventory.intent.model_dump(by_alias=True)
    for about, switch, device in devices(folder):
        rows = [
            *why(about, switch, device),
            *why_seen(about, device),
            *(row for port in some(device.ports) for row in why_port(about, switch, device, port)),
        ]
        for row in rows:
            value = intent
            for step in row.path:
                value = value[step]


def test_a_port_with_its_reasons(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    told = run("show", "inventories/moe-a", "spine-p00-01", "Ethernet3/1", "--why")
    assert told.status == 0
    page = "inventories/moe-a/intent.yml"
    lines = {line[:21].strip(): re.split(r"  +", line[21:]) for line in told.out.splitlines()}
    where = {
        word: at
        for at, text in enumerate(Path(page).read_text().splitlines(), 1)
        for word in [text.strip().partition(":")[0]]
    }
    assert lines["address"] == [
        "10.64.0.66/31",
        "link 33 of 10.64.0.0/20: (pod 0 × 96 + leaf 4) × 8 + uplink 1; upper end, even address",
        f"{page}:{where['link_pool']}",
    ]
    assert lines["peer"][:2] == ["leaf-p00-04:Ethernet26/1", "downlink 4: leaf 4"]
    assert lines["peer asn"] == ["4200000004", "of leaf-p00-04", f"{page}:{where['asn']}"]
    assert lines["mtu"] == ["9,214 B", "of every fabric and host port", "default"]
    assert lines["ecn rdma max"] == ["1,000,000 B", 'class "rdma": 20 us at 400G', f"{page}:{where['rdma']}"]
    assert lines["headroom xoff"] == [
        "431,014 B",
        "formula tomahawk5: 400G, 30 m of cable, frames of 9,236 bytes",
        f"{page}:{where['leaf-spine']}",
    ]


LAB_PORT = """\
name                 swp9
speed                100G
profile              up-100g
peer                 spine-p00-00:swp4
address              10.64.0.25/31
peer asn             4200002048
peer address         10.64.0.24
mtu                  9,214 B
lossless priorities  3
ecn rdma min         50,000 B
ecn rdma max         250,000 B
ecn rdma             10 %
headroom xoff        144,951 B
headroom xon         0 B
"""


def test_a_port_without_reasons(run):
    told = run("show", ROOT / "inventories" / "lab", "leaf-p00-03", "swp9")
    assert told == (0, LAB_PORT, "")


def test_a_device_as_json(run):
    shown = json.loads(run("show", ROOT / "inventories" / "lab", "spine-p00-01", "--format", "json").out)
    assert shown["device"] == "spine-p00-01"
    assert shown["values"]["loopback"] == "10.0.0.9/32"
    assert shown["values"]["asn"] == 4_200_002_048
    assert shown["values"]["sessions_down"] == 4
    assert [port["name"] for port in shown["ports"]] == ["swp1", "swp2", "swp3", "swp4"]
    assert shown["ports"][0] == {
        "name": "swp1",
        "profile": "down-100g",
        "peer": "leaf-p00-00:swp10",
        "address": "10.64.0.2/31",
        "address6": None,
        "vrf": None,
    }


def test_reasons_as_json(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    page = tmp_path / "intent.yml"
    told = run("show", tmp_path, "leaf-p00-01", "swp9", "--why", "--format", "json")
    address = json.loads(told.out)["values"]["address"]
    line = next(at for at, text in enumerate(page.read_text().splitlines(), 1) if "link_pool:" in text)
    assert address == {
        "value": "10.64.0.9/31",
        "reason": "link 4 of 10.64.0.0/24: (pod 0 × 8 + leaf 1) × 4 + uplink 0; lower end, odd address",
        "place": f"{page}:{line}",
    }


EXCEPTIONS = """
exceptions:
  - {select: "leaf-*", reason: old optics, mtu: 4200}
  - {select: leaf-p00-02, reason: borrowed from another fabric, mtu: 1500, asn: 4200009999, seed: 77}
"""


def test_an_exception_is_the_reason(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    page = tmp_path / "intent.yml"
    page.write_text(page.read_text() + EXCEPTIONS)
    first, second = (at for at, text in enumerate(page.read_text().splitlines(), 1) if "{select:" in text)
    about = load(tmp_path)
    tiers = planned(about).tiers
    borrowed, other = build(tiers[0], 2), build(tiers[0], 1)
    rows = {row.name: row for row in why(tiers[0], 2, borrowed)}
    for name, value in (("asn", 4_200_009_999), ("hash_seed", 77)):
        assert (rows[name].value, rows[name].reason) == (value, 'exception: "borrowed from another fabric"')
        assert about.document.place(rows[name].path).line == second
    for switch, device, mtu, line in ((2, borrowed, 1500, second), (1, other, 4200, first)):
        ports = {row.name: row for row in why_port(tiers[0], switch, device, device.ports[0])}
        assert ports["mtu_bytes"].value == mtu
        assert about.document.place(ports["mtu_bytes"].path).line == line


NOTHING = {
    "a device": (
        ("leaf-p00-7",),
        "there is no device called leaf-p00-7",
        "did you mean leaf-p00-03? fabricgen render writes all names to manifest.json",
    ),
    "a port": (
        ("leaf-p00-03", "swp90"),
        "there is no port in use on leaf-p00-03 called swp90",
        "did you mean swp9? it uses swp1 to swp10",
    ),
    "a port that is free": (
        ("spine-p00-00", "swp5"),
        "there is no port in use on spine-p00-00 called swp5",
        "did you mean swp4? it uses swp1 to swp4",
    ),
}


@pytest.mark.parametrize(("words", "message", "advice"), NOTHING.values(), ids=NOTHING)
def test_what_does_not_exist(run, words, message, advice):
    told = run("show", ROOT / "inventories" / "lab", *words)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(f"error[FG010] {message}\nhelp: {advice}\n")


def test_an_inventory_with_errors(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    page = tmp_path / "intent.yml"
    page.write_text(page.read_text().replace("loopbacks: 10.0.0.0/24", "loopbacks: 10.0.0.0/30"))
    told = run("show", tmp_path, "leaf-p00-00")
    assert (told.status, told.out) == (1, "")
    assert "error[FG302]" in told.err


def test_who_reaches_whom(run):
    done = run("show", ROOT / "inventories" / "lab-tenants", "--reach", "--format", "json")
    rows = json.loads(done.out)["reach"]
    assert {(row["vrf"], row["of"]) for row in rows} == {
        ("acme", "acme"), ("acme", "shared"), ("blue", "blue"), ("blue", "shared"),
        ("shared", "shared"), ("shared", "acme"), ("shared", "blue"),
    }  # fmt: skip
    assert [row["prefix"] for row in rows if (row["vrf"], row["of"]) == ("shared", "blue")] == ["10.0.0.8/29"]
    assert all(row["through"] == [] for row in rows)
