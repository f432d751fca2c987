"""fabricgen show INVENTORY DEVICE [PORT]"""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import click

from fabricgen.cli.answer import form_option, refuse, say
from fabricgen.cli.report import inventory_argument, sound
from fabricgen.device import Device, Facts, build
from fabricgen.device.model import Port
from fabricgen.device.why import Row, why
from fabricgen.device.why_port import why_port
from fabricgen.findings import Finding
from fabricgen.judge import planned
from fabricgen.source import Document
from fabricgen.views import show as view


@click.command("show")
@inventory_argument
@click.argument("device")
@click.argument("port", required=False)
@click.option("--why", "because", is_flag=True, help="Where each value comes from.")
@form_option
def command(inventory: Path, device: str, port: str | None, because: bool, form: str) -> int:  # noqa: FBT001 - a flag
    """Every value of DEVICE, or of one PORT of it."""
    read = sound(inventory).inventory
    about, switch = _find(planned(read).tiers, device, form)
    built = build(about, switch)
    if port is None:
        rows = why(about, switch, built)
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


def _shown(rows: tuple[Row, ...], document: Document, because: bool) -> Shown:  # noqa: FBT001 - as above
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
    near = get_close_matches(name, tuple(known), n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return Finding("FG010", f"there is no {noun} called {name}", help=f"{hint}{advice}")
