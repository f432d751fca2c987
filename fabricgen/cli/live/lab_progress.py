"""One line on a terminal that says how far something has come; nothing where nobody watches."""

import sys
from types import TracebackType
from typing import Self

import click


class Progress:
    """The line is wiped when it ends."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()

    def show(self, words: str) -> None:
        if self._watched:
            click.echo(f"\r\x1b[K{words}", nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.show("")
