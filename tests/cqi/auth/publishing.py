"""A web server on which an issuer publishes its key set, and everything that can go wrong with one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread


class Publisher(ThreadingHTTPServer):
    """Answers every request with `body`; a test changes what it answers."""

    daemon_threads = True

    def __init__(self, body: bytes, port: int = 0, tls: SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.body, self.status, self.location = body, 200, ""
        self.seconds_a_byte = 0.0
        self.asked = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.server_port}/keys.json"


class _Answer(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        # A reader that has had enough hangs up.
        with suppress(OSError):
            self._write()

    def _write(self) -> None:
        if not self.server.seconds_a_byte:
            self.wfile.write(self.server.body)
            return
        for byte in self.server.body:
            self.wfile.write(bytes([byte]))
            time.sleep(self.server.seconds_a_byte)

    def handle(self) -> None:
        # So does one that does not trust the certificate.
        with suppress(OSError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def publishing(body: bytes, port: int = 0, tls: SSLContext | None = None) -> Iterator[Publisher]:
    with Publisher(body, port, tls) as publisher:
        thread = Thread(target=publisher.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield publisher
        finally:
            publisher.shutdown()
            thread.join()
