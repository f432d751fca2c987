"""What would change on live devices: each is asked itself, nothing is committed."""

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import NamedTuple

from fabricgen.rollout.change import Change
from fabricgen.rollout.intended import Intended
from fabricgen.rollout.loading import difference, reached
from fabricgen.targets.connect import Access, Endpoint, open_live
from fabricgen.targets.secrets import Resolved, Secrets


class Compared(NamedTuple):
    """`change` is None when the device runs what is intended, or when `trouble` says why it couldn't be asked."""

    device: str
    change: Change | None
    trouble: str


def compare(
    wanted: Iterable[Intended], fabric: str, access: Access, secrets: Secrets, executor: Executor
) -> tuple[Compared, ...]:
    """In the order of `wanted`; several at a time."""
    work = [executor.submit(_compare, each, secrets.resolve(each.candidate), fabric, access) for each in wanted]
    return tuple(future.result() for future in work)


def _compare(wanted: Intended, resolved: Resolved, fabric: str, access: Access) -> Compared:
    device = wanted.device
    endpoint = Endpoint(device.name, device.management, device.platform, fabric)
    try:
        with reached(lambda: open_live(endpoint, access)) as live:
            diff = resolved.mask(difference(live, resolved.text.reveal()))
            live.discard_config()
    except Exception as trouble:  # noqa: BLE001 - every driver raises what its library raises; the others go on
        words = resolved.mask(str(trouble)) or type(trouble).__name__
        return Compared(device.name, None, words.removeprefix(f"{device.name}: "))
    change = Change(device.name, device.platform, device.management, wanted.digest, diff) if diff else None
    return Compared(device.name, change, "")
