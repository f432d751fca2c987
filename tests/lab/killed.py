"""fabricgen, killed by SIGKILL right after its n-th write to the journal: python killed.py N WORDS..."""

import os
import signal
import sys
from itertools import count

from fabricgen.cli import main
from fabricgen.rollout.journal import Journal

last = int(sys.argv.pop(1))
written, write = count(1), Journal.write


def write_and_die(*words):
    write(*words)
    if next(written) == last:
        os.kill(os.getpid(), signal.SIGKILL)


Journal.write = write_and_die
main()
