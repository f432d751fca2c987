"""The catalogue: every switch model, by name. The tables are read when a model is first asked for, not on import."""

from functools import cache

from fabricgen.findings import meant
from fabricgen.hardware.switch import Asic, SwitchModel


class UnknownModelError(LookupError):
    """`nearest` is the name that was probably meant, empty when nothing is near."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nearest = meant(name.lower(), _by_name())
        hint = f": did you mean {self.nearest}?" if self.nearest else ""
        super().__init__(f"the hardware catalogue has no {name}{hint}")


def model(name: str) -> SwitchModel:
    """Raises `UnknownModelError`."""
    try:
        return _by_name()[name]
    except KeyError:
        raise UnknownModelError(name) from None


def models() -> tuple[SwitchModel, ...]:
    """All of them, by vendor."""
    return tuple(_by_name().values())


def asics() -> tuple[Asic, ...]:
    from fabricgen.hardware.chips import ASICS  # noqa: PLC0415  # as the models

    return ASICS


@cache
def _by_name() -> dict[str, SwitchModel]:
    from fabricgen.hardware.tables import MODELS  # noqa: PLC0415  # half the cost of this package

    return {entry.name: entry for entry in MODELS}
