"""Property tests run the same way on every machine: no deadline, and in CI always the same examples."""

import os
import signal

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's `make test &` ignores it, and so would every command that a test interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected files; read the difference before committing"
    )


@pytest.fixture
def update(request):
    """FABRICGEN_GOLDEN=rewrite in the environment says the same."""
    return request.config.getoption("--update") or os.environ.get("FABRICGEN_GOLDEN") == "rewrite"
