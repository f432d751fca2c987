"""Judges that aren't ours and that not every machine has: vendors' YANG models, and FRR's own parser.

Models are not kept here. FABRICGEN_SONIC_YANG names a copy of src/sonic-yang-models of sonic-net/sonic-buildimage,
FABRICGEN_JUNOS_YANG a release folder of Juniper/yang, FABRICGEN_IOSXR_YANG one of YangModels/yang; then
`pytest -m slow tests/platforms` asks them. conftest.py beside has what SONiC's models and vtysh need to be asked.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.platforms import iosxr_models as iosxr
from tests.platforms import junos_yang as junos

SONIC_YANG, JUNOS_YANG, IOSXR_YANG = (
    os.environ.get(f"FABRICGEN_{name}_YANG", "") for name in ("SONIC", "JUNOS", "IOSXR")
)
needs_sonic_models = pytest.mark.skipif(
    not SONIC_YANG or not shutil.which("yanglint"),
    reason="FABRICGEN_SONIC_YANG names no copy of src/sonic-yang-models of sonic-net/sonic-buildimage, or yanglint is "
    "missing: apt-get install libyang2-tools",
)
needs_junos_models = pytest.mark.skipif(
    not JUNOS_YANG, reason="FABRICGEN_JUNOS_YANG names no copy of a release folder of Juniper/yang, such as 24.4"
)
needs_iosxr_models = pytest.mark.skipif(
    not IOSXR_YANG, reason="FABRICGEN_IOSXR_YANG names no copy of a release folder of YangModels/yang, such as xr/2621"
)
QFX, EVOLVED = "junos-qfx-conf-root*.yang", "junos-conf-root*.yang"
"""Which tree a folder of Juniper's belongs to. Files with its extensions say more, so they count where they exist."""


@cache
def junos_models(root: str) -> junos.Models:
    folders = {path.parent for path in Path(JUNOS_YANG).rglob(root)}
    return junos.Models(*sorted(folders, key=lambda folder: "conf-with-extensions" in str(folder)))


@cache
def iosxr_models() -> iosxr.Models:
    return iosxr.Models(Path(IOSXR_YANG))


def refused(file: Path) -> list[str]:
    """What vtysh has against a file; empty if nothing. Ask for the fixture `vtysh` before."""
    done = subprocess.run(["vtysh", "-C", "-f", file], capture_output=True, text=True, check=False)
    return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
