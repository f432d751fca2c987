"""Render a fabric: switches dealt out over an executor, each worker with its own press; the reference is one job."""

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from fnmatch import fnmatchcase
from itertools import chain
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import NamedTuple

from fabricgen.device import Facts, build, facts
from fabricgen.fabric import names
from fabricgen.kinds import Blueprint
from fabricgen.platforms import PLATFORMS, PORT_NAMES
from fabricgen.render.folder import (
    MANIFEST,
    STAGED,
    Row,
    Stored,
    abandon,
    claimed,
    clear,
    manifest,
    refuse_strangers,
    rows_of,
    settle,
    stage,
)
from fabricgen.render.press import Artifact, Press
from fabricgen.render.templates import environment

CHUNK = 256
"""Switches in one piece of work: enough to keep a worker busy, few enough to share evenly."""


class Order(NamedTuple):
    """All that a worker needs to know."""

    blueprint: Blueprint
    out: Path
    templates: tuple[Path, ...]


class Rendered(NamedTuple):
    rows: tuple[Row, ...]
    changed: int


class Worker:
    """Facts of the tiers and a press, made once per process."""

    def __init__(self, blueprint: Blueprint, templates: tuple[Path, ...]) -> None:
        intent, fabric, allocation, lock = blueprint.intent, blueprint.fabric, blueprint.allocation, blueprint.lock
        self.tiers: tuple[Facts, ...] = facts(intent, fabric, allocation, lock, PORT_NAMES)
        self._press = Press(environment(templates))

    def artifacts(self, switch: int) -> tuple[Artifact, ...]:
        about = next(about for about in reversed(self.tiers) if switch >= about.tier.first)
        platform = PLATFORMS[about.platform]
        return self._press.artifacts(build(about, switch), platform, folder(about, switch))


def folder(about: Facts, switch: int) -> str:
    """Artifacts lie by pod (p00), super-spines by group (g00): a few hundred files a folder at any size."""
    return (
        about.names[switch].rpartition("-")[0].replace(f"{'super' if about.tier.level == 2 else about.tier.role}-", "")
    )


def render(order: Order, only: str, jobs: int) -> Rendered:
    """Render the devices whose name matches `only` into a folder. Nothing is in place before everything is rendered.

    When no name matches, nothing is done.
    """
    selected = [switch for switch, name in enumerate(names(order.blueprint.fabric)) if fnmatchcase(name, only)]
    if not selected:
        return Rendered((), 0)
    with claimed(order.out):
        refuse_strangers(order.out)
        try:
            return _finish(order, list(chain.from_iterable(_pieces(order, selected, jobs))), only)
        except BaseException:
            abandon(order.out)
            raise


def _pieces(order: Order, switches: Sequence[int], jobs: int) -> Iterator[list[Stored]]:
    chunks = [switches[at : at + CHUNK] for at in range(0, len(switches), CHUNK)]
    if jobs == 1 or len(chunks) <= 1:
        try:
            _start(order)
            yield from map(_work, chunks)
        finally:
            gc.unfreeze()
            gc.enable()
        return
    others = active_children()
    with _pool(order, jobs) as pool:
        try:
            yield from pool.map(_work, chunks)
        except BaseException:
            _dismiss(others)
            raise


def _dismiss(others: Sequence[BaseProcess]) -> None:
    """End the workers in the middle of what they do: nobody wants it any more."""
    for worker in active_children():
        if worker not in others:
            worker.kill()


def _pool(order: Order, jobs: int) -> Executor:
    """Forked workers share the fabric's columns with the parent."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_enlist, initargs=(order,))


_state: dict[str, tuple[Worker, Path]] = {}
"""One entry, per process: an executor's initializer has no other way to leave something behind for its work."""


def _enlist(order: Order) -> None:
    """A worker leaves Ctrl-C to its parent, and doesn't outlive it."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    _start(order)


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _start(order: Order) -> None:
    """Garbage is collected between pieces of work, and not looked for in what was there before."""
    gc.disable()
    gc.freeze()
    _state["worker"] = Worker(order.blueprint, order.templates), order.out


def _work(switches: Iterable[int]) -> list[Stored]:
    """A macro of Jinja's and its context hold each other, and the context holds the device."""
    worker, out = _state["worker"]
    stored = [stage(out, artifact) for switch in switches for artifact in worker.artifacts(switch)]
    gc.collect()
    return stored


def _finish(order: Order, stored: list[Stored], only: str) -> Rendered:
    """The manifest goes first and comes back last, so that a folder with one is always complete."""
    out = order.out
    before = rows_of(out)
    rows = [row for row, _ in stored]
    kept = [row for row in before if not fnmatchcase(row.device, only)] if only != "*" else []
    stale = {row.path for row in before} - {row.path for row in (*rows, *kept)}
    data = manifest(order.blueprint.intent.name, order.blueprint.kind, sorted((*rows, *kept)))
    changed = sum(was for _, was in stored)
    if changed or stale or not _same_manifest(out, data):
        (out / MANIFEST).unlink(missing_ok=True)
        settle(out, stored)
        clear(out, stale)
        _put(out / MANIFEST, data)
    return Rendered(tuple(rows), changed)


def _same_manifest(out: Path, data: bytes) -> bool:
    try:
        return (out / MANIFEST).read_bytes() == data
    except OSError:
        return False


def _put(place: Path, data: bytes) -> None:
    staged = place.with_name(place.name + STAGED)
    staged.write_bytes(data)
    staged.replace(place)
