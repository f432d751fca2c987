"""A lab's switches as real ones are met: over SSH at their management address, and by their neighbours over LLDP."""

import os
import subprocess
from pathlib import Path

import pytest
import spare

from fabricgen.lab import AddressConflictError, down, status, up
from fabricgen.lab.access import credentials
from fabricgen.lab.command import run
from fabricgen.lab.discovery import socket
from fabricgen.lab.ledger import LABS
from fabricgen.lab.management import bridge
from fabricgen.lab.observe import Neighbour, neighbours, routes, vtysh, wait_until

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

OWN = f"ssh-{os.getpid()}"


@pytest.fixture(scope="module")
def lab(able):
    running = spare.reachable(OWN, 1, 2)
    try:
        assert up(running) == ()
        yield running
    finally:
        down(OWN)


def ssh(lab, switch, *words, key=True, known="known_hosts"):
    folder = LABS / lab.name / "ssh"
    address = lab.management.addresses[switch].removesuffix("/24")
    options = {"BatchMode": "yes", "UserKnownHostsFile": folder / known, "GlobalKnownHostsFile": "/dev/null"}
    options |= {"StrictHostKeyChecking": "yes", "IdentitiesOnly": "yes", "ConnectTimeout": 5}
    command = ["ssh", "-F", "none", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]
    command += ["-i", folder / ("key" if key else "none"), f"root@{address}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_each_switch_answers_at_its_own_address(lab):
    for switch in lab.management.addresses:
        done = ssh(lab, switch, "hostname; id -u")
        assert (done.returncode, done.stdout) == (0, f"{switch}\n0\n"), done.stderr


def test_whoever_has_no_key_stays_outside(lab):
    done = ssh(lab, "leaf1", "true", key=False)
    assert done.returncode == 255
    assert done.stderr.splitlines()[-1].endswith("Permission denied (publickey).")


def test_a_switch_is_not_taken_for_another(lab):
    (LABS / lab.name / "ssh" / "nobody").touch()
    done = ssh(lab, "leaf1", "true", known="nobody")
    assert done.returncode == 255
    assert "Host key verification failed." in done.stderr


def test_the_files_of_a_login(lab):
    folder = LABS / lab.name / "ssh"
    assert credentials(lab.name).read_text() == (
        f"lab: {lab.name}\nusername: root\nkey: {folder}/key\nknown_hosts: {folder}/known_hosts\n"
    )
    private = (credentials(lab.name), folder / "key", *folder.glob("*.key"), folder / "known_hosts")
    assert {oct(path.stat().st_mode & 0o777) for path in private} == {"0o600"}
    assert len(private) == 3 + len(lab.switches)


def test_a_switch_is_not_the_home_of_this_machines_root(lab):
    """Only the server's own view has other users."""
    assert ssh(lab, "leaf1", "cd; pwd; ls -A; cat /etc/shadow").stdout == f"{LABS / OWN}/ssh/home\nroot:*:::::::\n"
    assert f"{LABS / OWN}" not in Path("/etc/passwd").read_text()
    assert len(Path("/etc/shadow").read_text().splitlines()) > 1


def test_neighbours_are_seen_on_every_cable(lab):
    expected = [
        (Neighbour("swp1", "spine1", "swp2"),),
        (Neighbour("swp1", "leaf1", "swp1"), Neighbour("swp2", "leaf2", "swp1")),
    ]
    waited = wait_until(
        lambda: [neighbours(lab.name, name) for name in ("leaf2", "spine1")], lambda seen: seen == expected, 15
    )
    assert waited.seen == expected


def test_the_fabric_does_not_know_the_management_network(lab):
    own = lab.management.addresses["spine1"]
    waited = wait_until(lambda: routes(lab.name, "leaf1"), lambda seen: "10.0.0.2/32" in seen, 20)
    assert waited.reached
    network = spare.prefix()
    shown = vtysh(lab.name, "leaf1", "show bgp ipv4 unicast")
    assert "10.0.0.2/32" in shown
    assert spare.base_of(0) not in shown
    assert network not in routes(lab.name, "leaf1")
    across = subprocess.run(
        ["ip", "-n", lab.namespace("leaf1"), "route", "get", own.removesuffix("/24"), "from", "10.0.0.1"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Network is unreachable" in across.stderr


def test_this_machine_forwards_nothing_between_labs(lab):
    assert run(("sysctl", "-n", f"net.ipv4.conf.{bridge(lab.name)}.forwarding")) == "0\n"


def test_the_status_has_the_way_in(lab):
    seen = {switch.name: (switch.management, switch.services) for switch in status(lab.name).switches}
    addresses = {name: address.removesuffix("/24") for name, address in lab.management.addresses.items()}
    assert seen == {name: (address, ("lldpd", "sshd")) for name, address in addresses.items()}


def test_a_second_lab_at_the_same_addresses_is_refused(lab):
    other = f"two-{os.getpid()}"
    with pytest.raises(AddressConflictError) as refused:
        up(spare.reachable(other))
    own, gateway = bridge(lab.name), lab.management.gateway.removesuffix("/24")
    assert str(refused.value) == (
        f"lab {other} wants {spare.prefix()} for management, "
        f"and this machine has {spare.prefix()} on {own}, {gateway} on {own}"
    )
    assert status(other).switches == ()


def test_two_labs_at_once(lab):
    other = spare.reachable(f"two-{os.getpid()}", number=1)
    try:
        assert up(other) == ()
        assert [ssh(one, "leaf1", "hostname").stdout for one in (lab, other)] == ["leaf1\n", "leaf1\n"]
    finally:
        down(other.name)
    assert ssh(lab, "leaf1", "hostname").stdout == "leaf1\n"


def test_the_socket_of_the_neighbours_is_where_drivers_look(lab):
    assert str(socket(lab.namespace("leaf1"))) == f"/run/lldpd.fabricgen_{OWN}_leaf1.socket"
    assert socket(lab.namespace("leaf1")).is_socket()
