"""docs/tour.md, run: every command, and what it says."""

import os
import sys
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import pytest
import spare

from docs.generate.tour import PAGE, ROOT, alike, read, run, written
from fabricgen.lab import requirements

NAME, PREFIX = "tour", "198.18.7."
BIN = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def as_root(step):
    return step.prompt == ROOT


def offline(steps):
    return list(takewhile(lambda step: not as_root(step), steps))


@pytest.fixture
def able():
    """In CI a machine that can't run a lab is a failure; on a desk it is a skip that says what to install."""
    if reasons := requirements():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))


class Own(NamedTuple):
    """The page's lab under a name and with addresses that no other run on this machine has, and back."""

    name: str
    base: str

    def taken(self, step):
        command = step.command.replace(f"name: {NAME}/", f"name: {self.name}/")
        command = command.replace(PREFIX, f"{self.base}.").replace(f"/lab/{NAME}/", f"/lab/{self.name}/")
        return step._replace(command=command)

    def given(self, step):
        words = [text.replace(self.name, NAME).replace(f"{self.base}.", PREFIX) for text in (step.command, step.said)]
        return step._replace(command=words[0], said=words[1])


def told(steps):
    return [(step.command, alike(step.said)) for step in steps]


def test_the_page_is_read_and_written_without_loss():
    assert written(read(PAGE.read_text())) == PAGE.read_text()


def test_the_tour_begins_without_root_and_ends_without_a_lab():
    steps = read(PAGE.read_text()).steps
    assert 10 < len(offline(steps)) < len(steps)
    assert steps[-1].command == f"fabricgen lab down {NAME}"


@pytest.mark.slow
def test_the_part_without_root(tmp_path):
    steps = offline(read(PAGE.read_text()).steps)
    assert told(run(steps, tmp_path, {"PATH": BIN})) == told(steps), (
        "python -m docs.generate.tour, as root, writes it anew"
    )


@pytest.mark.lab
@pytest.mark.usefixtures("able")
def test_all_of_it(tmp_path):
    steps = read(PAGE.read_text()).steps
    own = Own(f"tour-{os.getpid()}", spare.base_of(3))
    try:
        said = list(run([own.taken(step) for step in steps], tmp_path, {"PATH": BIN}))
    finally:
        list(run([own.taken(steps[-1])], tmp_path, {"PATH": BIN}))
    assert told(map(own.given, said)) == told(steps), "python -m docs.generate.tour, as root, writes it anew"
