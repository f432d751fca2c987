"""Tests of this folder need VRFs, VLANs, VXLAN or RED queues in the kernel.

They are written as the other lab tests are: they call fabricgen.lab.up and look at what comes of it. Where this
machine's kernel has all of that, they run on it. Where it lacks something, one guest is booted per session (per worker
under xdist), each file of tests is run by a pytest inside it, and its reports come out as if the tests had run here.

So write for a guest: few routers; few processes per step, as a process takes ten times as long there as here; one lab
per file, in a fixture of scope module that takes it down. What a test writes to this machine's files stays in the
guest's memory. `pytest -m lab tests/lab/guest/test_x.py` runs one file; a debugger can't be had.
"""

import os
from pathlib import Path

import forwarded
import pytest

from fabricgen.lab.command import CommandFailedError
from fabricgen.lab.guest import GuestDiedError
from fabricgen.lab.kernel import lacking
from fabricgen.lab.requirements import CannotRunHereError, requirements

HERE = Path(__file__).parent
FORWARDER = pytest.StashKey[forwarded.Forwarder]()


def pytest_addoption(parser):
    parser.addoption("--reports", type=Path, help="a file for every report: given to the pytest in a guest")


def pytest_configure(config):
    if file := config.getoption("reports", None):
        config.pluginmanager.register(Inside(config, file))


class Inside:
    """In the guest: every report goes to a file that the host reads."""

    def __init__(self, config, file):
        self.config, self.file = config, file

    def pytest_runtest_logreport(self, report):
        forwarded.tell(self.file, self.config.hook.pytest_report_to_serializable(config=self.config, report=report))


def pytest_runtest_protocol(item, nextitem):
    """True when the test ran in the guest; None lets pytest run it here.

    Fixtures of earlier tests that the next one doesn't need are torn down, as pytest itself would have done by now.
    """
    config = item.config
    if HERE not in item.path.parents:  # xdist asks every conftest about every test
        return None
    if config.getoption("reports", None) or requirements() or not lacking():
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in _reports(item):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    item.session._setupstate.teardown_exact(nextitem)
    return True


def pytest_sessionfinish(session):
    if forwarder := session.config.stash.get(FORWARDER, None):
        forwarder.close()


def _reports(item):
    try:
        told = _forwarder(item).reports(item)
    except CannotRunHereError as unable:
        return [_unable(item, str(unable))]
    except (CommandFailedError, GuestDiedError) as broken:
        return [_report(item, "failed", str(broken))]
    return [item.config.hook.pytest_report_from_serializable(config=item.config, data=report) for report in told]


def _forwarder(item):
    stash = item.config.stash
    if FORWARDER not in stash:
        stash[FORWARDER] = forwarded.Forwarder(item.config._tmp_path_factory.mktemp("guest"))
    return stash[FORWARDER]


def _unable(item, reason):
    """In CI a machine that can't run a guest is a failure; on a desk it is a skip that says what to install."""
    if os.environ.get("CI"):
        return _report(item, "failed", reason)
    return _report(item, "skipped", (str(item.path), 0, f"Skipped: {reason}"))


def _report(item, outcome, text):
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, text, "setup")
