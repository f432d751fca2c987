"""The command line. Commands are imported when they are called, so that --help costs nothing."""

import sys
from importlib import import_module

import click

from fabricgen import __version__
from fabricgen.cli.exit_codes import ExitCode

COMMANDS = {
    "init": "Write a commented inventory that renders as it is.",
    "validate": "Judge an inventory; every finding with its place.",
    "plan": "Switches, cables, ports, buffers: of an inventory or from flags alone.",
    "render": "Write the configuration of every switch.",
    "diff": "What an inventory would change: against artefacts, a git revision, or its live switches.",
    "push": "Bring live switches to what was reviewed, in waves, each with a way back.",
    "rollback": "Bring the devices of a run back to what they ran before.",
    "resume": "Finish a run that ended half way.",
    "runs": "The journal: pushes, rollbacks, and every step of one.",
    "verify": "Live state against intent: cabling, sessions, paths, MTU, drift, lossless counters.",
    "lab": "Real FRR switches on this machine, cabled as an inventory says.",
    "show": "Any value of a device or port, and where it came from.",
    "report": "One page that works offline: picture, lists, configurations, figures, findings.",
    "export": "The same fabric in the words of other tools.",
    "schema": "The JSON schema of an intent.",
    "explain": "What a finding means and what to do about it.",
    "lint": "Judge your own templates against the values they may use; configurations by YANG models.",
    "platforms": "The network operating systems and what each can do.",
    "hardware": "The hardware catalogue.",
    "calc": "The formulas alone: headroom, ecn, ecmp, asn, latency.",
}


class Commands(click.Group):
    """Knows the commands by name; loads `fabricgen.cli.<name>` when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"fabricgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fabricgen")
def fabricgen() -> None:
    """Infrastructure as code for AI switch fabrics: one page of intent in, complete switch configurations out.

    Exit status: 0 clean, 1 findings or differences, 2 wrong usage, 3 a target failed, 130 interrupted.
    """


def main() -> None:
    try:
        sys.exit(fabricgen.main(prog_name="fabricgen", standalone_mode=False) or ExitCode.CLEAN)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except PermissionError as error:
        click.echo(f"error: {error.filename or 'fabricgen'}: {error.strerror}", err=True)
        sys.exit(ExitCode.FINDINGS)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(ExitCode.INTERRUPTED)
