"""What is done with configurations on one connection: load and compare, put back, forget."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from fabricgen.targets.live import Live, is_locked

PATIENCE = 20.0
"""Seconds that a switch is waited for which somebody else is loading: to look at it, as `verify` does, takes a few."""
PAUSE = 0.5


class UnhealthyError(Exception):
    """A check after the commit isn't passed; the message lists what isn't right."""


def same(one: str, other: str) -> bool:
    """Two diffs, but for the blanks at the ends of their lines."""
    return _lines(one) == _lines(other)


def difference(live: Live, candidate: str) -> str:
    """What loading `candidate` would change; "" when nothing. The candidate stays loaded."""
    load(live, candidate)
    return live.compare_config().strip("\n")


def load(live: Live, candidate: str) -> None:
    _when_free(lambda: live.load_replace_candidate(config=candidate))


def merge(live: Live, lines: str) -> None:
    _when_free(lambda: live.load_merge_candidate(config=lines))


def _when_free(work: Callable[[], None]) -> None:
    """Something that takes the lock on a switch's candidate, as soon as nobody else has it."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            work()
        except Exception as taken:
            if not is_locked(taken) or time.monotonic() > end:
                raise
        else:
            return
        time.sleep(PAUSE)


@contextmanager
def reached(reach: Callable[[], Live]) -> Iterator[Live]:
    live = reach()
    try:
        yield live
    finally:
        with suppress(Exception):  # a connection that is broken already can't be closed in good order
            live.close()


def pending(live: Live) -> bool:
    """Whether an unconfirmed commit waits there; where a driver can't tell there is none."""
    try:
        return live.has_pending_commit()
    except NotImplementedError:
        return False


def put_back(live: Live, backup: str) -> None:
    """Make it run `backup`, and prove that it does. Raises whatever keeps it from that."""
    if pending(live):
        live.rollback()
    if difference(live, backup):
        live.commit_config()
        if left := difference(live, backup):
            raise UnhealthyError(f"what ran before was loaded again, but this is left: {left}")
    discard(live)


def discard(live: Live) -> None:
    with suppress(NotImplementedError):
        live.discard_config()


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
