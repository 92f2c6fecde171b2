"""A headless Chromium that is spoken to over a pipe (Chrome DevTools Protocol); needs nothing but the browser."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of a browser on this machine, or None; the variable CHROMIUM names another."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _pipe() -> tuple[int, int]:
    """Ends of a pipe, with numbers above those that the browser wants for itself (3 and 4)."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high


class Browser:
    """One page of a browser with an empty profile, without network."""

    def __init__(
        self, executable: str, profile: Path, size: tuple[int, int] = (1280, 900), dark: bool = False
    ):
        reads, self._in = _pipe()
        self._out, writes = _pipe()
        options = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--proxy-server=127.0.0.1:9",  # whatever asks the network finds nobody
            "--remote-debugging-pipe", f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}",
            *(["--blink-settings=preferredColorScheme=0"] if dark else []),
        ]  # fmt: skip

        def pipes() -> None:
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        self._process = subprocess.Popen(
            [executable, *options, "about:blank"], pass_fds=(3, 4, reads, writes),
            preexec_fn=pipes,  # noqa: PLW1509 - one thread, nothing to be locked
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(reads)
        os.close(writes)
        self._buffer, self._number, self.events = b"", 0, []
        target = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        attached = self._call("Target.attachToTarget", {"targetId": target["targetId"], "flatten": True})
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def open(self, address: str) -> float:
        """Load a page; seconds until it is loaded."""
        self.events.clear()
        begin = time.monotonic()
        self.call("Page.navigate", {"url": address})
        self.wait("Page.loadEventFired")
        return time.monotonic() - begin

    def run(self, expression: str) -> Any:
        """Value of a JavaScript expression."""
        answer = self.call(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True}
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"]["exception"].get("description"))
        return answer["result"].get("value")

    def press(self, key: str, code: int = 0) -> None:
        """Press and release a key."""
        text = {"Enter": "\r"}.get(key)
        extra = {"text": text} if text else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", {"type": kind, "key": key, "windowsVirtualKeyCode": code, **extra}
            )

    def shot(self, path: Path, whole: bool = False) -> None:
        """Save what is seen, or the whole page, as PNG."""
        clip = {}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}}
        data = self.call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole, **clip})
        Path(path).write_bytes(base64.b64decode(data["data"]))

    def faults(self) -> list[str]:
        """What the page complained of since it was opened: errors, refused content."""
        found = []
        for event in self.events:
            if event["method"] == "Runtime.exceptionThrown":
                found.append(
                    event["params"]["exceptionDetails"].get("exception", {}).get("description", "exception")
                )
            if event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] in (
                "error",
                "warning",
            ):
                found.append(event["params"]["entry"]["text"])
        return found

    def requests(self) -> list[str]:
        """Addresses the page asked for since it was opened."""
        sent = [
            e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"
        ]
        return [address for address in sent if not address.startswith("data:")]

    def close(self) -> None:
        """End this browser, and only this one."""
        try:
            self._call("Browser.close")
            self._process.wait(timeout=10)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, params: dict | None = None) -> dict:
        """Answer of the page to a command of the protocol."""
        return self._call(method, params, self._session)

    def wait(self, method: str, seconds: float = 60) -> dict:
        """Wait for an event."""
        while True:
            for event in self.events:
                if event["method"] == method:
                    return event
            self.events.append(self._receive(seconds))

    def _call(self, method: str, params: dict | None = None, session: str | None = None) -> dict:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive(60)
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def _receive(self, seconds: float) -> dict:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._out], [], [], seconds)
            assert ready, "the browser does not answer"
            data = os.read(self._out, 1 << 20)
            assert data, "the browser has ended"
            self._buffer += data
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)
