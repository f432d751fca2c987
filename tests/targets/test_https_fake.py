"""The HTTPS server under the fakes: it proves who it is, asks who calls, cuts where told, and carries many."""

import http.client
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.fakes import https
from tests.fakes.box import Box, DroppedError


def call(served, method="GET", path="/", body=b"", **headers):
    context = ssl.create_default_context(cafile=served.ca)
    with closing(http.client.HTTPSConnection(served.host, served.port, context=context, timeout=5)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def echo(request):
    return https.Response(f"{request.method} {request.path} {request.body.decode()}".encode(), 201)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
def test_it_answers_every_method(method):
    with https.serve(echo) as served:
        assert call(served, method, "/a?b=c", b"said") == (201, f"{method} /a?b=c said".encode())


def test_a_head_has_no_body():
    with https.serve(echo) as served:
        assert call(served, "HEAD") == (201, b"")


def test_a_connection_carries_several_requests():
    with https.serve(echo, "127.0.0.7") as served:
        context = ssl.create_default_context(cafile=served.ca)
        with closing(http.client.HTTPSConnection("127.0.0.7", served.port, context=context)) as connection:
            for path in ("/one", "/two"):
                connection.request("GET", path)
                assert connection.getresponse().read() == f"GET {path} ".encode()


def test_nobody_on_this_machine_vouches_for_it():
    with https.serve(echo) as served, pytest.raises(ssl.SSLCertVerificationError):
        call(served._replace(ca=None))


def test_a_stranger_is_turned_away():
    box = Box("one")
    with https.serve(https.authorised(box, echo)) as served:
        assert call(served) == (401, b"")
        assert call(served, authorization="Basic YWRtaW46c2VjcmV0")[0] == 201
        box.faults.refuse_login = True
        assert call(served, authorization="Basic YWRtaW46c2VjcmV0") == (401, b"")


def test_a_dropped_answer_leaves_nothing_on_the_wire():
    def drop(request):
        raise DroppedError

    with https.serve(drop) as served, pytest.raises(http.client.RemoteDisconnected):
        call(served)


def test_no_more_connections_once_it_ends():
    with https.serve(echo) as served:
        pass
    with pytest.raises(ConnectionRefusedError):
        call(served)


def test_two_hundred_at_once():
    with ExitStack() as stack, ThreadPoolExecutor(16) as pool:
        boxes = [
            stack.enter_context(https.serve(lambda _, name=name: https.Response(str(name).encode())))
            for name in range(200)
        ]
        assert [body for _, body in pool.map(call, boxes)] == [str(name).encode() for name in range(200)]
