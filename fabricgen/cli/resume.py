"""fabricgen resume RUN"""

import click

from fabricgen.cli.options import Again, again_options


@click.command("resume")
@again_options
def command(again: Again) -> int:
    """Finish a RUN that ended half way: ask the devices it left open, then go on with the others."""
    from fabricgen.cli.live.again import resume

    return resume(again)
