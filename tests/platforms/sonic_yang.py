"""A judge that isn't ours: SONiC's own YANG models, asked by yanglint as `fabricgen lint configs` asks.

The models are not kept here. Take `src/sonic-yang-models` of sonic-net/sonic-buildimage and name it in
FABRICGEN_SONIC_YANG; then `pytest -m slow tests/platforms/test_sonic_yang.py` asks.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fabricgen.render.yang import yanglint
from fabricgen.render.yang.sonic import Model, as_xml, models, prepared

__all__ = ["complaints", "models", "prepare"]


def prepare(source: Path, folder: Path) -> Path:
    """The models in one folder, their templates filled in as SONiC's build does."""
    return prepared(source, folder).folder


def complaints(config: Mapping[str, Any], folder: Path, known: Mapping[str, Model]) -> str:
    """What yanglint has against a config_db; empty if nothing. A table that no model knows raises `KeyError`."""
    data = folder / "config.xml"
    data.write_text(as_xml(config, known))
    schemas = yanglint.Schemas(folder, tuple(sorted(folder.glob("sonic-*.yang"))))
    return "".join(each.message for each in yanglint.complaints(schemas, [data]))
