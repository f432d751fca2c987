"""fabricgen rollback RUN"""

import click

from fabricgen.cli.options import Again, again_options


@click.command("rollback")
@again_options
def command(again: Again) -> int:
    """Bring every device of a RUN back to what it ran before, in the opposite order."""
    from fabricgen.cli.live.again import rollback

    return rollback(again)
