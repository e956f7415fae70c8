"""The originals, byte for byte, each under its SHA-256: `originals/ab/ab12…`. None is ever changed or deleted."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.errors import NotFound, StorageFailed


def fingerprint(data: bytes) -> str:
    """The SHA-256 of an original, which is its name for ever."""
    return hashlib.sha256(data).hexdigest()


class Originals:
    """A folder of originals."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the original lies, whether or not it is there."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """File the bytes and return their SHA-256; on return they are on the disk, whole.

        :raises StorageFailed: the disk is full or read-only; nothing half-written stays
        """
        sha256 = fingerprint(data)
        target = self.path(sha256)
        try:
            if target.exists() and target.read_bytes() == data:  # one that was damaged is put right
                return sha256
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StorageFailed(
                str(self.folder),
                f"the original could not be kept ({error.strerror}).",
                "Make room or check the folder's permissions, then import again; nothing was half-written.",
            ) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of an original.

        :raises NotFound: it is not kept here
        """
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(sha256[:12], "no such original is kept.", "Restore it from a backup.") from None

    def damaged(self, expected: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
        """What is missing or changed, as (SHA-256, what is wrong), of the expected (SHA-256, size)."""
        for sha256, size in expected:
            try:
                data = self.path(sha256).read_bytes()
            except FileNotFoundError:
                yield sha256, "is missing"
            except OSError as error:
                yield sha256, f"cannot be read ({error.strerror})"
            else:
                if len(data) != size or fingerprint(data) != sha256:
                    yield sha256, "was changed on the disk"
