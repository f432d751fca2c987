"""What the exit status says; the only place where it is written."""

from enum import IntEnum


class ExitCode(IntEnum):
    CLEAN = 0
    """Nothing to report."""
    FINDINGS = 1
    """Findings or differences."""
    USAGE = 2
    """The command line was wrong."""
    TARGET = 3
    """A target failed."""
    INTERRUPTED = 130
    """Stopped from the keyboard."""
