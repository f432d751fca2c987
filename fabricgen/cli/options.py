"""Options that several commands share. Nothing heavy is imported here: --help costs nothing."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from fabricgen.cli.answer import form_option

F = TypeVar("F", bound=Callable[..., object])

THREADS = 32
"""Switches at work at once: a connection mostly waits."""
FORMATS = ("text", "json", "github", "junit")
TRANSPORTS = ("ssh", "local")
CONFIRM = 120
"""Seconds of a box's timer."""


class Call(NamedTuple):
    """How a command reaches live switches."""

    only: str
    credentials: Path | None
    transport: str
    threads: int


def inventory_argument(function: F) -> F:
    return click.argument("inventory", type=click.Path(path_type=Path))(function)


def format_option(function: F) -> F:
    """--format, of commands that tell findings."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell."
    )(function)


def only_option(function: F) -> F:
    return click.option("--only", default="*", show_default=True, metavar="GLOB", help="Devices by name, * and ?.")(
        function
    )


def reach_options(function: F) -> F:
    """--credentials, --transport, --threads."""
    for option in (
        click.option(
            "--threads", type=click.IntRange(1, 256), default=THREADS, show_default=True, help="Switches at a time."
        ),
        click.option(
            "--transport", type=click.Choice(TRANSPORTS), default=TRANSPORTS[0], show_default=True,
            help="local: the switches of a lab on this machine, without SSH. ssh: as each platform does it.",
        ),
        click.option(
            "--credentials", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help="Who logs in where, mode 0600.  [default: $FABRICGEN_CREDENTIALS, or the environment]",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def journal_options(function: F) -> F:
    """--inventory and --journal, for commands that are given a run."""
    for option in (
        click.option(
            "--journal", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
            help="Where it lies.  [default: beside the inventory]",
        ),
        click.option(
            "--inventory", type=click.Path(path_type=Path), default=Path(), metavar="INVENTORY",
            help="Whose journal.  [default: the current folder]",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def pace_options(function: F) -> F:
    """How a run goes: --confirm, --drain, --client-timer, --continue."""
    for option in (
        click.option(
            "--continue", "carry_on", is_flag=True, help="Go on to the next wave whatever became of the last one."
        ),
        click.option(
            "--client-timer", is_flag=True,
            help="Where a box has no commit timer, roll it back from here when a check fails.",
        ),
        click.option("--drain", is_flag=True, help="Move traffic away from each device before it changes (RFC 8326)."),
        click.option(
            "--confirm", type=click.IntRange(10, 3600), default=CONFIRM, show_default=True, metavar="SECONDS",
            help="After these a box goes back by itself unless all checks are passed.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


class Pace(NamedTuple):
    """What `pace_options` give."""

    confirm: int
    drain: bool
    client_timer: bool
    carry_on: bool


class Again(NamedTuple):
    """What `again_options` give: which run to take up once more, and how."""

    run: int
    inventory: Path
    journal: Path | None
    call: Call
    pace: Pace
    form: str


def again_options(function: Callable[[Again], int]) -> Callable[..., int]:
    """RUN and all options of commands that take up a run once more."""

    @wraps(function)
    def packed(
        run: int,
        only: str,
        confirm: int,
        drain: bool,
        client_timer: bool,
        carry_on: bool,
        credentials: Path | None,
        transport: str,
        threads: int,
        inventory: Path,
        journal: Path | None,
        form: str,
    ) -> int:
        call, pace = Call(only, credentials, transport, threads), Pace(confirm, drain, client_timer, carry_on)
        return function(Again(run, inventory, journal, call, pace, form))

    whole = journal_options(form_option(packed))
    return click.argument("run", type=int)(only_option(pace_options(reach_options(whole))))
