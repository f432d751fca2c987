"""An HTTPS server for one fake switch, whatever it speaks inside: JSON-RPC or REST.

One certificate for all fakes of this process, signed by an authority of its own; a listener per box, a thread per
connection, nothing that polls. An answer that raises DroppedError cuts the connection without a word.
"""

import argparse
import base64
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

from tests.fakes import certificate
from tests.fakes.box import Box, DroppedError


class Request(NamedTuple):
    """`path` has its query; names of headers are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Response(NamedTuple):
    body: bytes = b""
    status: int = 200
    kind: str = "application/json"


Answer = Callable[[Request], Response]


class Served(NamedTuple):
    """Where it listens, and the authority to trust."""

    host: str
    port: int
    ca: str


def authorised(box: Box, answer: Answer) -> Answer:
    """Basic authentication (RFC 7617) with the box's name and password before anything else."""

    def checked(request: Request) -> Response:
        right = base64.b64encode(f"{box.username}:{box.password}".encode()).decode()
        if box.faults.refuse_login or request.headers.get("authorization") != f"Basic {right}":
            return Response(b"", 401)
        return answer(request)

    return checked


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def __init__(self, stream: socket.socket, answer: Answer) -> None:
        self.answer = answer
        super().__init__(stream, ("", 0), None)  # type: ignore[arg-type]  # it has no need of a server

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            given = self.answer(Request(self.command, self.path, headers, body))
        except DroppedError:
            self.close_connection = True
            return
        self.send_response(given.status)
        self.send_header("Content-Type", given.kind)
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.body)

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = _respond  # noqa: N815 - http.server's names

    def log_message(self, *_words: object) -> None: ...


@dataclass
class _Listener:
    answer: Answer
    socket: socket.socket
    open: set[socket.socket] = field(default_factory=set)

    def accept(self) -> None:
        """Until the socket is shut down; a thread for each connection."""
        with suppress(OSError):
            while True:
                taken, _ = self.socket.accept()
                taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.open.add(taken)
                threading.Thread(target=self._lead, args=(taken,), daemon=True).start()

    def _lead(self, taken: socket.socket) -> None:
        with taken, suppress(OSError), certificate.identity().context.wrap_socket(taken, server_side=True) as stream:
            self.open.add(stream)
            try:
                _Handler(stream, self.answer)
            finally:
                self.open.discard(stream)
        self.open.discard(taken)

    def close(self) -> None:
        for one in (self.socket, *list(self.open)):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@contextmanager
def serve(answer: Answer, host: str = "127.0.0.1", port: int = 0) -> Iterator[Served]:
    """Until the end of the block."""
    ca = certificate.identity().ca
    listener = _Listener(answer, socket.create_server((host, port), family=family(host)))
    thread = threading.Thread(target=listener.accept, daemon=True)
    thread.start()
    try:
        yield Served(host, listener.socket.getsockname()[1], ca)
    finally:
        listener.close()
        thread.join()


def by_hand(serve_box: Callable[[Box, str, int], AbstractContextManager[Served]]) -> None:
    """`python -m tests.fakes.<protocol> --port N FILE`: one box that runs the text of FILE, until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    box = Box(given.file.stem, given.file.read_text())
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        served = stack.enter_context(serve_box(box, given.host, given.port))
        print(  # noqa: T201 - for a person at a terminal
            f"https://{served.host}:{served.port} as {box.username}/{box.password}, CA {served.ca}", flush=True
        )
        threading.Event().wait()
