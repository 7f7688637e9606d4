"""Half a client of HTTP/2, to send what a whole one never would: calls without a request, and floods of frames."""

import socket
import struct
from contextlib import suppress
from typing import Self

DATA_FRAME, HEADERS_FRAME, RESET_FRAME, SETTINGS_FRAME, PING_FRAME = 0, 1, 3, 4, 6
END_STREAM, END_HEADERS, ACK = 1, 4, 1
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
CANCEL = struct.pack(">I", 8)
FRAME_HEAD = 9


def frame(kind: int, flags: int = 0, stream: int = 0, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


def headers(path: str, authority: str) -> bytes:
    """The headers of a gRPC call, as HPACK's literals without an index."""
    fields = {
        ":method": "POST",
        ":scheme": "http",
        ":path": path,
        ":authority": authority,
        "content-type": "application/grpc",
        "te": "trailers",
    }
    return b"".join(b"\0" + literal(name) + literal(value) for name, value in fields.items())


def literal(value: str) -> bytes:
    return bytes((len(value),)) + value.encode()


class Http2:
    """One connection; `with Http2(address) as connection`."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self.address = address
        self.ended: set[int] = set()
        """The calls that the server has ended, by their streams."""
        self._next_stream, self._unread = 1, b""
        self.socket = socket.create_connection((host, int(port)), timeout=10)
        self.socket.sendall(PREFACE + frame(SETTINGS_FRAME))
        self.socket.recv(FRAME_HEAD, socket.MSG_PEEK)  # the server's settings
        self.socket.sendall(frame(SETTINGS_FRAME, ACK))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def begun(self, path: str) -> bytes:
        """The frame that begins another call, and nothing of its request."""
        stream, self._next_stream = self._next_stream, self._next_stream + 2
        return frame(HEADERS_FRAME, END_HEADERS, stream, headers(path, self.address))

    def begun_and_reset(self, path: str) -> bytes:
        stream = self._next_stream
        return self.begun(path) + frame(RESET_FRAME, 0, stream, CANCEL)

    def begin(self, path: str, calls: int) -> None:
        self.socket.sendall(b"".join(self.begun(path) for _ in range(calls)))

    def read(self, seconds: float) -> int:
        """Take in what the server sends within a time; how many calls it has ended."""
        self.socket.settimeout(seconds)
        with suppress(TimeoutError):
            self._unread += self.socket.recv(1 << 16)
        self.socket.settimeout(10)
        while len(self._unread) >= (whole := FRAME_HEAD + int.from_bytes(self._unread[:3], "big")):
            kind, flags = self._unread[3], self._unread[4]
            if kind == RESET_FRAME or (kind in {DATA_FRAME, HEADERS_FRAME} and flags & END_STREAM):
                self.ended.add(int.from_bytes(self._unread[5:FRAME_HEAD], "big"))
            self._unread = self._unread[whole:]
        return len(self.ended)
