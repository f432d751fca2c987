"""What a driver can and can't do, as data: a push plans by it, and refuses with its reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Confirm(StrEnum):
    """Who may confirm a commit that waits for it."""

    ANY_SESSION = "any session"
    SAME_SESSION = "the connection that committed, held open"


class Stage(StrEnum):
    """Where a line that the box refuses shows."""

    LOAD = "load"
    COMPARE = "compare"
    COMMIT = "commit"


@dataclass(frozen=True, slots=True)
class Timer:
    """A commit that the box undoes by itself unless it's confirmed; times in seconds."""

    unit: int = 1
    longest: int = 86_400
    confirm: Confirm = Confirm.ANY_SESSION


@dataclass(frozen=True, slots=True)
class Driver:
    """`source` is module:class, imported when a device is reached; `candidate` makes what is loaded of the files of a
    device, by name; `timer` is the box's own, or the reason why there is none. `drain` makes the lines that move
    traffic away (RFC 8326) of an AS number, to be merged; or the reason why they aren't known.
    """

    platform: str
    source: str
    candidate: Callable[[Mapping[str, str]], str]
    port: int
    protocol: str
    timer: Timer | str
    refuses_at: Stage
    drain: Callable[[int], str] | str
    drain_ospf: Callable[[int], str] | str
    """The same with OSPF (RFC 6987), where no AS number is needed."""
    forwarding: bool
    """Reads what packets are forwarded by."""
    lossless: bool
    """Reads PFC and ECN counters."""
    pushed: tuple[str, ...] = ()
    """Names of the files that are loaded; empty when it is the device's only one."""
    notes: tuple[str, ...] = ()
    """What a person should know before a push."""
