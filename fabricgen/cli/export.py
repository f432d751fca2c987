"""fabricgen export FORMAT INVENTORY: one file to stdout or --out FILE, several to a folder."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, templates
from fabricgen.cli.options import inventory_argument
from fabricgen.cli.tell import sound, tell
from fabricgen.findings import Finding, RefusedError, meant

if TYPE_CHECKING:
    from fabricgen.exports.place import Piece
    from fabricgen.exports.subject import Subject

F = TypeVar("F", bound=Callable[..., object])


class Formats(click.Group):
    """A name that is none is told with the nearest one and all there are."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = meant(args[0], self.commands)
            hint = f": did you mean {near}?" if near else "."
            raise click.UsageError(f"there is no format {args[0]}{hint} Formats: {', '.join(sorted(self.commands))}")
        return super().resolve_command(ctx, args)


@click.group("export", cls=Formats, subcommand_metavar="FORMAT INVENTORY [OPTIONS]...")
def command() -> None:
    """The same fabric in the words of other tools."""


def file_option(function: F) -> F:
    return click.option(
        "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="File to write, complete or not at all.  [default: stdout]",
    )(function)  # fmt: skip


def folder_option(function: F) -> F:
    return click.option(
        "--out", type=click.Path(path_type=Path, file_okay=False), required=True,
        help="Folder to write, complete or not at all: a new or empty one, or one of an earlier export.",
    )(function)  # fmt: skip


@command.command("cabling", short_help="Every cable in a CSV.")
@inventory_argument
@click.option(
    "--columns", type=click.Choice(("all", "ends")), default="all", show_default=True,
    help="ends: device,port,peer,peer_port alone, as an inventory's cabling file has them.",
)  # fmt: skip
@file_option
def cabling(inventory: Path, columns: str, out: Path | None) -> int:
    """Every cable in a CSV: both ends, length, what carries it, labels to print."""
    from fabricgen.exports import cabling as export

    return _file(out, {"all": export.cabling, "ends": export.ends}[columns](_subject(inventory)))


@command.command("bom", short_help="Bill of materials, as CSV or JSON.")
@inventory_argument
@click.option("--format", "form", type=click.Choice(("csv", "json")), default="csv", show_default=True)
@click.option(
    "--spares", type=click.IntRange(0, 100), default=2, show_default=True, metavar="PERCENT",
    help="Of each line, rounded up.",
)  # fmt: skip
@file_option
def bom(inventory: Path, form: str, spares: int, out: Path | None) -> int:
    """Switches, cables, transceivers and fibres by class and length, with spares. What isn't known says so."""
    from fabricgen.exports import bom as export

    return _file(out, {"csv": export.as_csv, "json": export.as_json}[form](_subject(inventory), spares))


@command.command("nvidia-topology", short_help="topology.dot for NVIDIA's PTM and Cable Validation Tool.")
@inventory_argument
@click.option(
    "--nic", metavar="NAME", help="How hosts call NIC {nic} (in plane {plane}), such as rail{nic}.  [default: no hosts]"
)
@file_option
def nvidia_topology(inventory: Path, nic: str | None, out: Path | None) -> int:
    """topology.dot for NVIDIA's Prescriptive Topology Manager and Cable Validation Tool."""
    from fabricgen.exports.nvidia_topology import notes, objection, topology

    what = _subject(inventory)
    if nic is not None and (why := objection(what, nic)):
        raise click.BadParameter(why, param_hint="'--nic'")
    return _file(out, topology(what, nic), notes(what, nic))


@command.command("prometheus", short_help="Targets with labels, for file_sd_configs.")
@inventory_argument
@click.option(
    "--port", type=click.IntRange(1, 65_535),
    help="Of the exporter on the switch, such as a gNMI server's.  [default: the bare address, as snmp_exporter wants]",
)  # fmt: skip
@file_option
def prometheus(inventory: Path, port: int | None, out: Path | None) -> int:
    """Targets with labels, for file_sd_configs."""
    from fabricgen.exports.prometheus import targets

    return _file(out, targets(_subject(inventory), port))


@command.command("gnmic", short_help="gnmic's configuration, and Prometheus' for it.")
@inventory_argument
@folder_option
def gnmic(inventory: Path, out: Path) -> int:
    """gnmic.yaml, which subscribes to all switches' counters and sessions, and prometheus.yml, which scrapes gnmic."""
    from fabricgen.exports.gnmic import collector
    from fabricgen.exports.subject import NoExportError

    try:
        return _folder(out, "gnmic", collector(_subject(inventory)))
    except NoExportError as error:
        raise click.UsageError(str(error)) from error


@command.command("dot", short_help="A picture for Graphviz.")
@inventory_argument
@file_option
def dot(inventory: Path, out: Path | None) -> int:
    """The fabric for Graphviz; a large one is drawn by pod or by tier, and says so."""
    from fabricgen.exports.dot import graph

    return _file(out, graph(_subject(inventory)))


@command.command("nornir", short_help="Hosts, groups and defaults for nornir's SimpleInventory.")
@inventory_argument
@folder_option
def nornir(inventory: Path, out: Path) -> int:
    """hosts.yaml, groups.yaml and defaults.yaml for SimpleInventory; no logins."""
    from fabricgen.exports.nornir import inventory as export

    return _folder(out, "nornir", export(_subject(inventory)))


@command.command("netbox", short_help="CSV files for NetBox's bulk import.")
@inventory_argument
@folder_option
def netbox(inventory: Path, out: Path) -> int:
    """CSV files for NetBox's bulk import, numbered in the order in which they go in."""
    from fabricgen.exports.netbox import tables

    return _folder(out, "netbox", tables(_subject(inventory)))


@command.command("batfish", short_help="A snapshot for Batfish.")
@inventory_argument
@folder_option
def batfish(inventory: Path, out: Path) -> int:
    """A snapshot: every configuration, and the cabling as layer-1 topology."""
    from fabricgen.exports.batfish import snapshot
    from fabricgen.exports.subject import NoExportError, subject
    from fabricgen.render.run import Worker

    verdict = sound(inventory)
    blueprint = decided(verdict)
    try:
        pieces = snapshot(subject(blueprint), Worker(blueprint, templates(verdict.inventory)))
    except NoExportError as error:
        raise click.UsageError(str(error)) from error
    return _folder(out, "batfish", pieces)


@command.command("containerlab", short_help="A topology for containerlab, with start-up configurations.")
@inventory_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write; what stands there under the same names is replaced.",
)
def containerlab(inventory: Path, out: Path) -> int:
    """Write a topology for containerlab with the configurations that its images start with.

    Lines for which a virtual switch has no hardware are left out; omitted.txt lists each with its reason.
    """
    # loads Jinja and the platforms, so only here
    from fabricgen.exports.containerlab import containerlab as export
    from fabricgen.exports.containerlab import summary
    from fabricgen.exports.folder import write
    from fabricgen.render.run import Worker

    verdict = sound(inventory)
    blueprint = decided(verdict)
    with _told(out, "folder"):
        made = export(blueprint, Worker(blueprint, templates(verdict.inventory)))
        write(out, made.files)
    for line in (*summary(made), *made.notes):
        click.echo(line, err=True)
    click.echo(f"{out}: {blueprint.fabric.switches:,} switches, {len(made.files):,} files")
    return ExitCode.CLEAN


def _subject(inventory: Path) -> "Subject":
    from fabricgen.exports.subject import subject

    return subject(decided(sound(inventory)))


def _file(out: Path | None, texts: Iterable[str], notes: Iterable[str] = ()) -> int:
    """Notes go to stderr, whatever becomes of the file."""
    from fabricgen.exports.place import put

    for note in notes:
        click.echo(note, err=True)
    with _told(out or "stdout", "file, or give one with --out" if out is None else "file"):
        if out is None:
            _pour(texts)
        else:
            put(out, texts)
    return ExitCode.CLEAN


def _pour(texts: Iterable[str]) -> None:
    """To stdout, until its reader has had enough."""
    try:
        for text in texts:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # what Python would still write at its end goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _folder(out: Path, form: str, pieces: "Iterable[Piece]") -> int:
    from fabricgen.exports.place import fill

    with _told(out, "folder"):
        click.echo(f"{out}: {fill(out, form, pieces):,} files")
    return ExitCode.CLEAN


@contextmanager
def _told(out: Path | str, kind: str) -> Iterator[None]:
    """A refusal, or a place that can't be written, is told and ends the command."""
    try:
        yield
    except RefusedError as refusal:
        tell(refusal.findings, "text")
    except OSError as error:
        tell([Finding("FG012", f"can't write to {out}: {error.strerror}", help=f"choose another {kind}")], "text")
    else:
        return
    raise click.exceptions.Exit(ExitCode.FINDINGS)
