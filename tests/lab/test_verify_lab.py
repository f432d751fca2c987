"""Verify on real FRR: a healthy lab is clean; what is done to it by hand is told, word by word."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from fabricgen.cli.verify import command
from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import routes, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = Path(__file__).resolve().parents[2] / "inventories/lab/intent.yml"
NO_GROUPS = "no zebra nexthop kernel enable\n"
MTU = 9214  # of inventories/lab
SECONDS = 60


@pytest.fixture(scope="module")
def started(able, tmp_path_factory):
    """Starts the page as a lab after `change`; returns the lab and the page's folder."""
    names = []

    def start(name, change, edits):
        folder = tmp_path_factory.mktemp(name)
        text = PAGE.read_text()
        for old, new in {"\nname: lab\n": f"\nname: {name}\n", **edits}.items():
            assert old in text
            text = text.replace(old, new)
        (folder / "intent.yml").write_text(text)
        verdict = judge(folder)
        assert verdict.findings == ()
        lab = change(lab_of(verdict.blueprint, Worker(verdict.blueprint, ())))
        names.append(name)
        assert up(lab) == ()
        return lab, folder

    yield start
    for name in names:
        down(name)


def as_planned(lab):
    return lab


@pytest.fixture(scope="module")
def healthy(started):
    lab, folder = started(f"ver-{os.getpid()}", as_planned, {})
    assert told_until(folder, []) == []
    return lab, folder


def verify(folder, *words):
    done = CliRunner().invoke(command, [str(folder), "--transport", "local", *words], standalone_mode=False)
    assert done.exception is None, done.exception
    return done


def told(folder, *words):
    """The findings and their help, as JSON has them."""
    found = json.loads(verify(folder, "--format", "json", *words).stdout)["findings"]
    return [f"{finding['code']} {finding['message']}" for finding in found]


def told_until(folder, findings):
    """LLDP and BGP need a while; the last thing told is returned."""
    return wait_until(lambda: told(folder), lambda seen: seen == findings, SECONDS).seen


def space(lab, node):
    return ("ip", "-n", lab.namespace(node))


def test_a_healthy_lab_is_clean(healthy):
    _, folder = healthy
    done = verify(folder)
    assert (done.return_value, done.stderr) == (0, "")
    assert done.stdout.endswith(": 6 switches verified, no findings\n")


def test_what_linux_cannot_tell_is_said_once(healthy):
    _, folder = healthy
    done = verify(folder, "--interval", "0.1", "--format", "json")
    assert [finding["message"] for finding in json.loads(done.stdout)["findings"]] == [
        "lossless counters aren't read on frr"
    ]
    assert done.return_value == 0


def test_only_some_of_it(healthy):
    _, folder = healthy
    assert verify(folder, "--only", "leaf-p00-02").stdout.endswith(": 1 switch verified, no findings\n")


def test_a_cut_link_is_told_once(healthy):
    lab, folder = healthy
    cables = [cable for cable in lab.cables if ("leaf-p00-02", "swp10") in cable.ends]
    cut(lab, cables)
    dead = (
        "FG908 the cable leaf-p00-02 swp10 – spine-p00-01 swp3 is dead: "
        "leaf-p00-02 swp10 is down and spine-p00-01 swp3 is down"
    )
    try:
        assert told_until(folder, [dead]) == [dead]
    finally:
        restore(lab, cables)
    assert told_until(folder, []) == []


def test_an_mtu_changed_by_hand(healthy):
    lab, folder = healthy
    run((*space(lab, "leaf-p00-01"), "link", "set", "dev", "swp9", "mtu", "1500"))
    try:
        wrong = ["FG911 leaf-p00-01 swp9 has an MTU of 1500, not 9214"]
        assert told_until(folder, wrong) == wrong
    finally:
        run((*space(lab, "leaf-p00-01"), "link", "set", "dev", "swp9", "mtu", str(MTU)))
    assert told_until(folder, []) == []


def configure(lab, switch, *lines):
    run(
        (
            "vtysh",
            "-N",
            lab.namespace(switch),
            "-c",
            "configure terminal",
            *(word for line in lines for word in ("-c", line)),
        )
    )


def test_a_configuration_changed_by_hand(healthy):
    lab, folder = healthy
    configure(lab, "spine-p00-00", "ip route 203.0.113.0/24 Null0 254")
    try:
        (finding,) = json.loads(verify(folder, "--format", "json").stdout)["findings"]
        assert finding["message"].startswith("spine-p00-00 runs another configuration than intended: ")
        assert "ip route 203.0.113.0/24 Null0 254" in finding["help"]
        assert verify(folder).return_value == 1
    finally:
        configure(lab, "spine-p00-00", "no ip route 203.0.113.0/24 Null0 254")
    assert told_until(folder, []) == []


def test_a_wrong_as_number(healthy):
    """Spines share a number, which their peer-group has; one spine is given another by hand."""
    lab, folder = healthy
    before = vtysh(lab.name, "leaf-p00-03", "show running-config no-header")
    spine = next(line for line in before.splitlines() if "SPINES remote-as" in line).split()[-1]
    configure(lab, "leaf-p00-03", "router bgp " + asn(before), "neighbor SPINES remote-as 4200999999")
    wrong = [
        f"FG906 the BGP session leaf-p00-03 swp{port} – spine-p00-0{port - 9} swp4 (neighbor 10.64.0.{6 + 2 * port}) "
        f"is with AS 4200999999, not AS {spine}"
        for port in (9, 10)
    ]
    try:
        seen = wait_until(lambda: told(folder), lambda seen: set(wrong) <= set(seen), SECONDS).seen
        assert [finding for finding in seen if not finding.startswith("FG912 ")] == sorted(wrong)
    finally:
        configure(lab, "leaf-p00-03", "router bgp " + asn(before), f"neighbor SPINES remote-as {spine}")
    assert told_until(folder, []) == []


def asn(config):
    return next(line for line in config.splitlines() if line.startswith("router bgp ")).split()[2]


def test_a_switch_that_is_off_ends_with_status_3(healthy, tmp_path):
    """Another name of the fabric: its namespaces aren't there."""
    _, folder = healthy
    text = (folder / "intent.yml").read_text().replace("name: ver-", "name: off-")
    (tmp_path / "intent.yml").write_text(text)
    done = verify(tmp_path, "--only", "leaf-p00-00")
    assert done.return_value == 3
    assert "error[FG901] leaf-p00-00 (198.18.0.2) can't be reached: " in done.stderr


VARIANTS = {
    "unnumbered": {
        "link_pool: 10.64.0.0/24": "ipv6: {loopbacks: 2001:db8::/64}",
        "links: /31  ": "links: unnumbered  ",
    },
    "ipv6 on the links, unique spine ASNs": {
        "  bfd:": "  ipv6: {loopbacks: 2001:db8::/64, links: 2001:db8:1::/64}\n  spine_asns: unique\n  bfd:"
    },
}


@pytest.mark.parametrize(("letter", "edits"), list(zip("ab", VARIANTS.values(), strict=True)), ids=VARIANTS)
def test_other_fabrics_are_clean_too(started, letter, edits):
    lab, folder = started(f"ver{letter}-{os.getpid()}", as_planned, edits)
    assert told_until(folder, []) == []
    down(lab.name)


# cables that lie elsewhere, and a kernel that forgets next hops


def swapped(lab):
    """The plugs of leaf-p00-02 in swp9 and swp10 are exchanged, and leaf-p00-00 hands next-hop groups to its kernel."""
    other = {"swp9": "swp10", "swp10": "swp9"}
    cables = tuple(
        cable._replace(a_port=other.get(cable.a_port, cable.a_port)) if cable.a == "leaf-p00-02" else cable
        for cable in lab.cables
    )
    switches = tuple(
        replace(switch, files={**switch.files, "frr.conf": switch.files["frr.conf"].replace(NO_GROUPS, "")})
        if switch.name == "leaf-p00-00"
        else switch
        for switch in lab.switches
    )
    return replace(lab, cables=cables, switches=switches)


@pytest.fixture(scope="module")
def odd(started):
    return started(f"odd-{os.getpid()}", swapped, {})


SWAP = "FG907 leaf-p00-02 swp9 and swp10 are swapped"
LACKS = "FG912 leaf-p00-00 runs another configuration than intended: "


def test_a_swapped_pair_of_cables_is_one_sentence(odd):
    _, folder = odd
    seen = wait_until(lambda: told(folder), lambda seen: len(seen) == 2, SECONDS).seen
    assert seen[0] == SWAP
    assert seen[1].startswith(LACKS)


def test_a_next_hop_that_the_kernel_forgot_is_noticed(odd):
    """After a flap BGP and zebra know two next hops, and the kernel's group has one, in FRR 8.4.4."""
    lab, folder = odd
    cables = [cable for cable in lab.cables if ("leaf-p00-00", "swp10") in cable.ends]
    prefix = "10.0.0.1/32"
    cut(lab, cables)
    wait_until(lambda: routes(lab.name, "leaf-p00-00").get(prefix), lambda ports: ports == ("swp9",), SECONDS)
    restore(lab, cables)
    shown = wait_until(lambda: next_hops(lab, prefix), lambda hops: hops == 2, SECONDS)
    assert shown.reached
    assert routes(lab.name, "leaf-p00-00")[prefix] == ("swp9",)
    stale = "FG910 leaf-p00-00: spine-p00-01 is known to BGP but not used by swp10: 1 of 2 paths to "
    seen = wait_until(
        lambda: told(folder), lambda seen: [line[:5] for line in seen] == ["FG907", "FG910", "FG912"], SECONDS
    )
    assert seen.seen[0] == SWAP
    assert seen.seen[1].startswith(stale + prefix)


def next_hops(lab, prefix):
    """What zebra says it has installed."""
    (route,) = json.loads(vtysh(lab.name, "leaf-p00-00", f"show ip route {prefix} json"))[prefix]
    return sum(bool(hop.get("fib")) for hop in route["nexthops"])
