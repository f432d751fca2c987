"""Before a commit: the inventories that changed files are part of, judged one after another."""

from collections.abc import Iterable
from pathlib import Path

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.tell import tell
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.judge import judge
from fabricgen.kinds.load import FILE


def hook(files: Iterable[Path]) -> int:
    """All findings come in one run, and errors hold the commit up."""
    findings = [finding for folder in folders(files) for finding in _findings(folder)]
    tell(findings, "text")
    return ExitCode.FINDINGS if any(one.severity is Severity.ERROR for one in findings) else ExitCode.CLEAN


def folders(files: Iterable[Path]) -> list[Path]:
    """The nearest folder with an intent, of each file: its own, or one above for a template. Each once."""
    found = (next((above for above in file.parents if (above / FILE).is_file()), None) for file in files)
    return sorted({folder for folder in found if folder is not None})


def _findings(folder: Path) -> tuple[Finding, ...]:
    try:
        return judge(folder).findings
    except RefusedError as refusal:
        return refusal.findings
