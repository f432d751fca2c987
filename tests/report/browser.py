"""Chromium without a window, spoken to over a pipe: what a reader of the page would see, do and be told."""

import json
import os
import shutil
import subprocess
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

PROGRAM = "chromium"
SECONDS = 120
"""Nothing on a page takes that long, on a machine that does other things too."""


class PageError(AssertionError):
    """The page said that something is wrong."""


class Browser:
    """One tab. `errors` are what its console was told, `requests` what it asked the network for."""

    def __init__(self, home: Path) -> None:
        toward, self._out = os.pipe()
        self._in, back = os.pipe()
        os.set_blocking(self._in, False)
        ends = os.dup(toward), os.dup(back)

        def connect() -> None:
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")
        self._process = subprocess.Popen(
            [PROGRAM, *flags, f"--user-data-dir={home}", "--window-size=1300,900", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=connect, pass_fds=(3, 4),  # noqa: PLW1509 - Chromium reads 3 and writes 4, and no thread runs here
        )  # fmt: skip
        for end in (toward, back, *ends):
            os.close(end)
        self._unread = b""
        self._number = 0
        self._session: str | None = None
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._attach()

    def _attach(self) -> None:
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.say(f"{domain}.enable")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def say(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']}")
                return answer["result"]
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + SECONDS
        while b"\0" not in self._unread:
            try:
                self._unread += os.read(self._in, 1 << 20)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise PageError("the browser doesn't answer") from None
                time.sleep(0.005)
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> None:
        method, params = event.get("method", ""), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        if method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning", "assert"}:
            self.errors.append(str(params["args"]))
        if method == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
            self.errors.append(params["entry"]["text"])
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def colours(self, scheme: str) -> None:
        self.say("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, page: Path, route: str = "") -> None:
        """Through an empty page, so that it is really loaded anew."""
        self.say("Page.navigate", url="about:blank")
        self.until("location.href === 'about:blank'")
        self.say("Page.navigate", url=f"{page.as_uri()}#/{route}")
        self.shown(route)

    def shown(self, route: str) -> None:
        self.until(f"document.documentElement?.dataset.shown === {json.dumps('#/' + route)}")

    def go(self, route: str) -> None:
        self.run(f"location.hash = {json.dumps('#/' + route)}")
        self.shown(route)

    def run(self, script: str) -> Any:
        answer = self.say("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise PageError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        stop = time.monotonic() + SECONDS
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > stop:
                raise PageError(f"never came true: {condition}")
            time.sleep(0.02)

    def text(self, selector: str) -> str:
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def texts(self, selector: str) -> list[str]:
        return self.run(f"[...document.querySelectorAll({json.dumps(selector)})].map((node) => node.textContent)")

    def write(self, selector: str, words: str) -> None:
        """Into a field, as from a keyboard."""
        self.run(f"document.querySelector({json.dumps(selector)}).select()")
        self.say("Input.insertText", text=words)

    def press(self, key: str) -> None:
        code = {"Enter": 13, "Tab": 9}[key]
        words = {"text": "\r"} if key == "Enter" else {}
        self.say("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **words)
        self.say("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def click(self, selector: str) -> None:
        """In its middle, with the mouse."""
        x, y = self.run(
            f"(() => {{ const node = document.querySelector({json.dumps(selector)});"
            "node.scrollIntoView({block: 'center'}); const box = node.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.say("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def screenshot(self, place: Path) -> None:
        place.write_bytes(b64decode(self.say("Page.captureScreenshot", format="png")["data"]))


def absent() -> str:
    """Why there is no browser; empty when there is one."""
    return "" if shutil.which(PROGRAM) else f"{PROGRAM} is not installed: apt install {PROGRAM}"
