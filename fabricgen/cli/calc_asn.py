"""fabricgen calc asn"""

from typing import Unpack

import click

from fabricgen.cli.answer import form_option, say
from fabricgen.views.questions import AsnQuestion

FIRST_PRIVATE = 4_200_000_000  # RFC 6996
FROM_ZERO = click.IntRange(0)


@click.command("asn")
@click.option("--region", type=FROM_ZERO, default=0, show_default=True)
@click.option("--pod", type=FROM_ZERO, default=0, show_default=True)
@click.option("--role", type=click.Choice(("leaf", "spine", "super-spine")), default="leaf", show_default=True)
@click.option("--index", type=FROM_ZERO, default=0, show_default=True, help="Of the switch among its pod's.")
@click.option("--first", type=click.IntRange(1, 4_294_967_295), default=FIRST_PRIVATE, show_default=True)
@form_option
def asn(form: str, **ask: Unpack[AsnQuestion]) -> int:
    """The AS number of a position: first + region x 2^22 + pod x 2^13 + role x 2^11 + index; and its range."""
    from fabricgen.views.calc import asn_figures
    from fabricgen.views.figures import as_text

    try:
        found = asn_figures(ask)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return say(form, found, as_text(found))
