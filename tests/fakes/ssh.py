"""An SSH server for one fake switch: commands, a prompt, subsystems (NETCONF) and files by SCP.

A protocol gives the talks, one per kind of channel; each has the channel to itself, in a thread of its own. A talk that
raises DroppedError cuts the whole connection, without an answer.
"""

import logging
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import paramiko
from paramiko.common import cMSG_CHANNEL_SUCCESS as SUCCESS

from tests.fakes.box import Box, DroppedError

SILENT = logging.getLogger("fakes.ssh")
"""A client that goes away is no news; pytest and people read what is logged."""
SILENT.disabled = True

Talk = Callable[[paramiko.Channel], None]


@dataclass(frozen=True)
class Talks:
    """What answers on a channel; what isn't given is refused. `run` gets the command as well."""

    run: Callable[[str, paramiko.Channel], None] | None = None
    shell: Talk | None = None
    subsystems: Mapping[str, Talk] = field(default_factory=dict)


@cache
def host_key() -> paramiko.PKey:
    """One for all fakes of this process."""
    return paramiko.ECDSAKey.generate()


def known_hosts(path: Path, address: str, port: int, key: paramiko.PKey | None = None) -> Path:
    """Write the line by which a client knows the fake at this address; another `key` makes it a stranger."""
    name = address if port == 22 else f"[{address}]:{port}"
    shown = key or host_key()
    with path.open("a") as file:
        file.write(f"{name} {shown.get_name()} {shown.get_base64()}\n")
    return path


class _Server(paramiko.ServerInterface):
    """`waiting` are the talks whose request was taken but not yet answered: what they say must come after that."""

    def __init__(self, box: Box, talks: Talks, keys: Sequence[paramiko.PKey]) -> None:
        self.box, self.talks, self.keys = box, talks, keys
        self.waiting: list[Callable[[], None]] = []

    def get_allowed_auths(self, _username: str) -> str:
        return "password,publickey"

    def _judged(self, *, good: bool) -> int:
        if self.box.faults.refuse_login or not good:
            return paramiko.AUTH_FAILED
        return paramiko.AUTH_SUCCESSFUL

    def check_auth_password(self, username: str, password: str) -> int:
        return self._judged(good=(username, password) == (self.box.username, self.box.password))

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return self._judged(good=username == self.box.username and key in self.keys)

    def check_channel_request(self, kind: str, _number: int) -> int:
        return paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_pty_request(self, *_terminal: object) -> bool:
        return True

    def check_channel_exec_request(self, channel: paramiko.Channel, command: bytes) -> bool:
        run = self.talks.run
        return self._taken(run and partial(run, command.decode()), channel)

    def check_channel_shell_request(self, channel: paramiko.Channel) -> bool:
        return self._taken(self.talks.shell, channel)

    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        return self._taken(self.talks.subsystems.get(name), channel)

    def _taken(self, talk: Talk | None, channel: paramiko.Channel) -> bool:
        if talk is not None:
            self.waiting.append(partial(_hold, talk, channel))
        return talk is not None

    def start_waiting(self) -> None:
        while self.waiting:
            threading.Thread(target=self.waiting.pop(0), daemon=True).start()


class _Transport(paramiko.Transport):
    """Starts a talk once its request is answered; there is no other place where paramiko tells."""

    def _send_user_message(self, data: paramiko.Message) -> None:
        super()._send_user_message(data)
        if data.asbytes()[:1] == SUCCESS:
            self.server_object.start_waiting()


def _hold(talk: Talk, channel: paramiko.Channel) -> None:
    """Lead one talk to its end; the channel, or after DroppedError the connection, is closed."""
    with suppress(OSError, EOFError, paramiko.SSHException):
        try:
            talk(channel)
        except DroppedError:
            channel.get_transport().close()
        finally:
            channel.close()


def answering(respond: Callable[[str], str]) -> Callable[[str, paramiko.Channel], None]:
    """`run` of a box that answers each command with text; an answer that begins with % exits 1."""

    def run(command: str, channel: paramiko.Channel) -> None:
        text = respond(command)
        channel.sendall(text.encode())
        channel.send_exit_status(int(text.startswith("%")))

    return run


def prompting(prompt: str, respond: Callable[[str], str]) -> Talk:
    """A shell that echoes each line, as a terminal does, answers it and prompts again, until `exit`."""

    def shell(channel: paramiko.Channel) -> None:
        channel.sendall(f"\r\n{prompt}".encode())
        with channel.makefile("r") as lines:
            for raw in lines:
                line = raw.strip()
                if line == "exit":
                    return
                text = respond(line) if line else ""
                said = "".join(f"{part}\r\n" for part in (line, *text.splitlines()))
                channel.sendall(f"{said}{prompt}".encode())

    return shell


def take_file(channel: paramiko.Channel) -> tuple[str, str]:
    """The far side of `scp -t`: name and text of the one file that is sent; times of the file are not kept."""
    with channel.makefile("rb") as sent:
        channel.sendall(b"\0")
        header = sent.readline().decode()
        while header.startswith("T"):
            channel.sendall(b"\0")
            header = sent.readline().decode()
        _mode, size, name = header.rstrip("\n").split(" ", 2)
        channel.sendall(b"\0")
        text = sent.read(int(size)).decode()
        sent.read(1)
        channel.sendall(b"\0")
    return name, text


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 32

    def __init__(self, address: tuple[str, int], server: Callable[[], _Server]) -> None:
        self.server, self.open = server, set[paramiko.Transport]()
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request: socket.socket, _client: object) -> None:  # type: ignore[override]  # TCP
        """Lead a connection to its end."""
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport = _Transport(request)
        transport.set_log_channel(SILENT.name)
        self.open.add(transport)
        transport.add_server_key(host_key())
        with suppress(OSError, EOFError, paramiko.SSHException):
            transport.start_server(server=self.server())
            transport.join()
        transport.close()
        self.open.discard(transport)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is nothing to print; anything else is a fault of the fake."""
        if not isinstance(sys.exception(), OSError | EOFError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # what socketserver gave

    def server_close(self) -> None:
        super().server_close()
        for transport in list(self.open):
            transport.close()


@contextmanager
def serve(
    box: Box, talks: Talks, address: str = "127.0.0.1", port: int = 0, keys: Sequence[paramiko.PKey] = ()
) -> Iterator[int]:
    """Serve one box until the end of the block; yields the port. `keys` may log in beside the password."""
    listener = _Listener((address, port), partial(_Server, box, talks, keys))
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield listener.server_address[1]
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
