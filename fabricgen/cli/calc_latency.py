"""fabricgen calc latency"""

import click

from fabricgen.cli.answer import form_option, say
from fabricgen.cli.calc_words import DISTANCE, MICROSECONDS


@click.command("latency")
@click.argument("links", nargs=-1, required=True, type=DISTANCE, metavar="LENGTH|TIME...")
@click.option("--quantum", type=MICROSECONDS, metavar="TIME", help="A cost of 1; left out, as fabricgen chooses it.")
@click.option("--layers", type=click.IntRange(1, 2), default=1, show_default=True, help="1: leaf-spine; 2: and above.")
@form_option
def latency(links: tuple[float, ...], quantum: float | None, layers: int, form: str) -> int:
    """OSPF costs of links by their length of fibre (40 km) or measured one-way latency (203 us)."""
    from fabricgen.views.calc import latency_figures
    from fabricgen.views.figures import as_text

    found = latency_figures({"links_us": links, "quantum_us": quantum, "layers": layers})
    return say(form, found, as_text(found))
