"""A real browser, driven through the pipe of its debugging protocol."""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--window-size=1400,1000",
    "--remote-debugging-pipe",
)
_SECONDS = 60


class Chromium:
    """The program, and the messages it sends."""

    def __init__(self, profile: Path) -> None:
        out, self._write = os.pipe()
        self._read, back = os.pipe()
        command = [CHROMIUM, *_ARGUMENTS, f"--user-data-dir={profile}", "about:blank"]
        shell = ["bash", "-c", f'exec "$@" 3<&{out} 4>&{back}', "chromium", *map(str, command)]
        # Where the tests have another day, the browser keeps its own: it does not start with the library for that.
        environment = {name: value for name, value in os.environ.items() if "FAKETIME" not in name}
        environment.pop("LD_PRELOAD", None)
        self.process = subprocess.Popen(
            shell, pass_fds=(out, back), stderr=subprocess.DEVNULL, env=environment
        )
        os.close(out)
        os.close(back)
        self._rest, self._number = b"", 0
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """What it answers to a command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        os.write(
            self._write, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        )
        while "id" not in (got := self.next()) or got["id"] != self._number:
            pass
        assert "error" not in got, got
        return got["result"]

    def next(self) -> dict[str, Any]:
        """The next message; events are kept."""
        while b"\0" not in self._rest:
            received = os.read(self._read, 1 << 20)
            assert received, "the browser ended"
            self._rest += received
        text, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(text)
        if "method" in message:
            self.events.append(message)
        return message

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        os.close(self._write)
        os.close(self._read)


class Window:
    """One window, or a tab, of the browser."""

    def __init__(self, browser: Chromium, server: str) -> None:
        self.browser, self.server = browser, server
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self.browser.call(method, self.session, **params)

    def open(self, path: str) -> None:
        with self.loading():
            self.call("Page.navigate", url=self.server + path)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Do what leads to another page, and wait until it is there."""
        before = len(self.browser.events)
        yield
        self.call("Runtime.evaluate", expression="0")
        while not self._loaded_since(before):
            self.browser.next()

    def _loaded_since(self, before: int) -> bool:
        return any(
            event["method"] == "Page.loadEventFired" and event.get("sessionId") == self.session
            for event in self.browser.events[before:]
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, selector: str) -> None:
        """Click what leads to another page."""
        with self.loading():
            self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, **values: str) -> None:
        """Set inputs of the page by their names."""
        for name, value in values.items():
            self.run(f"document.getElementsByName({json.dumps(name)})[0].value = {json.dumps(value)}")

    def value(self, name: str) -> Any:
        return self.run(f"document.getElementsByName({json.dumps(name)})[0]?.value")

    def until(self, script: str) -> Any:
        """The value of an expression as soon as it is true."""
        give_up = time.monotonic() + _SECONDS
        while not (found := self.run(script)) and time.monotonic() < give_up:
            time.sleep(0.05)
        assert found, script
        return found

    @property
    def path(self) -> str:
        return str(self.run("location.pathname + location.search"))

    @property
    def complaints(self) -> list[str]:
        """What the browser did not allow, and what failed in scripts."""
        return [text for event in self.browser.events if (text := _complaint(event))]

    def photograph(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


def _complaint(event: dict[str, Any]) -> str | None:
    match event:
        case {"method": "Log.entryAdded", "params": {"entry": {"level": "error" | "warning"} as entry}}:
            return f"{entry['text']} {entry.get('url', '')}"
        case {"method": "Runtime.exceptionThrown", "params": {"exceptionDetails": details}}:
            return str(details)
    return None
