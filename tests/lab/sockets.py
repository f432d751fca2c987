"""UDP between namespaces of a lab, without a process on either side: a socket stays where it was made."""

import ctypes
import os
import socket
from contextlib import contextmanager
from pathlib import Path

NETWORK = 0x40000000  # CLONE_NEWNET: linux/sched.h
LIBC = ctypes.CDLL(None, use_errno=True)
ECN = 0b11  # of the second byte of an IPv4 header: RFC 3168
NOT_ECT, ECT0, CE = 0b00, 0b10, 0b11
SNDBUFFORCE, RCVBUFFORCE = 32, 33  # asm-generic/socket.h
ROOM = 16 << 20  # bytes
QUIET = 1.0  # seconds without a packet


@contextmanager
def inside(space):
    with Path("/proc/self/ns/net").open() as home, (Path("/run/netns") / space).open() as there:
        enter(there)
        try:
            yield
        finally:
            enter(home)


def enter(namespace):
    if LIBC.setns(namespace.fileno(), NETWORK):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@contextmanager
def udp(space, address, port=0):
    with inside(space):
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with made:
        made.setsockopt(socket.SOL_SOCKET, RCVBUFFORCE, ROOM)
        made.setsockopt(socket.SOL_SOCKET, SNDBUFFORCE, ROOM)
        made.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
        made.bind((address, port))
        yield made


def burst(sender, target, dscp, ecn, packets):
    sender.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, dscp << 2 | ecn)
    for _ in range(packets):
        sender.sendto(b"x" * 972, target)  # 1000 bytes with the headers of IPv4 and UDP


def received(receiver):
    """The ECN field of each packet until it is quiet."""
    receiver.settimeout(QUIET)
    seen = []
    while True:
        try:
            _, said, _, _ = receiver.recvmsg(2048, 64)
        except TimeoutError:
            return seen
        seen.append(said[0][2][0] & ECN)
