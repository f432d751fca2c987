"""The kinds of intent by name, from the pages that `init` starts from; nothing is imported for it."""

from pathlib import Path

import click

STARTERS = Path(__file__).parent.parent / "kinds" / "starter"


def starters() -> dict[str, Path]:
    """A page to start from, by kind."""
    return {file.stem: file for file in sorted(STARTERS.glob("*.yml"))}


def kind_choice() -> click.Choice[str]:
    return click.Choice(tuple(starters()))
