"""An environment that the install step of action.yml filled, once for all tests of this folder."""

import subprocess
import sys
import sysconfig

import pytest

from tests.ci import actions
from tests.ci.repositories import Origin


def borrowing(home):
    """A new environment that sees what ours has, so that pip needs to fetch nothing; what it installs comes first."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def temp(tmp_path_factory):
    """The runner's folder of its own, after the step that installs."""
    folder = tmp_path_factory.mktemp("runner")
    borrowing(folder / "fabricgen")
    world = actions.world(folder, GITHUB_ACTION_PATH=str(actions.ROOT), PIP_NO_BUILD_ISOLATION="0")
    known = {
        "inputs": {},
        "runner": {"temp": str(folder)},
        "steps": {"python": {"outputs": {"python-path": sys.executable}}},
    }
    (step,) = [step for step in actions.ACTION["runs"]["steps"] if step["name"] == actions.INSTALL]
    done = actions.Done()
    actions.perform(step, known, world, folder, done)
    assert done.status == 0, done.log
    return folder


@pytest.fixture
def origin(tmp_path):
    return Origin(tmp_path / "origin")
