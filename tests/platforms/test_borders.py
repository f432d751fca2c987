"""Access lists of WAN routers: each stands at its own port, and nowhere else."""

import re
from dataclasses import replace

import orjson
import pytest

from fabricgen.device.model import AccessList, Entry, Ports
from tests.platforms import eos_words, goldens, nxos_words
from tests.platforms import steering_devices as devices
from tests.platforms.policies_devices import ANY, CLIENTS, LINKS, OPEN

BORDER = AccessList(
    "WAN-west",
    (
        Entry(1, "permit", "all", LINKS, LINKS),
        Entry(10, "deny", "tcp", ANY, CLIENTS, ports=Ports(22, 22)),
        Entry(60_000, "permit", "all", ANY, ANY),
    ),
)
BOXES = {
    "eos": devices.EOS, "frr": devices.FRR, "sonic": devices.SONIC, "junos": devices.JUNOS, "nxos": devices.NXOS,
    "srlinux": devices.SRLINUX,
}  # fmt: skip


def guarded(platform):
    """The first leaf of a platform with WAN routers, with a list at one of them; and the port of that one."""
    leaf = next(box for box in BOXES[platform].values() if any(port.description == "wan:west" for port in box.ports))
    port = next(port.name for port in leaf.ports if port.description == "wan:west")
    return replace(leaf, filters=replace(OPEN, lists=(BORDER,), borders=((port, "WAN-west"),))), port


def text(platform, device):
    return goldens.rendered("frr", device)["rules.v4"] if platform == "frr" else goldens.first(platform, device)


def standing(platform, device, name):
    """Ports at which a list stands."""
    said = text(platform, device)
    if platform == "frr":
        return re.findall(rf"^-A PREROUTING -i (\S+) -j {name}$", said, re.MULTILINE)
    if platform == "sonic":
        return orjson.loads(said)["ACL_TABLE"][name]["ports"]
    if platform == "srlinux":
        rows = orjson.loads(said)["srl_nokia-acl:acl"]["interface"]
        return [
            row["interface-ref"]["interface"] for row in rows
            if [one["name"] for one in row["input"]["acl-filter"]] == [name]
        ]  # fmt: skip
    if platform == "junos":
        ports = re.split(r"^    (et-\S+) \{$", said.partition("\nfirewall {")[0], flags=re.MULTILINE)
        return [port for port, body in zip(ports[1::2], ports[2::2], strict=True) if f"input {name};" in body]
    ports = re.split(r"^interface (\S+)$", said, flags=re.MULTILINE)
    return [
        port for port, body in zip(ports[1::2], ports[2::2], strict=True)
        if f"ip access-group {name} in" in body.partition("\n!")[0].partition("\n\n")[0]
    ]  # fmt: skip


@pytest.mark.parametrize("platform", BOXES)
def test_the_list_of_a_wan_router_stands_at_its_port(platform):
    device, port = guarded(platform)
    assert standing(platform, device, "WAN-west") == [port]


def test_its_words_are_those_of_eos_and_nxos():
    for platform, words in (("eos", eos_words), ("nxos", nxos_words)):
        said = text(platform, guarded(platform)[0])
        assert words.unknown(said) == []
        assert any("WAN-west" in path[-1] for path in words.commands(said))
