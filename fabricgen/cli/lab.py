"""fabricgen lab up|down|status|break|mend"""

from pathlib import Path

import click

from fabricgen.cli.answer import form_option
from fabricgen.cli.options import TRANSPORTS, inventory_argument

LAB = "NAME or INVENTORY.  [default: the only lab that is up]"


@click.group("lab")
def command() -> None:
    """Real FRR switches in network namespaces of this machine, cabled as an inventory says. Needs root."""


@command.command("up")
@inventory_argument
@click.option(
    "--transport",
    type=click.Choice(TRANSPORTS),
    default=TRANSPORTS[0],
    show_default=True,
    help="ssh: each switch answers at its management address. local: no management network.",
)
@click.option("--guest", is_flag=True, help="In a kernel of its own, which has VRFs, VLANs and RED: User Mode Linux.")
@click.option(
    "--memory", type=click.IntRange(256), metavar="MEGABYTES", help="Of the guest.  [default: by the switches]"
)
@click.option("--empty", is_flag=True, help="Switches without configuration, to push one.")
@click.option(
    "--wait",
    type=click.IntRange(0, 3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="For all sessions to come up.",
)
def up(inventory: Path, transport: str, guest: bool, memory: int | None, empty: bool, wait: int) -> int:
    """Start the fabric of INVENTORY on this machine."""
    from fabricgen.cli.live import lab

    if memory and not guest:
        raise click.UsageError("--memory is that of a guest: add --guest")
    return lab.up(lab.Order(inventory, transport, empty, wait, guest, memory))


@command.command("down")
@click.argument("which", metavar="[INVENTORY|NAME]", required=False)
@click.option("--all", "everything", is_flag=True, help="Every lab on this machine.")
def down(which: str | None, everything: bool) -> int:
    """Take a lab away, whatever state it is in: also one that was killed while it started."""
    from fabricgen.cli.live import lab

    if everything == (which is not None):
        raise click.UsageError("give an INVENTORY, the NAME of a lab, or --all")
    return lab.down_all() if which is None else lab.down(which)


@command.command("status")
@click.argument("which", metavar="[INVENTORY|NAME]", required=False)
@form_option
def status(which: str | None, form: str) -> int:
    """What runs: switches, their sessions, and what was broken on purpose."""
    from fabricgen.cli.live import lab

    return lab.status(which, form)


@command.command("run", context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="-- PROGRAM [WORD]...", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--lab", "which", metavar="LAB", help=LAB)
def run(words: tuple[str, ...], which: str | None) -> int:
    """Run a program where the lab runs: in its guest, if it has one. It gets no input."""
    from fabricgen.cli.live import lab

    return lab.run(which, words)


@command.group("break")
def break_() -> None:
    """Break something on purpose, the way fabrics break; `fabricgen lab mend` undoes it."""


@break_.command("link")
@click.argument("ends", metavar="SWITCH:PORT | SWITCH SWITCH", nargs=-1, required=True)
@click.option("--lab", "which", metavar="LAB", help=LAB)
def link(ends: tuple[str, ...], which: str | None) -> int:
    """Pull a cable out, or all cables between two switches."""
    from fabricgen.cli.live import lab

    return lab.break_link(which, _ends(ends))


@break_.command("flap")
@click.argument("ends", metavar="SWITCH:PORT | SWITCH SWITCH", nargs=-1, required=True)
@click.option("--lab", "which", metavar="LAB", help=LAB)
@click.option("--for", "seconds", type=click.FloatRange(0.1, 600), default=2.0, show_default=True, metavar="SECONDS")
def flap(ends: tuple[str, ...], which: str | None, seconds: float) -> int:
    """Pull a cable out and put it back."""
    from fabricgen.cli.live import lab

    return lab.break_flap(which, _ends(ends), seconds)


@break_.command("swap")
@click.argument("one", metavar="SWITCH:PORT")
@click.argument("other", metavar="SWITCH:PORT")
@click.option("--lab", "which", metavar="LAB", help=LAB)
def swap(one: str, other: str, which: str | None) -> int:
    """Let two plugs change places, as when a technician mixes them up."""
    from fabricgen.cli.live import lab

    return lab.break_swap(which, one, other)


@break_.command("switch")
@click.argument("name")
@click.option("--lab", "which", metavar="LAB", help=LAB)
def switch(name: str, which: str | None) -> int:
    """Cut a switch's power."""
    from fabricgen.cli.live import lab

    return lab.break_switch(which, name)


@command.command("mend")
@click.argument("which", metavar="[INVENTORY|NAME]", required=False)
def mend(which: str | None) -> int:
    """Undo all that `fabricgen lab break` did. A switch starts with the configuration that it had saved."""
    from fabricgen.cli.live import lab

    return lab.mend(which)


def _ends(words: tuple[str, ...]) -> tuple[str, ...]:
    """One SWITCH:PORT or two switches."""
    if (len(words), *(":" in word for word in words)) not in ((1, True), (2, False, False)):
        raise click.UsageError("give one SWITCH:PORT, such as leaf1:swp1, or two switches")
    return words
