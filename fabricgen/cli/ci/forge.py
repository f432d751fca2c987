"""The comments of one pull request, through the REST API of GitHub or GitLab, which differ in names only.

Sources: GitHub REST API, issue comments; GitLab REST API, notes of merge requests; both page with a Link header
(RFC 8288).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from fabricgen import __version__

SECONDS = 30
PAGES = 100
"""Of a hundred comments each; whoever has more gets a new one."""


class ForgeError(Exception):
    """What the forge answered, in words. Never the token."""


class Thread(NamedTuple):
    """`notes` is the address that lists and takes comments, `note` that of one of them without its number."""

    notes: str
    note: str
    change: str
    header: tuple[str, str]
    writer: str
    """Key of who wrote a comment."""
    name: str
    """Key of that one's login."""
    login: str
    """Ours: whoever else writes our mark is not us."""


def github(world: Mapping[str, str], token: str, login: str) -> Thread:
    """Raises `ForgeError` when `world`, the environment, lacks something."""
    repository = f"{_of(world, 'GITHUB_API_URL')}/repos/{_of(world, 'GITHUB_REPOSITORY')}"
    notes = f"{repository}/issues/{int(_of(world, 'PULL_REQUEST'))}/comments"
    header = ("Authorization", f"Bearer {token}")
    return Thread(notes, f"{repository}/issues/comments", "PATCH", header, "user", "login", login)


def gitlab(world: Mapping[str, str], token: str) -> Thread:
    """Asks whose token it is. Raises `ForgeError`."""
    api = _of(world, "CI_API_V4_URL")
    project = quote(_of(world, "CI_MERGE_REQUEST_PROJECT_ID"), safe="")
    notes = f"{api}/projects/{project}/merge_requests/{int(_of(world, 'CI_MERGE_REQUEST_IID'))}/notes"
    thread = Thread(notes, notes, "PUT", ("PRIVATE-TOKEN", token), "author", "username", "")
    me, _ = _ask(thread, "GET", f"{api}/user", None)
    return thread._replace(login=str(me["username"]))


def post(thread: Thread, mark: str, body: str) -> str:
    """Our comment that begins with `mark` becomes `body`; if there is none, it is written. Says which it was.

    Raises `ForgeError`.
    """
    number = ours(thread, mark)
    if number is None:
        _ask(thread, "POST", thread.notes, {"body": body})
        return "written"
    _ask(thread, thread.change, f"{thread.note}/{number}", {"body": body})
    return "updated"


def ours(thread: Thread, mark: str) -> int | None:
    """The number of our comment. Raises `ForgeError`."""
    return next((int(note["id"]) for note in _notes(thread) if _is_ours(note, thread, mark)), None)


def _is_ours(note: dict[str, Any], thread: Thread, mark: str) -> bool:
    writer = note.get(thread.writer) or {}
    return writer.get(thread.name) == thread.login and str(note.get("body") or "").startswith(mark)


def _notes(thread: Thread) -> Iterator[dict[str, Any]]:
    for page in range(1, PAGES + 1):
        found, links = _ask(thread, "GET", f"{thread.notes}?per_page=100&page={page}", None)
        yield from found
        if 'rel="next"' not in links:
            return


def _ask(thread: Thread, method: str, url: str, body: dict[str, str] | None) -> tuple[Any, str]:
    """The answer and its Link header."""
    try:
        with urlopen(_request(thread, method, url, body), timeout=SECONDS) as answer:  # noqa: S310 - the scheme is checked
            return json.loads(answer.read()), answer.headers.get("Link") or ""
    except HTTPError as error:
        error.close()
        raise ForgeError(f"{method} {urlsplit(url).path} was answered with {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError) as error:
        raise ForgeError(f"{method} {urlsplit(url).path} failed: {getattr(error, 'reason', error)}") from error


def _request(thread: Thread, method: str, url: str, body: dict[str, str] | None) -> Request:
    """The token is not sent on to where an answer redirects."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ForgeError(f"the address of the API isn't one of the web: {url}")
    data = None if body is None else json.dumps(body).encode()
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "User-Agent": f"fabricgen/{__version__}",
    }
    request = Request(url, data, headers, method=method)  # noqa: S310 - the scheme is checked
    request.add_unredirected_header(*thread.header)
    return request


def _of(world: Mapping[str, str], name: str) -> str:
    if not world.get(name):
        raise ForgeError(f"{name} isn't set: this runs in a pull request only")
    return world[name]
