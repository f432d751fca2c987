"""What tests of several platforms ask for by name."""

import os
import shutil
from pathlib import Path

import pytest

from tests.platforms.judges import SONIC_YANG
from tests.platforms.sonic_yang import complaints, models, prepare


@pytest.fixture(scope="session")
def vtysh():
    """In CI a machine without FRR is a failure; on a desk it is a skip that says what to install."""
    if not shutil.which("vtysh"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "vtysh is missing; install it with `apt-get install frr`"
        )


@pytest.fixture(scope="session")
def sonic_complaints(tmp_path_factory):
    """A function of a config_db: what SONiC's models have against it, empty if nothing. For `needs_sonic_models`."""
    folder = prepare(Path(SONIC_YANG), tmp_path_factory.mktemp("models"))
    return lambda config: complaints(config, folder, models(folder))
