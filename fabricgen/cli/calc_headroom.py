"""fabricgen calc headroom"""

from typing import Unpack

import click

from fabricgen.cli.answer import form_option, say
from fabricgen.cli.calc_words import BYTES, GBPS, METRES
from fabricgen.views.questions import HeadroomQuestion

MODELS = ("wire", "spectrum4", "tomahawk5", "jericho")


@click.command("headroom")
@click.option("--speed", type=GBPS, required=True, metavar="SPEED", help="Of the port: 400G.")
@click.option("--cable", type=METRES, required=True, metavar="LENGTH", help="30 m.")
@click.option("--mtu", type=click.IntRange(64, 65535), default=9216, show_default=True, help="Largest frame, bytes.")
@click.option("--model", type=click.Choice(MODELS), default="wire", show_default=True, help="Formula of the chip.")
@click.option("--cell", type=click.IntRange(1, 4096), default=256, show_default=True, help="With wire: cell in bytes.")
@click.option("--ports", type=click.IntRange(1), default=1, show_default=True, help="That may be paused at once.")
@click.option("--priorities", type=click.IntRange(1, 8), default=1, show_default=True, help="Lossless ones.")
@click.option("--buffer", type=BYTES, metavar="SIZE", help="Of the chip: 165 MB.")
@form_option
def headroom(form: str, **ask: Unpack[HeadroomQuestion]) -> int:
    """PFC headroom: bytes that still arrive after a pause, as the chip stores them, and their share of its buffer."""
    from fabricgen.views.calc import headroom_figures
    from fabricgen.views.figures import as_text

    try:
        found = headroom_figures(ask)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return say(form, found, as_text(found))
