"""VRF-lite between platforms: the sub-interfaces at both ends of a cable are of the same VRF and VLAN, and sessions or
hellos find one another there. Read out of the files themselves.
"""

import re
from collections import defaultdict
from ipaddress import ip_interface
from typing import NamedTuple

import orjson
import pytest

from fabricgen.judge import judge
from fabricgen.render.run import Worker
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms.ends import far, tree
from tests.platforms.eos_words import commands as eos_commands
from tests.platforms.iosxr_words import commands as iosxr_commands

LEAVES, SPINES = range(4), range(4, 6)
BOXES = {"cumulus": "nvidia-sn5600", "sonic": "nvidia-sn5600", "eos": "arista-7060x6-64pe", "iosxr": "cisco-8122-64eh",
         "frr": "linux-lab", "srlinux": "nokia-7220-ixr-h4"}  # fmt: skip
PAIRS = [("cumulus", "sonic"), ("cumulus", "eos"), ("eos", "iosxr"), ("iosxr", "cumulus"), ("frr", "frr"),
         ("srlinux", "srlinux")]  # fmt: skip
"""Of leaves and spines."""
PAGE = """
kind: fat-tree
name: case
size: {leaves: 4, spines: 2, downlinks: 2, nics_per_host: 2, max_leaves: 8, max_spines: 2}
cabling: {host: 3 m, leaf-spine: 30 m}
mtu: 9000
management: {prefix: 192.0.2.0/24, users: {admin: {secret: "env:HASH"}}}
classes: {other: {priority: 0, share: 100 %}}
overlay: {kind: vrf-lite}
vrfs:
  acme: {id: 1, leaves: [leaf-p00-00, leaf-p00-01], pool: 10.1.0.0/16}
  blue: {id: 2, leaves: [leaf-p00-02, leaf-p00-03], pool: 10.1.0.0/16}
"""
TENANTS = {("acme", 2001), ("blue", 2002)}
DETOUR = 32_768
"""What a leaf adds to its own side of a link, so that nothing passes through it (RFC 6987 has 65,535)."""


class Hello(NamedTuple):
    """OSPF on a link: seconds, and what it costs to leave by it."""

    cost: int
    hello: int
    dead: int


class End(NamedTuple):
    """A sub-interface: what it is, and what its session or its hellos say."""

    vrf: str
    vlan: int
    address: str
    own: int | None
    peer: int | None
    hello: Hello | None


def texts(folder, leaf, spine, routing):
    """By number of the switch, each file by its name."""
    gbps = "100G" if leaf == "frr" else "400G"
    (folder / "intent.yml").write_text(
        f"{PAGE}hardware:\n  leaf: {{model: {BOXES[leaf]}, platform: {leaf}}}\n"
        f"  spine: {{model: {BOXES[spine]}, platform: {spine}}}\n  nic: {gbps}\n  uplink: {gbps}\n"
        f"underlay: {{routing: {routing}, loopbacks: 10.255.0.0/24, link_pool: 10.254.0.0/24}}\n"
    )
    verdict = judge(folder)
    assert not verdict.errors, verdict.findings
    worker = Worker(verdict.blueprint, ())
    return {
        number: {item.path.rpartition("/")[2]: item.data.decode() for item in worker.artifacts(number)}
        for number in (*LEAVES, *SPINES)
    }


def ends(folder, leaf, spine, routing):
    """By number of the switch."""
    return {
        number: list(READERS[leaf if number in LEAVES else spine](files))
        for number, files in texts(folder, leaf, spine, routing).items()
    }


def only(block, pattern):
    """What the one line that fits says; None where none does."""
    found = [match[1] for line in block if (match := re.fullmatch(pattern, line))]
    assert len(found) < 2
    return found[0] if found else None


def hello(block):
    cost, *seconds = (only(block, f"(?:ip ospf )?{key} (.*)") for key in ("cost", "hello-interval", "dead-interval"))
    return None if cost is None else Hello(int(cost), *map(int, seconds))


def eos(files):
    (text,) = files.values()
    said = tree(eos_commands(text))
    bgp = next((line for line in said if line.startswith("router bgp ")), None)
    for name, block in said.items():
        if re.fullmatch(r"interface \S+\.\d+", name):
            vrf, address = only(block, "vrf (.*)"), only(block, "ip address (.*)")
            peer = only(said[bgp][f"vrf {vrf}"], rf"neighbor {far(address)} remote-as (.*)") if bgp else None
            yield _end(vrf, only(block, "encapsulation dot1q vlan (.*)"), address, bgp, peer, hello(block))


def iosxr(files):
    (text,) = files.values()
    said = tree(iosxr_commands(text))
    bgp = next((line for line in said if line.startswith("router bgp ")), None)
    for name, block in said.items():
        if re.fullmatch(r"interface \S+\.\d+", name):
            vrf, address = only(block, "vrf (.*)"), only(block, "ipv4 address (.*) 255.255.255.254") + "/31"
            peer = only(said[bgp][f"vrf {vrf}"][f"neighbor {far(address)}"], "remote-as (.*)") if bgp else None
            hellos = {} if bgp else said["router ospf 1"][f"vrf {vrf}"]["area 0.0.0.0"][name]
            yield _end(vrf, only(block, "encapsulation dot1q (.*)"), address, bgp, peer, hello(hellos))


def cumulus(files):
    (text,) = files.values()
    said = tree_of(text)
    asn = said["router"].get("bgp", {}).get("autonomous-system")
    for block in said["interface"].values():
        if block["type"] == "sub":
            (address,), vrf, ospf = block["ip"]["address"], block["ip"]["vrf"], block.get("router", {}).get("ospf")
            bgp = said["vrf"][vrf]["router"].get("bgp")
            row = bgp["neighbor"][far(address)] if bgp else {}
            peer = row.get("remote-as") or (bgp["peer-group"][row["peer-group"]]["remote-as"] if bgp else None)
            times = (
                Hello(ospf["cost"], *(ospf["timers"][f"{key}-interval"] for key in Hello._fields[1:])) if ospf else None
            )
            yield _end(vrf, block["vlan"], address, asn and f"router bgp {asn}", peer, times)


def frr(files):
    stanzas = re.findall(r"^iface (\S+)\.(\d+)\n.*?^    vrf (\S+)$", files["interfaces"], re.MULTILINE | re.DOTALL)
    yield from _routed(files["frr.conf"], [(f"{port}.{vlan}", vlan, vrf) for port, vlan, vrf in stanzas], {})


def sonic(files):
    rows = orjson.loads(files["config_db.json"])["VLAN_SUB_INTERFACE"]
    named = [(name, row["vlan"], row["vrf_name"]) for name, row in rows.items() if row]
    yield from _routed(files["frr.conf"], named, dict(key.split("|") for key in rows if "|" in key))


def _routed(text, named, addresses):
    """What FRR says of sub-interfaces, of which (name, VLAN, VRF) are known."""
    blocks = dict(re.findall(r"^(\S.*)\n((?:^ .*\n)*)", text, re.MULTILINE))
    for name, vlan, vrf in named:
        block = [line.strip() for line in blocks.get(f"interface {name}", "").splitlines()]
        address = addresses.get(name) or only(block, "ip address (.*)")
        head = next((line for line in blocks if re.fullmatch(rf"router bgp \d+ vrf {vrf}", line)), None)
        bgp = [line.strip() for line in blocks[head].splitlines()] if head else []
        group = only(bgp, rf"neighbor {far(address)} peer-group (.*)")
        peer = only(bgp, rf"neighbor {far(address)} remote-as (.*)") or only(bgp, rf"neighbor {group} remote-as (.*)")
        yield _end(vrf.removeprefix("Vrf"), vlan, address, head, peer, hello(block))


def srlinux(files):
    (text,) = files.values()
    said = orjson.loads(text)
    tables = {row["name"]: row for row in said["srl_nokia-network-instance:network-instance"]}
    of = {member["name"]: name for name, row in tables.items() for member in row.get("interface", ())}
    for name, sub in subinterfaces(said):
        vrf, vlan = of[name], tag(sub)
        if vlan is None or vrf == "default":
            continue
        (address,) = (row["ip-prefix"] for row in sub["ipv4"]["address"])
        protocols = tables[vrf]["protocols"]
        bgp = protocols.get("srl_nokia-bgp:bgp")
        asns = {group["group-name"]: group.get("peer-as") for group in bgp["group"]} if bgp else {}
        rows = bgp["neighbor"] if bgp else ()
        peers = {row["peer-address"]: row.get("peer-as") or asns[row["peer-group"]] for row in rows}
        times = None if bgp else _hello(protocols["srl_nokia-ospf:ospf"], name)
        yield End(vrf, vlan, address, bgp and bgp["autonomous-system"], peers.get(far(address)), times)


def _hello(ospf, name):
    (area,) = ospf["instance"][0]["area"]
    (row,) = (row for row in area["interface"] if row["interface-name"] == name)
    return Hello(row["metric"], row["hello-interval"], row["dead-interval"])


def subinterfaces(said):
    """With their names."""
    ports = said["srl_nokia-interfaces:interface"]
    return [(f"{port['name']}.{sub['index']}", sub) for port in ports for sub in port.get("subinterface", ())]


def tag(sub):
    encap = sub.get("srl_nokia-interfaces-vlans:vlan", {}).get("encap", {})
    return encap.get("single-tagged", {}).get("vlan-id")


def _end(vrf, vlan, address, bgp, peer, times):
    return End(vrf, int(vlan), address, int(bgp.split()[2]) if bgp else None, int(peer) if peer else None, times)


READERS = {"cumulus": cumulus, "sonic": sonic, "eos": eos, "iosxr": iosxr, "frr": frr, "srlinux": srlinux}


@pytest.mark.parametrize("routing", ["bgp", "ospf"])
@pytest.mark.parametrize(("leaf", "spine"), PAIRS)
def test_both_ends_of_every_sub_interface_agree(leaf, spine, routing, tmp_path):
    links = defaultdict(list)
    for switch, found in ends(tmp_path, leaf, spine, routing).items():
        for end in found:
            links[end.vlan, ip_interface(end.address).network].append((switch, end))
    assert len(links) == len(LEAVES) * len(SPINES) * len(TENANTS)
    for (vlan, _), pair in links.items():
        (lower, below), (upper, above) = pair
        assert (lower in LEAVES, upper in SPINES) == (True, True)
        assert (below.vrf, vlan) in TENANTS
        assert below.vrf == above.vrf
        assert below.address != above.address
        if routing == "bgp":
            assert (below.own, below.peer) == (above.peer, above.own)
            assert None not in (below.own, below.peer)
            assert below.hello is above.hello is None
        else:
            assert below.own is below.peer is None
            assert below.hello == above.hello._replace(cost=above.hello.cost + DETOUR)


def test_both_ends_of_a_link_tag_the_default_vrf_on_sr_linux(tmp_path):
    """Links between switches, by their subnets; hosts and loopbacks have no tag."""
    links = defaultdict(list)
    for files in texts(tmp_path, "srlinux", "srlinux", "bgp").values():
        (text,) = files.values()
        said = orjson.loads(text)
        (default,) = (row for row in said["srl_nokia-network-instance:network-instance"] if row["name"] == "default")
        members = {member["name"] for member in default["interface"]}
        for name, sub in subinterfaces(said):
            if name in members:
                (address,) = (row["ip-prefix"] for row in sub["ipv4"]["address"])
                links[ip_interface(address).network].append(tag(sub))
    between = [tags for subnet, tags in links.items() if subnet.prefixlen == 31 and len(tags) == 2]
    assert between == [[2000, 2000]] * len(LEAVES) * len(SPINES)
    assert {tag for tags in links.values() if len(tags) == 1 for tag in tags} == {None}
