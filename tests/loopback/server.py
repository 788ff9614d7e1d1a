"""HTTP/1.1 for the routes: bodies, ranges, tokens, a log of what was asked, and faults."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Self
from urllib.parse import parse_qs, urlsplit

from loopback.routes import Answer, Asked, answer, refused
from loopback.store import Refusal, Store

PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with an answer. The default is none at all."""

    status: int | None = None
    """Answer with this status instead; what was asked for is not done."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """More headers: Retry-After, X-Error-Code, X-Error-Message."""
    cut: int | None = None
    """Close the connection after so many bytes of the body; with -1, before any answer."""
    done: bool = False
    """Of a cut answer: do what was asked for, as when only the answer is lost."""
    act: Callable[[], object] = lambda: None
    """Called before anything is sent: say, to kill who asks."""
    pause: float = 0.0
    """Seconds to wait before each piece of the body."""
    piece: int = PIECE
    """Bytes of the body that are sent at a time."""


@dataclass(slots=True)
class Request:
    """A request as it came, and the status that it was answered with (0 where the connection was cut first)."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    size: int
    status: int = 0


@dataclass(slots=True)
class _Planned:
    method: str
    path: re.Pattern[str]
    fault: Fault
    times: int | None
    after: int


class LoopbackHub:
    """A Hub on a free port of 127.0.0.1. Enter it to serve; `users` maps tokens to the names of their owners."""

    def __init__(self, folder: Path, users: Mapping[str, str] | None = None) -> None:
        self.store = Store(folder)
        self.users = dict(users or {"hf_token_of_ada": "ada"})
        self.requests: list[Request] = []
        self._planned: list[_Planned] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.hub = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """What HF_ENDPOINT is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def token(self) -> str:
        """The first user's token."""
        return next(iter(self.users))

    def fail(self, method: str, path: str, fault: Fault, *, times: int | None = None, after: int = 0) -> None:
        """Let requests of this method ("*" for any) fail whose path matches somewhere; the first `times` of them, but
        for those `after` that come before."""
        with self._lock:
            self._planned.append(_Planned(method, re.compile(path), fault, times, after))

    def mend(self) -> None:
        """No more faults."""
        with self._lock:
            self._planned.clear()

    def asked(self, method: str, path: str) -> list[Request]:
        """The requests so far of this method whose path matches somewhere."""
        return [each for each in self.requests if each.method == method and re.search(path, each.path)]

    def heard(self, request: Request) -> Fault:
        """Write the request down; the fault that is planned for it."""
        with self._lock:
            self.requests.append(request)
            for plan in self._planned:
                if plan.method in ("*", request.method) and plan.path.search(request.path) and plan.times != 0:
                    if plan.after:
                        plan.after -= 1
                        continue
                    plan.times = None if plan.times is None else plan.times - 1
                    return plan.fault
        return Fault()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    hub: LoopbackHub


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 30

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: `LoopbackHub.requests` is the log."""

    def _serve(self) -> None:
        body = b"".join(self._body())
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, address.path, address.query, headers, len(body))
        fault = self.server.hub.heard(request)
        if fault.status is not None:
            self._send(request, refused(Refusal(fault.status, "a fault that the test asked for")), fault)
        elif fault.cut == -1 and not fault.done:
            fault.act()
            self._cut()
        else:
            given = self._answer(request, body)
            fault.act()
            self._send(request, given, fault)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 (names that http.server looks for)

    def _answer(self, request: Request, body: bytes) -> Answer:
        hub = self.server.hub
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token and token not in hub.users:
            return refused(Refusal(401, "Invalid credentials in Authorization header"))
        query = parse_qs(request.query)
        return answer(
            hub.store, request.method, request.path,
            lambda parts: Asked(hub.endpoint, hub.users.get(token), query, body, parts),
        )  # fmt: skip

    # ---- in

    def _body(self) -> Iterator[bytes]:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            yield self.rfile.read(int(self.headers.get("Content-Length") or 0))
            return
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    # ---- out

    def _send(self, request: Request, given: Answer, fault: Fault) -> None:
        if fault.cut == -1:
            self._cut()
            return
        size = given.path.stat().st_size if given.path else len(given.body)
        status, start, end = self._range(given.status, size)
        request.status = status
        self.send_response(status)
        for name, value in {**given.headers, **fault.headers, "Accept-Ranges": "bytes"}.items():
            self.send_header(name, value)
        if status in (206, 416):
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}" if status == 206 else f"bytes */{size}")
        self.send_header("Content-Length", str(end - start))
        self.end_headers()
        if request.method == "HEAD":
            return
        with given.path.open("rb") if given.path else BytesIO(given.body) as body, suppress(ConnectionError):
            body.seek(start)
            self._write(body, end - start, fault)

    def _write(self, body: BinaryIO, size: int, fault: Fault) -> None:
        left = size if fault.cut is None else min(size, fault.cut)
        while left > 0:
            if fault.pause:
                time.sleep(fault.pause)
            piece = body.read(min(fault.piece, left))
            self.wfile.write(piece)
            self.wfile.flush()
            left -= len(piece)
        if fault.cut is not None and fault.cut < size:
            self._cut()

    def _range(self, status: int, size: int) -> tuple[int, int, int]:
        """Status, start and end of what is sent: all of it, or what the header Range asks for."""
        found = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if status != 200 or found is None or found.group(0) == "bytes=-":
            return status, 0, size
        first, last = found.groups()
        start = int(first) if first else max(0, size - int(last))
        end = min(size, int(last) + 1) if first and last else size
        return (206, start, end) if start < end else (416, 0, 0)

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
