"""The body of fabricgen runs."""

from pathlib import Path

from fabricgen.cli.answer import say
from fabricgen.cli.live.run import found, looked_into
from fabricgen.rollout.journal import beside
from fabricgen.views import push as view


def runs(number: int | None, inventory: Path, journal: Path | None, form: str) -> int:
    with looked_into(journal or beside(inventory)) as book:
        if number is None:
            told = [(run, book.entries(run.id)) for run in book.runs()]
            return say(form, view.runs_values(told), view.runs_text(told))
        run = found(book, number)
        entries, steps = book.entries(number), book.steps(number)
        return say(form, view.run_values(run, entries, steps), view.run_text(run, entries, steps))
