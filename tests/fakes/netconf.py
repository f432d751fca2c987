"""NETCONF over SSH for one fake switch: greeting, both framings, errors. A box says what it answers.

Sources: RFC 6241 (operations, errors), RFC 6242 (framing).
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from xml.sax.saxutils import escape

import paramiko
from lxml import etree

from tests.fakes import ssh
from tests.fakes.box import Box

NAMESPACE = "urn:ietf:params:xml:ns:netconf:base:1.0"
CHUNKED = "urn:ietf:params:netconf:base:1.1"
END = b"]]>]]>"

_sessions = itertools.count(4000)


class RefusedError(Exception):
    """An <rpc-error>: what the box says, how bad it is, the words of RFC 6241 appendix A, and what is told beside."""

    def __init__(self, message: str, severity: str = "error", tag: str = "operation-failed", **info: object) -> None:
        super().__init__(message)
        named = {name.replace("_", "-"): escape(str(value)) for name, value in info.items()}
        told = "".join(f"<{name}>{value}</{name}>" for name, value in named.items())
        self.xml = (
            f"<rpc-error><error-type>application</error-type><error-tag>{tag}</error-tag>"
            f"<error-severity>{severity}</error-severity><error-message>{escape(message)}</error-message>"
            f"<error-info>{told}</error-info></rpc-error>"
        )


class Answers(Protocol):
    """`answer` returns the inside of an <rpc-reply> and raises RefusedError; `ended` is told of every session's end."""

    box: Box
    capabilities: Sequence[str]

    def answer(self, request: Any, session: int) -> str: ...
    def ended(self, session: int) -> None: ...


class Wire:
    """Messages over one channel; the greeting is framed by its end, what follows as both sides agreed."""

    def __init__(self, channel: paramiko.Channel) -> None:
        self._channel, self._left = channel, b""
        self.chunked = False

    def send(self, text: str) -> None:
        raw = text.encode()
        self._channel.sendall(b"\n#%d\n%s\n##\n" % (len(raw), raw) if self.chunked else raw + END)

    def receive(self) -> bytes | None:
        """None when the other side has gone."""
        try:
            return b"".join(iter(self._chunk, b"")) if self.chunked else self._until(END).strip()
        except EOFError:
            return None

    def _chunk(self) -> bytes:
        self._until(b"\n#")
        size = self._until(b"\n")
        return b"" if size == b"#" else self._take(int(size))

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._left:
            self._more()
        found, self._left = self._left.split(mark, 1)
        return found

    def _take(self, size: int) -> bytes:
        while len(self._left) < size:
            self._more()
        found, self._left = self._left[:size], self._left[size:]
        return found

    def _more(self) -> None:
        more = self._channel.recv(65536)
        if not more:
            raise EOFError
        self._left += more


def local(element: Any) -> str:
    """Its name without the namespace."""
    return etree.QName(element).localname


def child(element: Any, name: str) -> Any:
    """The first one below of this name, whatever its namespace; None when there is none."""
    return next((inner for inner in element.iter("{*}" + name) if inner is not element), None)


def text_of(element: Any, name: str) -> str:
    found = child(element, name)
    return "" if found is None else (found.text or "")


def talk(answers: Answers, channel: paramiko.Channel) -> None:
    """Lead one session to its end."""
    session, wire = next(_sessions), Wire(channel)
    answers.box.step("open")
    try:
        offered = "".join(f"<capability>{escape(each)}</capability>" for each in answers.capabilities)
        inside = f"<capabilities>{offered}</capabilities><session-id>{session}</session-id>"
        wire.send(f'<hello xmlns="{NAMESPACE}">{inside}</hello>')
        greeting = wire.receive() or b""
        wire.chunked = CHUNKED in answers.capabilities and CHUNKED.encode() in greeting
        while raw := wire.receive():
            request = etree.fromstring(raw)
            wire.send(_reply(answers, request, session))
            if local(request[0]) == "close-session":
                return
    finally:
        answers.ended(session)


def _reply(answers: Answers, request: Any, session: int) -> str:
    try:
        with answers.box.lock:
            inside = answers.answer(request[0], session)
    except RefusedError as refused:
        inside = refused.xml
    return f'<rpc-reply xmlns="{NAMESPACE}" message-id="{request.get("message-id")}">{inside}</rpc-reply>'


@contextmanager
def serve(
    answers: Answers, address: str = "127.0.0.1", port: int = 0, keys: Sequence[paramiko.PKey] = ()
) -> Iterator[int]:
    """Yields the port. `keys` may log in beside the password."""
    talks = ssh.Talks(subsystems={"netconf": partial(talk, answers)})
    with ssh.serve(answers.box, talks, address, port, keys) as chosen:
        yield chosen


def by_hand(kind: type[Any], arguments: Sequence[str]) -> None:
    """`--port N FILE`: serve what FILE holds as the running configuration, until interrupted."""
    _flag, port, file = arguments
    box = Box(Path(file).stem, Path(file).read_text())
    with serve(kind(box), port=int(port)) as chosen:
        print(f"{box.name} answers on port {chosen}; log in as {box.username} with {box.password}")  # noqa: T201 - by hand
        ssh.threading.Event().wait()
