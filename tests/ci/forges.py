"""GitHub's and GitLab's comments, as far as they are used here, kept in memory: they are listed page by page,
written and changed by whoever the token belongs to, if that one may.
"""

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Dialect:
    """How one forge names things."""

    notes: re.Pattern
    note: re.Pattern
    change: str
    writer: tuple[str, str]
    token: re.Pattern
    header: str


GITHUB = Dialect(
    re.compile(r"/repos/net/fabric/issues/7/comments"),
    re.compile(r"/repos/net/fabric/issues/comments/(\d+)"),
    "PATCH",
    ("user", "login"),
    re.compile(r"Bearer (.+)"),
    "Authorization",
)
GITLAB = Dialect(
    re.compile(r"/projects/42/merge_requests/7/notes"),
    re.compile(r"/projects/42/merge_requests/7/notes/(\d+)"),
    "PUT",
    ("author", "username"),
    re.compile(r"(.+)"),
    "PRIVATE-TOKEN",
)


@dataclass
class Forge:
    """`logins` and `readers` are by token: readers may look only. `asked` is what came in, without headers."""

    dialect: Dialect
    logins: dict[str, str]
    readers: set[str] = field(default_factory=set)
    comments: list[dict] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    limit: int = 65_536
    url: str = ""

    def add(self, login, body):
        one, key = self.dialect.writer
        self.comments.append({"id": 1000 + len(self.comments), "body": body, one: {key: login}})
        return self.comments[-1]

    def by(self, login):
        one, key = self.dialect.writer
        return [comment["body"] for comment in self.comments if comment[one][key] == login]


class Handler(BaseHTTPRequestHandler):
    forge: Forge

    def log_message(self, *_):
        pass

    def answer(self, status, value, **headers):
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, said in headers.items():
            self.send_header(name, said)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def asked(self):
        """Who asks, and for what; nothing when the token is unknown."""
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else {}
        address = urlsplit(self.path)
        self.forge.asked.append(f"{self.command} {self.path}")
        shown = self.forge.dialect.token.fullmatch(self.headers.get(self.forge.dialect.header) or "")
        token = shown[1] if shown else ""
        return token, address.path, parse_qs(address.query), body

    def do_GET(self):
        token, path, query, _ = self.asked()
        if token not in self.forge.logins:
            self.answer(401, {"message": "Bad credentials"})
        elif path == "/user":
            self.answer(200, {"username": self.forge.logins[token]})
        elif self.forge.dialect.notes.fullmatch(path):
            self.page(int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0]))
        else:
            self.answer(404, {"message": "Not Found"})

    def page(self, size, number):
        shown = self.forge.comments[(number - 1) * size : number * size]
        more = len(self.forge.comments) > number * size
        following = f'<{self.forge.url}/elsewhere?page={number + 1}>; rel="next", ' if more else ""
        self.answer(200, shown, Link=f'{following}<{self.forge.url}/elsewhere?page=1>; rel="first"')

    def write(self):
        token, path, _, body = self.asked()
        login = self.forge.logins.get(token)
        if login is None:
            self.answer(401, {"message": "Bad credentials"})
        elif token in self.forge.readers:
            self.answer(403, {"message": "Resource not accessible by integration"})
        elif len(body["body"]) > self.forge.limit:
            self.answer(422, {"message": f"body is too long (maximum is {self.forge.limit} characters)"})
        elif self.command == "POST" and self.forge.dialect.notes.fullmatch(path):
            self.answer(201, self.forge.add(login, body["body"]))
        else:
            self.change(self.forge.dialect.note.fullmatch(path), body)

    def change(self, found, body):
        if not found or self.command != self.forge.dialect.change:
            self.answer(404, {"message": "Not Found"})
            return
        (comment,) = [comment for comment in self.forge.comments if comment["id"] == int(found[1])]
        comment.update(body)
        self.answer(200, comment)

    def do_POST(self):
        self.write()

    def do_PATCH(self):
        self.write()

    def do_PUT(self):
        self.write()


@contextmanager
def serving(forge):
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHandler", (Handler,), {"forge": forge}))
    forge.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
