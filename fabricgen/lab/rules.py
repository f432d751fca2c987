"""The packet filters of a switch: its own files, read by the kernel.

Debian has two programs that read them, with the same text. The lab takes the elder: kernels may lack the tables that
the other one fills, and the kernel of its guest does.
"""

from collections.abc import Iterable, Mapping

from fabricgen.lab.command import run
from fabricgen.lab.requirements import CannotRunHereError, missing_programs

PROGRAMS = {"rules.v4": "iptables-legacy-restore", "rules.v6": "ip6tables-legacy-restore"}
PACKAGE = "iptables"
LOCKED_SECONDS = 60  # another switch of the machine may be loading its own: one lock for all


def check(switches: Iterable[Mapping[str, str]]) -> None:
    """Raises CannotRunHereError when a switch has filters and the program to load them is missing."""
    wanted = {program for files in switches for file, program in PROGRAMS.items() if file in files}
    if missing := missing_programs(tuple((program, PACKAGE) for program in sorted(wanted))):
        raise CannotRunHereError(missing)


def load(space: str, files: Mapping[str, str]) -> None:
    """Into the namespace of a switch, in place of what was there."""
    for file, program in PROGRAMS.items():
        if file in files:
            run(("ip", "netns", "exec", space, program, "--wait", str(LOCKED_SECONDS)), files[file])
