"""What annotators found before, kept by content: a build annotates only what is new or has changed.

An entry's key is the SHA-256 of everything that an annotation follows from: the layout (text and what is known of its
lines), the model's name, version and hash, the code of the annotators, and the versions of the libraries under them.
So an entry is never stale, at worst it is of no use any more. Annotators of a user's own are not kept: nobody knows
what their code reads.

The entries lie in one SQLite file, which several processes may use at once, outside of every release.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import platformdirs
from pydantic import TypeAdapter

from toolkit.annotation import Annotations, Layout
from toolkit.annotators import Annotators, ModelIdentity
from toolkit.annotators.model import identify
from toolkit.config import Annotators as Slots
from toolkit.errors import UsageError
from toolkit.slots import load

VARIABLE = "TOOLKIT_CACHE"
"""Environment variable that names the folder, in place of the user's own for caches."""
FILE_NAME = "annotations-1.sqlite"
"""The number is that of the form of an entry."""
LIBRARIES = ("numpy", "spacy", "thinc")
WAIT = 60.0
"""Seconds that a process waits for another one to finish writing."""
_TABLE = """
create table if not exists annotations (
    key blob primary key, model text not null, code text not null, found blob not null
) without rowid"""


def default_folder() -> Path:
    """Where the cache of this user lies."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("toolkit", appauthor=False)


@cache
def code() -> str:
    """Hex SHA-256 over the code of the annotators, the data that lie with it, and the versions of what runs them."""
    package = resources.files("toolkit")
    names = {f"annotators/{each.name}": each for each in package.joinpath("annotators").iterdir() if each.is_file()}
    names["annotation.py"] = package.joinpath("annotation.py")
    digest = hashlib.sha256(" ".join(f"{each} {version(each)}" for each in LIBRARIES).encode())
    for name in sorted(names):
        digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256(names[name].read_bytes()).digest())
    return digest.hexdigest()


@cache
def _forms() -> tuple[TypeAdapter[Layout], TypeAdapter[Annotations]]:
    return TypeAdapter(Layout), TypeAdapter(Annotations)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a cache holds of one model under one state of the code."""

    model: str
    entries: int
    bytes: int
    current: bool
    """Whether the annotators that are installed can use it."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache in a folder. Every method raises UsageError where its file is damaged or cannot be written."""

    folder: Path

    @property
    def file(self) -> Path:
        """The SQLite file; it need not exist."""
        return self.folder / FILE_NAME

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Annotations]:
        """What is kept under these keys."""
        found = {}
        with self._open() as connection:
            for key in keys:
                row = connection.execute("select found from annotations where key = ?", [key]).fetchone()
                if row is not None:
                    found[key] = self._unpacked(row[0])
        return found

    def put(self, found: dict[bytes, Annotations], model: str) -> None:
        """Keep annotations, found by the model that has this identity."""
        rows = [(key, model, code(), _packed(annotations)) for key, annotations in found.items()]
        with self._open() as connection, connection:
            connection.executemany("insert or replace into annotations values (?, ?, ?, ?)", rows)

    def usage(self) -> list[Usage]:
        """What is kept, by model and code, in order of the models' names."""
        if not self.file.exists():
            return []
        counted = (
            "select model, count(*), sum(length(found)), code = ? from annotations "
            "group by model, code order by model, code = ? desc, code"
        )
        with self._open() as connection:
            rows = connection.execute(counted, [code(), code()]).fetchall()
        return [Usage(model, entries, size, bool(current)) for model, entries, size, current in rows]

    def clear(self) -> int:
        """Delete the file, and return its size in bytes."""
        size = self.file.stat().st_size if self.file.exists() else 0
        try:
            for path in (self.file, self.file.with_name(f"{FILE_NAME}-journal")):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{self.file}: cannot be deleted ({error.strerror}); delete it yourself") from error
        return size

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file, timeout=WAIT)) as connection:
                connection.execute(_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise self._refusal(error) from error

    def _unpacked(self, packed: bytes) -> Annotations:
        try:
            return _forms()[1].validate_json(zlib.decompress(packed))
        except (zlib.error, ValueError) as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> UsageError:
        shown = " ".join(str(error).split())[:200]
        remedy = "empty it with `toolkit cache --clear`, or build with --no-cache"
        return UsageError(f"{self.file}: the cache cannot be used ({shown}); {remedy}")


def _packed(annotations: Annotations) -> bytes:
    return zlib.compress(_forms()[1].dump_json(annotations), 1)


@dataclass(slots=True)
class Cached:
    """Annotators that look into a cache first; the model is loaded when the first layout is not in it."""

    identity: ModelIdentity
    cache: Cache
    load: Callable[[], Annotators]
    hits: int = 0
    """Layouts that were found in the cache so far."""
    _loaded: Annotators | None = field(default=None, init=False)

    def __call__(self, layouts: Sequence[Layout]) -> Iterator[Annotations]:
        """Annotations of each layout, in order."""
        keys = [key_of(layout, self.identity) for layout in layouts]
        known = self.cache.get(keys)
        self.hits += sum(key in known for key in keys)
        missing = {key: layout for key, layout in zip(keys, layouts, strict=True) if key not in known}
        if missing:
            self._loaded = self._loaded or self.load()
            new = dict(zip(missing, self._loaded(list(missing.values())), strict=True))
            self.cache.put(new, f"{self.identity.name} {self.identity.version}")
            known |= new
        yield from (known[key] for key in keys)


def key_of(layout: Layout, identity: ModelIdentity) -> bytes:
    """SHA-256 over all that the annotations of a layout follow from."""
    model = f"{identity.name} {identity.version} {identity.sha256}"
    return hashlib.sha256(f"{code()} {model} ".encode() + _forms()[0].dump_json(layout)).digest()


def load_cached(slots: Slots, kept: Cache) -> Annotators | Cached:
    """The annotators that the configuration names, behind the cache where they are all our own."""
    if slots.sentences or slots.entities or slots.quotes:
        return load(slots)
    return Cached(identify(slots.model), kept, lambda: load(slots))
