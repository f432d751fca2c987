"""fabricgen schema [--kind KIND]"""

import click

from fabricgen.cli.answer import say
from fabricgen.cli.kind import kind_choice, starters


@click.command("schema")
@click.option("--kind", type=kind_choice(), help="Of this kind alone.")
def command(kind: str | None) -> int:
    """The JSON Schema (draft 2020-12) of an intent, with what every key means, its default and examples."""
    from fabricgen.kinds import KINDS
    from fabricgen.source import read
    from fabricgen.views.schema import schema

    wanted = {name: model for name, model in KINDS.items() if kind in (None, name)}
    examples = [read(starters()[name]).value for name in wanted]
    return say("json", schema(wanted, examples), "")
