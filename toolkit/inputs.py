"""What a build read, byte by byte: each input file with its size and hash."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import IO


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read, or standard input."""

    path: str
    """As in `documents.source`."""
    bytes: int
    sha256: str | None
    """None of a file that is larger than a record may be, and so was not read to its end."""


@dataclass(slots=True)
class Tally:
    """A file that is read through it, and so counted and hashed on the way."""

    file: IO[bytes]
    _bytes: int = 0
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes more."""
        return self._counted(self.file.read(size))

    def readline(self, size: int) -> bytes:
        """The next line with its end, or its next `size` bytes."""
        return self._counted(self.file.readline(size))

    def input(self, path: str) -> Input:
        """What was read; whatever is left is not worth reading, but its size is known."""
        if self.file.read(1):
            return Input(path, os.fstat(self.file.fileno()).st_size, None)
        return Input(path, self._bytes, self._digest.hexdigest())

    def _counted(self, read: bytes) -> bytes:
        self._bytes += len(read)
        self._digest.update(read)
        return read
