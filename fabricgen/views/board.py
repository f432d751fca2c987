"""A push on a terminal: a bar, and a table of the devices at work."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from rich.console import Console, Group
from rich.live import Live as Screen
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from fabricgen.rollout.diary import Event, Listener
from fabricgen.rollout.steps import Mark, Step
from fabricgen.views.push import settled_line

ROWS = 20
"""Devices shown at work at a time; a terminal has some 24 lines."""


class AtWork(NamedTuple):
    """A device and its step; `since` as time.monotonic() counts."""

    device: str
    step: Step
    since: float


@contextmanager
def board(devices: int) -> Iterator[Listener]:
    """A listener that draws on standard error. Settled devices scroll away above the table."""
    console = Console(stderr=True)
    bar = Progress(TextColumn("devices"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console)
    counter = bar.add_task("devices", total=devices)
    at_work: dict[str, AtWork] = {}
    lock = Lock()

    def drawn() -> Group:
        with lock:
            return Group(bar, table(tuple(at_work.values()), time.monotonic()))

    with Screen(get_renderable=drawn, console=console, refresh_per_second=4, transient=True):

        def listener(event: Event, /) -> None:
            with lock:
                if event.state is not None:
                    at_work.pop(event.device, None)
                    bar.advance(counter)
                elif event.mark is Mark.BEGUN and event.step is not None:
                    at_work[event.device] = AtWork(event.device, event.step, time.monotonic())
            if event.state is not None:
                console.print(settled_line(event), markup=False, highlight=False, soft_wrap=True)

        yield listener


def table(at_work: Sequence[AtWork], now: float) -> Table:
    """Those that are longest at their step come first: they are what somebody waits for."""
    drawn = Table("device", "step", "seconds", box=None, pad_edge=False)
    longest = sorted(at_work, key=lambda item: item.since)
    for item in longest[:ROWS]:
        drawn.add_row(item.device, str(item.step), f"{now - item.since:.0f}")
    if len(longest) > ROWS:
        drawn.add_row(f"and {len(longest) - ROWS:,} more", "", "")
    return drawn
