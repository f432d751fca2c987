from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from fabricgen.exports.subject import subject
from fabricgen.judge import judge

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "lab": ROOT / "inventories/lab",
    "planes": ROOT / "tests/checks/good/rails_and_planes.yml",
    "trunk": ROOT / "tests/checks/good/trunk.yml",
    "existing": ROOT / "tests/checks/good/existing.yml",
    "irregular": ROOT / "tests/checks/good/irregular.yml",
    "three tiers": ROOT / "tests/cases/sonic-three-tiers/intent.yml",
    "moe-a": ROOT / "inventories/moe-a",
    "training": ROOT / "inventories/training-region",
    "k128": ROOT / "inventories/k128",
}


class Told(NamedTuple):
    """What `fabricgen export …` said, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def export():
    def run(*words):
        result = CliRunner().invoke(fabricgen, ["export", *map(str, words)], standalone_mode=False)
        if isinstance(result.exception, click.UsageError):
            return Told(2, result.stdout, result.exception.format_message())
        if result.exception:
            raise result.exception
        return Told(int(result.return_value or 0), result.stdout, result.stderr)

    return run


@pytest.fixture
def pages():
    return PAGES


@pytest.fixture
def read():
    """The subject of one of the pages, or of a page elsewhere."""

    def made(page):
        blueprint = judge(PAGES.get(page, page)).blueprint
        assert blueprint is not None
        return subject(blueprint)

    return made
