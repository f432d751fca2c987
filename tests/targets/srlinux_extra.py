"""SR Linux's driver builds on the community's, an extra: what needs it is skipped by name where it's missing."""

from importlib.util import find_spec

import pytest

with_extra = pytest.mark.skipif(
    find_spec("napalm_srlinux") is None, reason="needs the extra: pip install 'fabricgen[srl]'"
)
