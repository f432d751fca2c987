"""TCP and UDP between namespaces of a lab: whether a question arrives, and whether its answer comes back."""

import socket
from contextlib import contextmanager

from sockets import inside

PATIENCE = 2.0  # seconds


@contextmanager
def listening(space, address, *ports):
    """Somebody who takes TCP at these ports."""
    made = []
    try:
        for port in ports:
            with inside(space):
                one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            made.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((address, port))
            one.listen()
        yield
    finally:
        for one in made:
            one.close()


def connects(space, source, target, source_port=0):
    """Whether a TCP session opens, which takes a packet each way and back again."""
    with inside(space):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.settimeout(PATIENCE)
        made.bind((source, source_port))
        try:
            made.connect(target)
        except (TimeoutError, OSError):
            return False
        return True


def arrives(sender, source, receiver, target, source_port=0):
    """Whether a datagram from one namespace comes out in another."""
    with inside(receiver):
        there = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with inside(sender):
        here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with there, here:
        there.bind(target)
        there.settimeout(PATIENCE)
        here.bind((source, source_port))
        here.sendto(b"hello", target)
        try:
            return there.recv(16) == b"hello"
        except TimeoutError:
            return False
