"""Service chains on real packets: what a page sends through an appliance passes it, there and back; nothing else does;
and with the appliance gone what its page says holds.

The appliances are routers that know one way, back to their leaf. What they forward is counted by their own kernel.
"""

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import Cable, Switch, down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Delta, all_established, delta, sessions, vtysh, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[2]
EDITS = {
    "leaves: 4": "leaves: 3",
    "  spines: 2\n": "  spines: 1\n",
    "prefix: 198.18.0.0/24": "prefix: 198.18.78.0/24",
}
CHAINS = """
appliances:
  fw: {leaf: leaf-p00-01, port: swp8, address: 10.9.0.1/31, otherwise: OTHERWISE}
  lb:
    leaf: leaf-p00-01
    port: swp6
    address: 10.9.0.3/31
    outside: {port: swp7, address: 10.9.0.5/31}
    otherwise: OTHERWISE
chains:
  - {from: 10.128.0.0/28, to: 10.128.0.32/28, through: [fw, lb]}   # of the first leaf to the third: by the second
  - {from: 10.128.0.16/28, to: 10.128.0.32/28, through: [fw]}      # of the appliances' own leaf
"""
FIRST, AMID, LAST = (f"leaf-p00-0{number}" for number in range(3))
FORWARDS = "net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.default.rp_filter = 0\n"
ROUTER = """\
frr version 8.4.4
frr defaults datacenter
hostname {name}
!
{routes}
!
{interfaces}
end
"""


def appliance(name, routes, addresses):
    """`routes` are next hops by prefix, `addresses` those of its ports."""
    text = ROUTER.format(
        name=name,
        routes="\n".join(f"ip route {prefix} {hop}" for prefix, hop in routes.items()),
        interfaces="\n".join(f"interface {port}\n ip address {one}\n!" for port, one in addresses.items()),
    )
    return Switch(name, {"frr.conf": text, "daemons": "staticd=yes\n", "sysctl.conf": FORWARDS})


FW = appliance("fw", {"0.0.0.0/0": "10.9.0.1"}, {"swp1": "10.9.0.0/31"})
LB = appliance(
    "lb",
    {"10.128.0.32/28": "10.9.0.5", "10.128.0.0/28": "10.9.0.3"},
    {"swp1": "10.9.0.2/31", "swp2": "10.9.0.4/31"},
)


def page(folder, otherwise):
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    folder.mkdir()
    (folder / "intent.yml").write_text(text + CHAINS.replace("OTHERWISE", otherwise))
    verdict = judge(folder)
    assert verdict.findings == ()
    return lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    made = page(tmp_path_factory.mktemp("chains") / "drop", "drop")
    cables = (
        Cable(AMID, "swp8", "fw", "swp1"),
        Cable(AMID, "swp6", "lb", "swp1"),
        Cable(AMID, "swp7", "lb", "swp2"),
    )
    lab = replace(made, name=f"c-{os.getpid()}", switches=(*made.switches, FW, LB), cables=(*made.cables, *cables))
    names = [switch.name for switch in made.switches]
    try:
        refused = up(lab)
        waited = wait_until(lambda: sessions(lab.name, names), all_established, 60)
        assert waited.reached, waited.seen
        waited = wait_until(lambda: [unready(lab, name) for name in names], lambda seen: not any(seen), 60)
        assert waited.reached, waited.seen
        yield lab, refused
    finally:
        down(lab.name)


def unready(lab, switch):
    """Redirects that pbrd has not put into the kernel."""
    told = json.loads(vtysh(lab.name, switch, "show pbr map json"))
    rules = [rule for each in told for rule in each["policies"]]
    return [rule["sequenceNumber"] for rule in rules if not rule["installed"]]


def address(lab, leaf):
    host = next(host for host in lab.hosts if host.name == f"host-{leaf}")
    return host.addresses[0][1].split("/")[0]


def forwarded(lab, router):
    """Datagrams that it passed on so far."""
    snmp = run(("ip", "netns", "exec", lab.namespace(router), "cat", "/proc/net/snmp"))
    names, numbers = re.findall(r"^Ip: (.*)$", snmp, re.MULTILINE)
    return int(numbers.split()[names.split().index("ForwDatagrams")])


def pinged(lab, source, target, count=3):
    """How many answers came, and what each appliance forwarded of them and of the questions."""
    before = [forwarded(lab, router) for router in ("fw", "lb")]
    ping = ("ping", f"-c{count}", "-i0.1", "-W1", "-I", address(lab, source), address(lab, target))
    space = ("ip", "netns", "exec", lab.namespace(f"host-{source}"))
    said = subprocess.run((*space, *ping), capture_output=True, text=True, check=False).stdout
    after = [forwarded(lab, router) for router in ("fw", "lb")]
    return said.count("bytes from"), *(now - was for was, now in zip(before, after, strict=True))


def settles(lab, source, target, expected):
    return wait_until(lambda: pinged(lab, source, target), lambda seen: seen == expected, 30)


def test_every_line_is_taken_and_shown_back(fabric):
    lab, refused = fabric
    assert refused == ()
    for name in (FIRST, AMID, "spine-p00-00"):
        assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())


def test_questions_and_answers_pass_both_appliances(fabric):
    """One leaf redirects, the spine does, and the appliances' own leaf, twice each way."""
    lab, _ = fabric
    assert settles(lab, FIRST, LAST, (3, 6, 6)).reached, pinged(lab, FIRST, LAST)


def test_it_is_the_same_for_those_who_are_asked(fabric):
    lab, _ = fabric
    assert settles(lab, LAST, FIRST, (3, 6, 6)).reached, pinged(lab, LAST, FIRST)


def test_hosts_beside_the_appliance_pass_it_too(fabric):
    lab, _ = fabric
    assert settles(lab, AMID, LAST, (3, 6, 0)).reached, pinged(lab, AMID, LAST)


def test_other_traffic_passes_none(fabric):
    lab, _ = fabric
    assert settles(lab, FIRST, AMID, (3, 0, 0)).reached, pinged(lab, FIRST, AMID)


def test_behind_a_lost_firewall_nothing_passes_and_the_rest_does(fabric):
    lab, _ = fabric
    cable = [cable for cable in lab.cables if cable.b == "fw"]
    cut(lab, cable)
    try:
        assert settles(lab, FIRST, LAST, (0, 0, 0)).reached, pinged(lab, FIRST, LAST)
        assert pinged(lab, AMID, LAST) == (0, 0, 0)
        assert settles(lab, FIRST, AMID, (3, 0, 0)).reached, pinged(lab, FIRST, AMID)
    finally:
        restore(lab, cable)
    assert settles(lab, FIRST, LAST, (3, 6, 6)).reached, pinged(lab, FIRST, LAST)


def test_past_a_lost_appliance_that_may_be_missing_packets_are_routed(fabric, tmp_path_factory):
    """The other word on the page changes no more than the routes to nowhere."""
    lab, _ = fabric
    other = page(tmp_path_factory.mktemp("chains") / "forward", "forward")
    for one, was in zip(other.switches, lab.switches, strict=False):
        gone = set(was.files["frr.conf"].splitlines()) - set(one.files["frr.conf"].splitlines())
        assert gone
        assert all(re.fullmatch(r"ip route \S+ blackhole 250", line) for line in gone)
        words = [word for line in sorted(gone) for word in ("-c", f"no {line}")]
        run(("vtysh", "-N", lab.namespace(one.name), "-c", "configure terminal", *words))
    cable = [cable for cable in lab.cables if cable.b == "fw"]
    cut(lab, cable)
    try:
        assert settles(lab, AMID, LAST, (3, 0, 0)).reached, pinged(lab, AMID, LAST)
    finally:
        restore(lab, cable)
    assert settles(lab, AMID, LAST, (3, 6, 0)).reached, pinged(lab, AMID, LAST)
