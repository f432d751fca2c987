"""Birth, accidents and death of small labs."""

import os
from dataclasses import replace
from pathlib import Path

import handwritten
import pytest

from fabricgen.lab import Cable, Host, Lab, LabStatus, Refusal, Switch, down, labs, status, up
from fabricgen.lab.command import CommandFailedError, run
from fabricgen.lab.daemons import folders, processes
from fabricgen.lab.ledger import LABS, erase
from fabricgen.lab.namespaces import SYSCTLS, existing
from fabricgen.lab.observe import Delta, Flow, delta, lost, running_config, wait_until
from fabricgen.lab.topology import lab_of

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

DOCUMENT = Path(__file__).parents[2] / "docs/platforms/frr-canonical-form.md"
BLOCKS = tuple(block.split("```\n")[0] for block in DOCUMENT.read_text().split("```frr\n")[1:])


@pytest.fixture
def name():
    """A lab name of this test's own; whatever the test leaves is taken away."""
    own = f"life-{os.getpid()}"
    yield own
    down(own)


def left(name):
    spaces = [space for space in existing() if lab_of(space) == name]
    return (spaces, processes(name), folders(name), (LABS / name).exists(), name in labs())


NOTHING = ([], (), (), False, False)


def test_down_leaves_nothing(name):
    up(handwritten.numbered(name, 1, 1))
    spaces, daemons, directories, noted, listed = left(name)
    assert (len(spaces), len(daemons), len(directories), noted, listed) == (2, 8, 4, True, True)
    down(name)
    assert left(name) == NOTHING
    assert status(name) == LabStatus(name, (), ())


def test_down_finds_what_a_crash_left(name):
    """The notes on disk and a namespace's name are lost while its daemons still run."""
    lab = handwritten.numbered(name, 1, 1)
    up(lab)
    erase(name)
    run(("ip", "netns", "delete", lab.namespace("leaf1")))
    down(name)
    assert left(name) == NOTHING


def test_down_of_a_lab_that_never_was(name):
    down(name)
    assert left(name) == NOTHING


def test_a_start_that_fails_half_way_is_undone(name):
    lab = handwritten.numbered(name, 1, 1)
    spine, leaf = lab.switches
    broken = replace(leaf, files={**leaf.files, "sysctl.conf": "net.ipv4.no_such_setting = 1\n"})
    with pytest.raises(CommandFailedError, match="no_such_setting"):
        up(replace(lab, switches=(spine, broken)))
    assert left(name) == NOTHING


def test_refused_lines_are_reported(name):
    lines = ("frr defaults datacenter", "bogus line here", "router bgp 65001", " neighbor NOBODY activate", "exit")
    refused = up(Lab(name, (Switch("leaf1", {"frr.conf": "\n".join(lines) + "\n"}),), ()))
    assert refused == (
        Refusal("leaf1", 2, "% Unknown command[4]: bogus line here"),
        Refusal("leaf1", 4, "Failure to communicate[13] to bgpd, line:  neighbor NOBODY activate"),
        Refusal("leaf1", 0, "% Specify remote-as or peer-group commands first"),
    )


def test_hosts_talk_through_a_switch(name):
    config = (
        "interface swp1\n ip address 10.21.1.1/24\nexit\n!\n"
        "interface swp2\n ip address 10.21.2.1/24\n ipv6 address 2001:db8::1/64\nexit\n"
    )
    hosts = (
        Host("h1", (("eth1", "10.21.1.9/24"),), ("10.21.1.1",)),
        Host("h2", (("eth1", "10.21.2.9/24"), ("eth1", "2001:db8::9/64")), ("10.21.2.1", "2001:db8::1")),
    )
    cables = (Cable("leaf1", "swp1", "h1", "eth1"), Cable("leaf1", "swp2", "h2", "eth1"))
    assert up(Lab(name, (Switch("leaf1", {"frr.conf": config, "daemons": ""}),), cables, hosts)) == ()
    flows = (Flow("h1", "10.21.1.9", "10.21.2.9"), Flow("h2", "2001:db8::9", "2001:db8::1"))
    nobody = Flow("h1", "10.21.1.9", "10.21.2.8")
    waited = wait_until(lambda: lost(name, (*flows, nobody)), lambda seen: len(seen) == 1, 10)
    assert waited.seen == (nobody,)


def test_a_switch_has_the_settings_and_the_mtu_of_a_switch(name):
    lab = handwritten.numbered(name, 1, 1)
    spine, leaf = lab.switches
    up(replace(lab, switches=(spine, replace(leaf, files={**leaf.files, "sysctl.conf": "net.ipv4.ip_forward=0\n"}))))
    inside = ("ip", "netns", "exec", lab.namespace("leaf1"))
    seen = run((*inside, "sysctl", *SYSCTLS)).splitlines()
    assert seen == [f"{key} = {value}" for key, value in {**SYSCTLS, "net.ipv4.ip_forward": 0}.items()]
    assert run((*inside, "cat", "/sys/class/net/swp1/mtu")) == "9216\n"


def test_the_documented_configurations_come_back_letter_by_letter(name):
    switches = tuple(
        Switch(f"leaf{number}", {"frr.conf": text, "daemons": handwritten.DAEMONS})
        for number, text in enumerate(BLOCKS, start=1)
    )
    ports = tuple(Cable(switch.name, f"swp{n}", "far", f"{switch.name}p{n}") for switch in switches for n in (1, 2, 3))
    assert up(Lab(name, switches, ports, (Host("far", ()),))) == ()
    assert len(switches) == 3
    for switch in switches:
        assert running_config(name, switch.name).strip() == switch.files["frr.conf"].strip()
        intended = folders(name)[0].parent / f"fabricgen_{name}_{switch.name}" / "frr.conf"
        assert delta(name, switch.name, intended) == Delta((), ())
