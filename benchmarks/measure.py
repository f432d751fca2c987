"""CPU seconds of a command and of what it starts, and the peak memory of its largest process."""

import os
import resource
import subprocess
import sys
from typing import NamedTuple


class Cost(NamedTuple):
    cpu_seconds: float
    peak_mib: float


def cost(*words: str, status_wanted: int = 0) -> Cost:
    """Run `python WORDS` and account for it and all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != status_wanted:
        raise SystemExit(f"{' '.join(words)} ended with status {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, usage.ru_maxrss / 1024)


def fabricgen(*words: str) -> Cost:
    return cost("-m", "fabricgen", *words)


def differing(*words: str) -> Cost:
    """Of a comparison that finds differences."""
    return cost("-m", "fabricgen", *words, status_wanted=1)
