"""What commands that render have in common: the plan of a sound inventory, its own templates, its lock file."""

from pathlib import Path

from fabricgen.allocation.lock import FILE as LOCK_FILE
from fabricgen.allocation.lock import write
from fabricgen.checks import Plan
from fabricgen.findings import Finding, RefusedError
from fabricgen.judge import Verdict
from fabricgen.kinds import Blueprint, Inventory


def laid_out(verdict: Verdict) -> Plan:
    """Of a verdict without errors."""
    if verdict.plan is None:
        raise AssertionError("what has no errors can be laid out")
    return verdict.plan


def decided(verdict: Verdict) -> Blueprint:
    """Of a verdict without errors."""
    return laid_out(verdict).blueprint


def templates(inventory: Inventory) -> tuple[Path, ...]:
    """Its own, searched before ours."""
    folder = inventory.folder / "templates"
    return (folder,) if folder.is_dir() else ()


def remember(inventory: Inventory) -> None:
    """Numbers handed out now are written down, so that they are the same tomorrow. Raises `RefusedError`."""
    if inventory.lock == inventory.stored:
        return
    place = inventory.folder / LOCK_FILE
    staged = place.with_name(f".{LOCK_FILE}")
    try:
        staged.write_bytes(write(inventory.lock))
        staged.replace(place)
    except OSError as error:
        advice = "it remembers the numbers that were handed out: make room for it, try again, and commit it"
        raise RefusedError((Finding("FG012", f"can't write {place}: {error.strerror}", help=advice),)) from error
