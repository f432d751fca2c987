"""Ctrl-C, SIGTERM and a lost terminal: once to stop in good order, again to leave at once."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event
from types import FrameType
from typing import NoReturn

import click

from fabricgen.cli.exit_codes import ExitCode

ASKS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPING = "stopping: devices at work are brought to an end; Ctrl-C again to leave them as they are"


@contextmanager
def stoppable() -> Iterator[Event]:
    """The event is set by the first signal; the second raises KeyboardInterrupt in the main thread.

    What is ignored already stays so: `nohup` ignores SIGHUP.
    """
    stop = Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        with suppress(OSError, RuntimeError):  # the terminal is gone, or it's being written to right now
            click.echo(STOPPING, err=True)

    heard = [number for number in ASKS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, asked) for number in heard}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Waits for its threads at the end, but not after a KeyboardInterrupt."""
    executor = ThreadPoolExecutor(threads, thread_name_prefix="switch")
    try:
        yield executor
    except KeyboardInterrupt:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


@contextmanager
def asking(threads: int) -> Iterator[ThreadPoolExecutor]:
    """A pool that changes nothing: Ctrl-C ends the process at once, though a switch may still owe its answer."""
    try:
        with pool(threads) as executor:
            yield executor
    except KeyboardInterrupt:
        leave()


def leave() -> NoReturn:
    """With a word, but without waiting for other threads: an ordinary exit joins them."""
    with suppress(OSError):
        click.echo("interrupted", err=True)
        sys.stdout.flush()
    os._exit(ExitCode.INTERRUPTED)
