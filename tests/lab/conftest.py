import os

import pytest

from fabricgen.lab import requirements


@pytest.fixture(scope="session")
def able() -> None:
    """In CI a machine that can't run a lab is a failure; on a desk it is a skip that says what to install."""
    if reasons := requirements():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))
