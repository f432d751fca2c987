"""Policies between tenants in VRFs: what is declared reaches the shared service, and a list at the port of a VRF, which
Linux has to serve before it takes the VRF for the port, drops the rest.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from talk import connects, listening

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Flow, lost, wait_until
from fabricgen.lab.rules import PROGRAMS
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[3]
ACME, ALSO_ACME, BLUE, STORAGE = (f"leaf-p00-0{number}" for number in range(4))
WEB, FILES, SSH = 443, 2049, 22


@pytest.fixture(scope="module")
def fabric(able):
    """The lab, and the address of the host of each leaf."""
    missing = [program for program in PROGRAMS.values() if not shutil.which(program)]
    if missing:
        reason = f"{', '.join(missing)} missing; install it with `apt-get install iptables`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    verdict = judge(ROOT / "inventories/lab-policies")
    assert verdict.findings == ()
    lab = replace(lab_of(verdict.blueprint, Worker(verdict.blueprint, ())), name=f"p-{os.getpid()}")
    hosts = {host.name.removeprefix("host-"): host.addresses[0][1].split("/")[0] for host in lab.hosts}
    try:
        assert up(lab) == ()
        yield lab, hosts
    finally:
        down(lab.name)


@pytest.fixture(scope="module")
def space(fabric):
    lab, _ = fabric
    return lambda leaf: lab.namespace(f"host-{leaf}")


def opens(fabric, space, source, target, port):
    _, hosts = fabric
    return connects(space(source), hosts[source], (hosts[target], port))


def test_what_is_declared_passes(fabric, space):
    lab, hosts = fabric
    pinged = [Flow(f"host-{BLUE}", hosts[BLUE], hosts[STORAGE]), Flow(f"host-{ACME}", hosts[ACME], hosts[ALSO_ACME])]
    waited = wait_until(lambda: lost(lab.name, pinged), lambda seen: not seen, 120)
    assert waited.reached, waited.seen
    with listening(space(STORAGE), hosts[STORAGE], WEB, FILES):
        asked = [(ACME, WEB), (ACME, FILES), (ALSO_ACME, WEB), (BLUE, WEB)]
        assert wait_until(lambda: [opens(fabric, space, who, STORAGE, port) for who, port in asked], all, 120).reached


def test_what_is_not_declared_does_not(fabric, space):
    lab, hosts = fabric
    barred = [Flow(f"host-{ACME}", hosts[ACME], hosts[BLUE]), Flow(f"host-{BLUE}", hosts[BLUE], hosts[ACME])]
    assert set(lost(lab.name, barred)) == set(barred)
    with listening(space(STORAGE), hosts[STORAGE], FILES, SSH):
        assert not opens(fabric, space, BLUE, STORAGE, FILES)
        assert not opens(fabric, space, ACME, STORAGE, SSH)


def test_a_service_answers_and_asks_nothing(fabric, space):
    _, hosts = fabric
    with listening(space(ACME), hosts[ACME], WEB):
        assert not opens(fabric, space, STORAGE, ACME, WEB)


def test_inside_all_is_open_but_what_is_denied(fabric, space):
    _, hosts = fabric
    with listening(space(ALSO_ACME), hosts[ALSO_ACME], WEB, SSH):
        assert wait_until(lambda: opens(fabric, space, ACME, ALSO_ACME, WEB), bool, 30).reached
        assert not opens(fabric, space, ACME, ALSO_ACME, SSH)
