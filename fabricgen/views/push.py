"""Runs as text and values: waves, events, results, what the journal knows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import orjson

from fabricgen.rollout.diary import Event
from fabricgen.rollout.journal import Entry, Run, StepRow
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Outcome
from fabricgen.rollout.waves import Wave
from fabricgen.views.diff import named

RunWithEntries = tuple[Run, Sequence[Entry]]


def as_line(values: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(values)).decode()


def from_line(line: str) -> dict[str, Any]:
    """What `as_line` made."""
    return dict(orjson.loads(line))


def event_values(event: Event) -> dict[str, Any]:
    return {**event._asdict(), "seconds": round(event.seconds, 3)}


def wave(number: int, count: int, wave: Wave, devices: Sequence[str]) -> str:
    return f"{number}/{count} {wave.name} ({wave.reason}): {named(devices)}"


def settled_line(event: Event) -> str:
    """leaf-p00-00  new  4.2 s"""
    return f"  {event.device}  {event.state}  {event.seconds:.1f} s" + (f"  {event.detail}" if event.detail else "")


def result(run: int, kind: str, entries: Sequence[Entry], outcomes: Sequence[Outcome], form: str) -> str:
    seconds = {outcome.device: round(outcome.seconds, 3) for outcome in outcomes}
    if form == "json":
        devices = {
            entry.device: {"state": entry.state, "detail": entry.detail, "seconds": seconds.get(entry.device)}
            for entry in entries
        }
        return as_line({"run": run, "kind": kind, "devices": devices}) + "\n"
    troubled = [entry for entry in entries if entry.detail and entry.state not in (State.NEW, State.UNCHANGED)]
    lines = [f"{kind} {run}: {counted(entries)}", *(f"  {entry.device}: {entry.detail}" for entry in troubled)]
    return "".join(f"{line}\n" for line in lines)


def nothing(kind: str) -> str:
    """The result, as JSON, when no run was needed."""
    return as_line({"run": None, "kind": kind, "devices": {}})


def what_next(run: int, commands: Sequence[str]) -> str:
    """Commands to paste."""
    return "".join(f"{line}\n" for line in (f"run {run} isn't complete; to look, and to go on:", *_indented(commands)))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def counted(entries: Iterable[Entry]) -> str:
    """5 new, 1 old."""
    counts = Counter(entry.state for entry in entries)
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state]) or "no devices"


def runs_text(told: Sequence[RunWithEntries]) -> str:
    if not told:
        return "no runs yet\n"
    return "".join(
        f"{run.id:>4}  {run.started[:19]}  {run.kind}{f' of {run.of}' if run.of else ''}  {run.fabric}: "
        f"{counted(entries)}\n"
        for run, entries in told
    )


def runs_values(told: Sequence[RunWithEntries]) -> list[dict[str, Any]]:
    return [{**_run(run), "states": dict(Counter(str(entry.state) for entry in entries))} for run, entries in told]


def run_text(run: Run, entries: Sequence[Entry], steps: Sequence[StepRow]) -> str:
    return "".join(f"{line}\n" for line in _run_lines(run, entries, steps))


def run_values(run: Run, entries: Sequence[Entry], steps: Sequence[StepRow]) -> dict[str, Any]:
    """Without the configurations: those bear secrets."""
    devices = {
        entry.device: {"wave": entry.wave, "state": entry.state, "detail": entry.detail, "diff": entry.diff}
        for entry in entries
    }
    return {**_run(run), "devices": devices, "steps": [step._asdict() for step in steps]}


def _run(run: Run) -> dict[str, Any]:
    return {
        "run": run.id, "kind": run.kind, "of": run.of, "inventory": run.inventory, "fabric": run.fabric,
        "started": run.started, "ended": run.ended, "options": from_line(run.options),
    }  # fmt: skip


def _run_lines(run: Run, entries: Sequence[Entry], steps: Sequence[StepRow]) -> Iterator[str]:
    yield f"run {run.id}: {run.kind}{f' of {run.of}' if run.of else ''} of {run.fabric} ({run.inventory})"
    yield f"started {run.started}, {f'ended {run.ended}' if run.ended else 'not ended'}; {counted(entries)}"
    for entry in entries:
        yield ""
        yield f"{entry.device}  wave {entry.wave + 1}  {entry.state}" + (f"  {entry.detail}" if entry.detail else "")
        own = (step for step in steps if step.device == entry.device)
        yield from (f"  {step.at[11:23]}  {step.step:<9}  {step.mark}  {step.detail}".rstrip() for step in own)
        yield from chain(f"  {line}" for line in (entry.diff or "").splitlines())
