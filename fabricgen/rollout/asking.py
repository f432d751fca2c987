"""Ask many switches at once what they are doing. Nothing on them is changed."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from fabricgen.rollout.expected import Expected
from fabricgen.rollout.loading import difference, reached
from fabricgen.rollout.observed import Note, count, observe
from fabricgen.rollout.scene import Counted, Drift, Look
from fabricgen.targets.live import Live
from fabricgen.targets.secrets import Hidden


class Question(NamedTuple):
    """`reach` opens a connection. `candidate` is what the switch should run, secrets included, and `mask` takes them
    out of what it answers. With an `interval`, in seconds, lossless counters are read twice.
    """

    expected: Expected
    reach: Callable[[], Live]
    candidate: Hidden
    mask: Callable[[str], str]
    interval: float = 0.0


def ask_all(questions: Sequence[Question], executor: Executor) -> tuple[Look, ...]:
    """In order of the questions, several at a time."""
    return tuple(executor.map(ask, questions))


def ask(question: Question) -> Look:
    """Never raises: a switch that can't be reached is a look, too."""
    try:
        with reached(question.reach) as live:
            return _look(question, live)
    except Exception as trouble:  # noqa: BLE001 - every driver raises what its library raises; the others are still asked
        return Look(
            question.expected, trouble=question.mask(_words(trouble).removeprefix(f"{question.expected.device}: "))
        )


def _look(question: Question, live: Live) -> Look:
    counted, notes = _count(live, question.interval) if question.interval else (None, ())
    observed = observe(live, question.expected.routing)
    return Look(
        expected=question.expected,
        observed=replace(observed, notes=_masked(observed.notes, question)),
        drift=_drift(question, live),
        counted=counted,
        notes=_masked(notes, question),
    )


def _masked(notes: tuple[Note, ...], question: Question) -> tuple[Note, ...]:
    return tuple(note._replace(reason=question.mask(note.reason)) for note in notes)


def _drift(question: Question, live: Live) -> Drift:
    try:
        return Drift(diff=question.mask(difference(live, question.candidate.reveal())))
    except Exception as trouble:  # noqa: BLE001 - as above; the rest of the look is worth telling
        return Drift(trouble=question.mask(_words(trouble)))
    finally:
        with suppress(Exception):  # nothing is left to discard when loading failed, or the connection is gone
            live.discard_config()


def _count(live: Live, seconds: float) -> tuple[Counted | None, tuple[Note, ...]]:
    before, notes = count(live)
    if before is None:
        return None, notes
    start = time.monotonic()
    time.sleep(seconds)
    after, notes = count(live)
    return (None if after is None else Counted(before, after, round(time.monotonic() - start, 1))), notes


def _words(trouble: Exception) -> str:
    return str(trouble).strip() or type(trouble).__name__
