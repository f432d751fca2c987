"""fabricgen calc ecmp"""

from typing import Unpack

import click

from fabricgen.cli.answer import form_option, say
from fabricgen.views.questions import EcmpQuestion

PAIRS = click.IntRange(1, 64)
COUNT = click.IntRange(1, 100_000)
SOME = click.IntRange(0, 100_000)


@click.command("ecmp")
@click.option("--flows", type=click.IntRange(1, 4096), help="Equal flows, hashed at random …")
@click.option("--links", type=COUNT, help="… onto so many links.")
@click.option("--queue-pairs", type=PAIRS, default=1, show_default=True, help="Each flow is split over.")
@click.option("--leaf-uplinks", type=COUNT, help="Polarisation: uplinks of the tier below …")
@click.option("--spine-uplinks", type=COUNT, help="… and of this one, with the same hash at both.")
@click.option("--spines", type=COUNT, help="Failures: spines that a leaf has.")
@click.option("--parallel-links", type=COUNT, default=1, show_default=True, help="Of a leaf to each spine.")
@click.option("--failed-links", type=SOME, default=1, show_default=True, help="Between a leaf and one spine.")
@click.option("--failed-spines", type=SOME, default=1, show_default=True)
@form_option
def ecmp(form: str, **ask: Unpack[EcmpQuestion]) -> int:
    """Collisions (--flows --links), polarisation (--leaf-uplinks --spine-uplinks), what failures leave (--spines)."""
    from fabricgen.views.calc import ecmp_figures
    from fabricgen.views.figures import as_text

    _complete(ask)
    found = ecmp_figures(ask)
    return say(form, found, as_text(found))


def _complete(ask: EcmpQuestion) -> None:
    pairs = {
        ("--flows", "--links"): (ask["flows"], ask["links"]),
        ("--leaf-uplinks", "--spine-uplinks"): (ask["leaf_uplinks"], ask["spine_uplinks"]),
    }
    for (first, second), given in pairs.items():
        if (given[0] is None) != (given[1] is None):
            raise click.UsageError(f"{first} and {second} go together: give both")
    if all(given[0] is None for given in pairs.values()) and ask["spines"] is None:
        raise click.UsageError("give --flows and --links, --leaf-uplinks and --spine-uplinks, or --spines")
    if ask["spines"] is not None and (
        ask["failed_links"] > ask["parallel_links"] or ask["failed_spines"] > ask["spines"]
    ):
        raise click.UsageError(
            "more has failed than there is: --failed-links of --parallel-links, --failed-spines of --spines"
        )
