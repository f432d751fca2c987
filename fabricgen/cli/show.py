"""fabricgen show INVENTORY DEVICE [PORT], or --picture"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from fabricgen.cli.answer import form_option, refuse, say
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import laid_out
from fabricgen.cli.options import inventory_argument
from fabricgen.cli.sites import one
from fabricgen.cli.tell import sound
from fabricgen.device import Device, Facts, build
from fabricgen.device.model import Port
from fabricgen.device.reach import reached
from fabricgen.device.vrf_chains import handed
from fabricgen.device.why import Row, why
from fabricgen.device.why_chains import why_chains
from fabricgen.device.why_port import why_port
from fabricgen.device.why_seen import why_seen
from fabricgen.findings import Finding, did_you_mean
from fabricgen.kinds.sites import holds_sites
from fabricgen.source import Document
from fabricgen.views import show as view


@click.command("show")
@inventory_argument
@click.argument("device", required=False)
@click.argument("port", required=False)
@click.option("--why", "because", is_flag=True, help="Where each value comes from.")
@click.option("--reach", "reaching", is_flag=True, help="Which VRF reaches which addresses; without DEVICE.")
@click.option("--picture", "drawn", is_flag=True, help="The whole fabric as SVG; without DEVICE.")
@form_option
def command(
    inventory: Path, device: str | None, port: str | None, because: bool, reaching: bool, drawn: bool, form: str
) -> int:
    """Every value of DEVICE, or of one PORT of it; who reaches whom; or a picture of all. `show run N` is `runs N`."""
    if str(inventory) == "run" and device is not None and device.isdigit() and not inventory.exists():
        from fabricgen.cli.live.runs import runs

        return runs(int(device), Path(), None, form)
    if (device is not None) + reaching + drawn != 1:
        raise click.UsageError("give a DEVICE, --reach, or --picture for all of them")
    if holds_sites(inventory):
        inventory, device = one(inventory, device, form)
    if reaching:
        return _reach(inventory, form)
    return _rows(inventory, device, port, because, form) if device else _picture(inventory)


def _reach(inventory: Path, form: str) -> int:
    intent = sound(inventory).inventory.intent
    found = reached(intent, handed(intent))
    return say(form, {"reach": view.reach(found)}, view.reach_text(found))


def _picture(inventory: Path) -> int:
    from fabricgen.planning.inventory import plan
    from fabricgen.views.picture import picture

    found = laid_out(sound(inventory))
    drawn = plan(found.blueprint, found.tiers)
    click.echo(picture(found.blueprint.fabric, drawn.name, drawn.layers), nl=False)
    return ExitCode.CLEAN


def _rows(inventory: Path, device: str, port: str | None, because: bool, form: str) -> int:
    verdict = sound(inventory)
    read = verdict.inventory
    about, switch = _find(laid_out(verdict).tiers, device, form)
    built = build(about, switch)
    if port is None:
        rows = (*why(about, switch, built), *why_seen(about, built), *why_chains(about, switch, built))
        shown = _shown(rows, read.document, because)
        return say(
            form,
            {"device": device, "values": shown.values, "ports": view.ports(built)},
            shown.text + view.ports_text(built),
        )
    found = _port(built, port, form)
    shown = _shown(why_port(about, switch, built, found), read.document, because)
    return say(form, {"device": device, "port": found.name, "values": shown.values}, shown.text)


class Shown(NamedTuple):
    """The same rows for machines and for people."""

    values: dict[str, object]
    text: str


def _shown(rows: tuple[Row, ...], document: Document, because: bool) -> Shown:
    if because:
        return Shown(view.reasons(rows, document), view.text_why(rows, document))
    return Shown(view.values(rows), view.text(rows))


def _find(tiers: tuple[Facts, ...], name: str, form: str) -> tuple[Facts, int]:
    names = tiers[0].names
    if name not in names:
        refuse(_nothing("device", name, names, "fabricgen render writes all names to manifest.json"), form)
    switch = names.index(name)
    return next(about for about in reversed(tiers) if switch >= about.tier.first), switch


def _port(device: Device, name: str, form: str) -> Port:
    found = next((port for port in device.ports if port.name.lower() == name.lower()), None)
    if found is None:
        names = [port.name for port in device.ports]
        refuse(_nothing(f"port in use on {device.name}", name, names, f"it uses {names[0]} to {names[-1]}"), form)
    return found


def _nothing(noun: str, name: str, known: Iterable[str], advice: str) -> Finding:
    hint = did_you_mean(name, known)
    return Finding("FG010", f"there is no {noun} called {name}", help=f"{hint}{advice}")
