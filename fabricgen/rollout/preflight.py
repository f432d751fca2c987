"""Before anything is touched: which switches answer. Those that don't count as down when waves are planned."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor

from fabricgen.fabric import UNUSED, Fabric
from fabricgen.rollout.loading import reached
from fabricgen.targets.connect import Access, Endpoint, open_live


def unanswered(endpoints: Sequence[Endpoint], access: Access, executor: Executor) -> Mapping[str, str]:
    """Device → why it can't be reached, of those that can't; several are asked at a time."""
    troubles = executor.map(lambda endpoint: _trouble(endpoint, access), endpoints)
    return {endpoint.device: trouble for endpoint, trouble in zip(endpoints, troubles, strict=True) if trouble}


def concerned(fabric: Fabric, changed: Iterable[int]) -> frozenset[int]:
    """The changed switches, their neighbours, and those that share one with them: all whose loss would count."""
    own = frozenset(changed)
    near = own | {other for switch in own for other in _neighbors(fabric, switch)}
    return near | {other for switch in near - own for other in _neighbors(fabric, switch)}


def _neighbors(fabric: Fabric, switch: int) -> frozenset[int]:
    tier = fabric.tier_of(switch)
    first = tier.port(switch)
    peers = (port for port in fabric.peer[first : first + tier.ports] if port > UNUSED)
    return frozenset(fabric.end(port).switch for port in peers)


def _trouble(endpoint: Endpoint, access: Access) -> str:
    try:
        with reached(lambda: open_live(endpoint, access)):
            return ""
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it isn't reached
        return str(trouble) or type(trouble).__name__
