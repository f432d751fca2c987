"""fabricgen plan INVENTORY, or from flags alone"""

from pathlib import Path
from typing import TypedDict, Unpack

import click
import orjson
from click.core import ParameterSource
from pydantic import ValidationError

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import laid_out
from fabricgen.cli.sites import plan as of_sites
from fabricgen.cli.tell import sound, tell
from fabricgen.findings import RefusedError
from fabricgen.intent.size import Size
from fabricgen.kinds.sites import holds_sites
from fabricgen.planning.plan import FabricPlan
from fabricgen.quantity import parse_gbps
from fabricgen.views.plan import as_dict, as_text

COUNT = click.IntRange(1, 1_000_000)


class Wish(TypedDict):
    """What the flags say; None where they say nothing."""

    accelerators: int | None
    radix: int | None
    nic: str
    rails: int | None
    nodes_per_su: int | None
    nodes_installed: int | None
    nics_per_host: int
    oversubscription: str
    planes: int
    tiers: int | None


@click.command("plan")
@click.argument("inventory", type=click.Path(path_type=Path), required=False)
@click.option("--accelerators", type=COUNT, help="Without INVENTORY: how many to attach.")
@click.option("--radix", type=click.IntRange(2, 4096), help="Ports of a switch at the speed of the links.")
@click.option("--nic", default="400G", show_default=True, help="Speed of one NIC.")
@click.option("--rails", type=click.IntRange(1, 64), help="NICs of a host that each have a leaf of their own.")
@click.option("--nodes-per-su", type=COUNT, help="With rails: hosts of a scalable unit.")
@click.option("--nodes-installed", type=COUNT, help="Hosts present, when fewer than the cabled slots.")
@click.option("--nics-per-host", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--oversubscription", default="1:1", show_default=True, metavar="A:B")
@click.option("--planes", type=click.IntRange(1, 16), default=1, show_default=True)
@click.option("--tiers", type=click.IntRange(2, 3), help="Force 2 or 3; left out, the fewest that do.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(inventory: Path | None, form: str, **flags: Unpack[Wish]) -> int:
    """Switches, cables, ports, oversubscription, ECMP, capacity after failures, buffers: of INVENTORY, or from flags
    alone.
    """
    if inventory and (said := _said(flags)):
        raise click.UsageError(f"give an INVENTORY or flags, not both: {', '.join(said)} would be passed over")
    if inventory and holds_sites(inventory):
        return of_sites(inventory, form)
    figures = _of_inventory(inventory) if inventory else _of_flags(flags)
    if form == "json":
        click.echo(orjson.dumps(as_dict(figures), option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo(as_text(figures), nl=False)
    return ExitCode.CLEAN


def _said(flags: Wish) -> list[str]:
    """The flags that the command line has, not those left at their defaults."""
    source = click.get_current_context().get_parameter_source
    return [f"--{name.replace('_', '-')}" for name in flags if source(name) is ParameterSource.COMMANDLINE]


def _of_inventory(inventory: Path) -> FabricPlan:
    from fabricgen.planning.inventory import plan

    found = laid_out(sound(inventory))
    return plan(found.blueprint, found.tiers)


def _of_flags(flags: Wish) -> FabricPlan:
    from fabricgen.planning.wish import wish

    if flags["accelerators"] is None or flags["radix"] is None:
        raise click.UsageError("give an INVENTORY, or --accelerators and --radix")
    try:
        return wish(_size(flags), flags["radix"], parse_gbps(flags["nic"]))
    except RefusedError as refusal:
        tell(refusal.findings, "text")
        raise click.exceptions.Exit(ExitCode.FINDINGS) from refusal
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _size(flags: Wish) -> Size:
    try:
        return Size.model_validate(
            {
                "accelerators": flags["accelerators"],
                "nics_per_host": flags["nics_per_host"],
                "oversubscription": flags["oversubscription"],
                "rails": flags["rails"],
                "downlinks": flags["nodes_per_su"],
                "nodes_installed": flags["nodes_installed"],
                "planes": flags["planes"],
                "tiers": flags["tiers"],
            }
        )
    except ValidationError as error:
        raise click.UsageError(
            "; ".join(str(item["msg"]).removeprefix("Value error, ") for item in error.errors())
        ) from error
