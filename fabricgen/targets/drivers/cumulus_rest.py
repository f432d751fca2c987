"""The NVUE REST API of one switch: a request, its answer, and what went wrong, in NAPALM's errors."""

import base64
import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from napalm.base.exceptions import ConnectAuthError, ConnectionException

from fabricgen.targets import trust
from fabricgen.targets.drivers.cumulus_text import UnreadableError, problems
from fabricgen.targets.masking import veiled

ROOT = "/nvue_v1"
WORDS_MAX = 500
"""Characters of a refusal that isn't JSON."""


class RefusedError(Exception):
    """The box answers that it won't; the message has its words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words or f"HTTP status {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Rest:
    """A connection for each request: nothing is held open, nothing goes stale. `seconds` is for an answer."""

    host: str
    port: int
    login: tuple[str, str] = field(repr=False)
    context: ssl.SSLContext
    ca: str | None
    seconds: float

    def ask(self, method: str, path: str, query: Mapping[str, str] | None = None, body: Any = None) -> Any:
        """Raises RefusedError, UntrustedError, ConnectAuthError and ConnectionException."""
        target = ROOT + path + (f"?{urlencode(query, safe='/*,')}" if query else "")
        try:
            status, answer = self._exchange(method, target, None if body is None else json.dumps(body))
        except ssl.SSLCertVerificationError as error:
            raise trust.untrusted_certificate(self.host, self.port, self.ca, error.verify_message) from None
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise ConnectionException(f"{self.host}: the NVUE API can't be reached: {reason}") from None
        return self._understood(status, answer)

    def _exchange(self, method: str, target: str, body: str | None) -> tuple[int, bytes]:
        right = base64.b64encode(":".join(self.login).encode()).decode()
        headers = {"Authorization": f"Basic {right}", "Content-Type": "application/json", "Connection": "close"}
        made = http.client.HTTPSConnection(self.host, self.port, timeout=self.seconds, context=self.context)
        with closing(made) as connection:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def _understood(self, status: int, answer: bytes) -> Any:
        if status == http.HTTPStatus.UNAUTHORIZED:
            raise ConnectAuthError(f"{self.host}: user name or password isn't accepted")
        if status == http.HTTPStatus.FORBIDDEN:
            raise ConnectAuthError(
                f"{self.host}: the user may not use the NVUE API: it needs the role system-admin or the group nvapply, "
                "and the user cumulus another password than the one it was shipped with"
            )
        told = self._json(status, answer)
        if status >= http.HTTPStatus.BAD_REQUEST:
            raise RefusedError(status, veiled(problems(told) or answer.decode(errors="replace")[:WORDS_MAX]))
        return told

    def _json(self, status: int, answer: bytes) -> Any:
        try:
            return json.loads(answer or b"{}")
        except ValueError:
            if status < http.HTTPStatus.BAD_REQUEST:
                raise ConnectionException(f"{self.host}: what answers on port {self.port} isn't NVUE") from None
            return None


@contextmanager
def saying(host: str, kind: type[Exception]) -> Iterator[None]:
    """The box's own words as NAPALM's error."""
    try:
        yield
    except (RefusedError, UnreadableError) as error:
        raise kind(f"{host}: {error}") from None


def revision_path(revision: str) -> str:
    """A revision's name may hold slashes: changeset/cumulus/…"""
    return f"/revision/{quote(revision, safe='')}"
