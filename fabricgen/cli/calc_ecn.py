"""fabricgen calc ecn"""

import click

from fabricgen.cli.answer import form_option, say
from fabricgen.cli.calc_words import BYTES, DEPTH, GBPS, MICROSECONDS, Depth

POSITIVE = click.FloatRange(0, min_open=True)


@click.command("ecn")
@click.option("--min", "low", type=DEPTH, required=True, metavar="DEPTH", help="Marking starts: 4 us, or 150 KB.")
@click.option("--max", "high", type=DEPTH, required=True, metavar="DEPTH", help="Marking is complete: 20 us.")
@click.option("--speed", type=GBPS, required=True, metavar="SPEED", help="Of the port: 400G.")
@click.option("--buffer", type=BYTES, metavar="SIZE", help="Shared by all queues of the chip: 166 MB.")
@click.option("--alpha", type=POSITIVE, default=1.0, show_default=True, help="Dynamic threshold of a queue.")
@click.option("--rtt", type=MICROSECONDS, metavar="TIME", help="Round trip, for the DCTCP bound: 8 us.")
@form_option
def ecn(low: Depth, high: Depth, speed: int, buffer: int | None, alpha: float, rtt: float | None, form: str) -> int:
    """ECN thresholds in bytes and as drain time; with --buffer, how many congested queues make PFC fire first."""
    from fabricgen.views.calc import ecn_figures
    from fabricgen.views.figures import as_text

    if low.microseconds(speed) > high.microseconds(speed):
        raise click.UsageError("--min is above --max: marking grows from min to max; swap the two")
    found = ecn_figures(
        {
            "min_us": low.microseconds(speed),
            "max_us": high.microseconds(speed),
            "speed": speed,
            "buffer": buffer,
            "alpha": alpha,
            "rtt": rtt,
        }
    )
    return say(form, found, as_text(found))
