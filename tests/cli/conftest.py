from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen


class Told(NamedTuple):
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str


def _run(*words):
    result = CliRunner().invoke(fabricgen, [str(word) for word in words], standalone_mode=False)
    if isinstance(result.exception, click.UsageError):
        return Told(2, result.stdout, result.exception.format_message())
    if result.exception:
        raise result.exception
    return Told(int(result.return_value or 0), result.stdout, result.stderr)


@pytest.fixture
def run():
    """A command in this process, as `main` would end it."""
    return _run
