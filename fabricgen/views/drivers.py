"""What a push can do on each network OS, drawn from the drivers' own values."""

from collections.abc import Iterable, Iterator

from fabricgen.targets.driver import Driver, Timer
from fabricgen.views.layout import columns, page


def as_dict(driver: Driver) -> dict[str, object]:
    timer = driver.timer
    return {
        "protocol": f"{driver.protocol} {driver.port}",
        "timer": isinstance(timer, Timer),
        "timer_unit_seconds": timer.unit if isinstance(timer, Timer) else None,
        "timer_longest_seconds": timer.longest if isinstance(timer, Timer) else None,
        "confirmed_by": timer.confirm.value if isinstance(timer, Timer) else None,
        "no_timer": timer if isinstance(timer, str) else None,
        "refuses_at": driver.refuses_at.value,
        "drain": not isinstance(driver.drain, str),
        "no_drain": driver.drain if isinstance(driver.drain, str) else None,
        "reads_forwarding": driver.forwarding,
        "reads_lossless_counters": driver.lossless,
        "pushed": list(driver.pushed),
        "notes": list(driver.notes),
    }


def table(drivers: Iterable[Driver]) -> str:
    """One line each, and under them every no with its reason."""
    return page(_table(drivers))


def _table(drivers: Iterable[Driver]) -> Iterator[str]:
    known = tuple(drivers)
    head = ("pushing", "over", "goes back by itself", "confirmed by", "refuses at", "drain", "forwarding", "counters")
    yield from columns([head, *(_row(driver) for driver in known)])
    yield ""
    yield from columns((driver.platform, what, why) for driver in known for what, why in _reasons(driver))


def lines(driver: Driver) -> Iterator[str]:
    """Of one, in detail."""
    yield from columns(
        zip(("over", "goes back by itself", "confirmed by", "refuses at"), _row(driver)[1:], strict=False)
    )
    yield from columns(_reasons(driver))
    yield from (f"  {note}" for note in driver.notes)


def _row(driver: Driver) -> tuple[str, ...]:
    timer = driver.timer
    back, who = ("no", "-") if isinstance(timer, str) else (f"after {_unit(timer)}", timer.confirm.value)
    marks = (not isinstance(driver.drain, str), driver.forwarding, driver.lossless)
    return (
        driver.platform, f"{driver.protocol} {driver.port}", back, who, driver.refuses_at.value,
        *("yes" if mark else "no" for mark in marks),
    )  # fmt: skip


def _unit(timer: Timer) -> str:
    return "seconds" if timer.unit == 1 else "whole minutes" if timer.unit == 60 else f"units of {timer.unit} s"


def _reasons(driver: Driver) -> Iterator[tuple[str, str]]:
    if isinstance(driver.timer, str):
        yield "goes back by itself", driver.timer
    if isinstance(driver.drain, str):
        yield "drain", driver.drain
