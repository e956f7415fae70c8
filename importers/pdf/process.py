"""The limited child process that opens PDFs, from the parent's side: started when needed, replaced when it fails."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

FILES_A_CHILD = 100
"""After so many files a child is replaced, in case pdfium keeps something of each."""
WALL_SECONDS = 30.0
"""Twice the processor time that the child allows itself: the machine may be busy."""
_CHILD = Path(__file__).with_name("child.py")


class ChildFailed(Exception):
    """The child died or was stopped over a file; it says whether time ran out."""

    def __init__(self, late: bool) -> None:
        super().__init__("time ran out" if late else "the process died")
        self.late = late


class PdfProcess:
    """One child at a time, for one thread at a time; a forked process starts its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0

    def measure(self, data: bytes, seconds: float = WALL_SECONDS) -> dict[str, Any]:
        """What `child.measure` says of a file.

        :raises ChildFailed: the file took too much time or memory, or crashed the child
        """
        with self._lock:
            child = self._ready()
            self._files += 1
            try:
                return _ask(child, data, time.monotonic() + seconds)
            except (OSError, EOFError, TimeoutError) as error:
                self._close()
                raise ChildFailed(isinstance(error, TimeoutError)) from error

    def close(self) -> None:
        """End the child; the next file starts another."""
        with self._lock:
            self._close()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork the child belongs to the parent
            self._child = None
        elif self._child is not None and (self._files >= FILES_A_CHILD or self._child.poll() is not None):
            self._close()
        if self._child is None:
            # -P: else this folder would lead the child's path, and our html.py stand for Python's
            command = [sys.executable, "-P", str(_CHILD), str(os.getpid())]
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
            self._owner, self._files = os.getpid(), 0
        return self._child

    def _close(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        child.wait()


def _ask(child: subprocess.Popen[bytes], data: bytes, until: float) -> dict[str, Any]:
    assert child.stdin is not None and child.stdout is not None
    _write(child.stdin.fileno(), struct.pack(">Q", len(data)) + data, until)
    (size,) = struct.unpack(">Q", _read(child.stdout.fileno(), 8, until))
    answer: dict[str, Any] = json.loads(_read(child.stdout.fileno(), size, until))
    return answer


def _write(stream: int, data: bytes, until: float) -> None:
    rest = memoryview(data)
    while rest:
        if not select.select([], [stream], [], max(0.0, until - time.monotonic()))[1]:
            raise TimeoutError
        rest = rest[os.write(stream, rest[: select.PIPE_BUF]) :]


def _read(stream: int, size: int, until: float) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        if not select.select([stream], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(stream, min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


PROCESS = PdfProcess()
atexit.register(PROCESS.close)
