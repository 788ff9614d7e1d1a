"""A release is whole or absent: it is written into a folder aside and comes to its place in one rename.

The folder aside, `.NAME-VERSION-XXXXXXXX` in the folder of all releases, is locked for as long as its build runs. One
that nobody holds was left by a build that was killed: the next build of that version removes it, and puts back what it
had already moved away.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UsageError

NEW, OLD = "release", "replaced"
"""Within the folder aside: what is being built, and what it replaces while the two change places."""
BESIDE, OLD_BESIDE = "standoff", "standoff-replaced"
"""The same for the stand-off edition that comes to its place together with the release."""
SUFFIX = "-standoff"
"""What a data set's name has more in the name of its stand-off edition."""
UNKNOWN = "auto"
"""Stands for the version in the name of a folder aside as long as it is not known."""


@dataclass(slots=True)
class Aside:
    """A folder to write into, and the version that what is written will have."""

    folder: Path
    version: str | None
    """Where it is not known from the start it is set inside; None: nothing is to come to its place."""


@contextmanager
def new_release(out: Path, name: str, version: str | None, *, overwrite: bool) -> Iterator[Aside]:
    """A folder to write into; on leaving, the folder `release` in it becomes `out/name/version` in one rename.

    A folder `standoff` in it becomes `out/name-standoff/version`: both come to their place, or none. Whatever happens
    inside, `out` then holds the new release, or exactly what it held before. A version that is not known from the start
    replaces none. Raises UsageError where the version is already there and `overwrite` is false, and where `out` cannot
    be written to.
    """
    opened = version or UNKNOWN
    target = out / name / opened
    aside = Aside(out / f".{name}-{opened}-{secrets.token_hex(4)}", version)
    absent = [
        folder for folder in (beside(target).parent, target.parent, *target.parent.parents) if not folder.exists()
    ]
    try:
        with ExitStack() as held:
            _open(target, aside.folder, held, overwrite=overwrite)
            yield aside
            if aside.version is not None:
                with undisturbed(), _locked(out, wait=True):
                    _place(aside.folder, out / name / aside.version, overwrite=overwrite and version is not None)
    finally:
        with undisturbed():
            shutil.rmtree(aside.folder, ignore_errors=True)
            _remove_empty(absent)


def _open(target: Path, aside: Path, held: ExitStack, *, overwrite: bool) -> None:
    """Make the folder aside and lock it, once what earlier builds left is cleared away."""
    out = aside.parent
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out, wait=True):
            for left in _abandoned(target, out):
                _clear(left, target)
            _refuse(target, overwrite=overwrite)
            aside.mkdir()
            held.enter_context(_locked(aside))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written to ({error.strerror}); name another folder with --out") from error


def beside(target: Path) -> Path:
    """Where the stand-off edition of a release lies."""
    return target.parent.parent / f"{target.parent.name}{SUFFIX}" / target.name


def _is_standoff(target: Path) -> bool:
    """Whether a folder is the stand-off edition of a release, and no data set of another name."""
    return _manifest(target).get("edition") == "standoff"


def _manifest(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _refuse(target: Path, *, overwrite: bool) -> None:
    if target.parent.exists() and not target.parent.is_dir():
        raise UsageError(f"{target.parent}: is a file, where the folder of the releases should be; move it away")
    if os.path.lexists(target) and not target.is_dir():
        raise UsageError(f"{target}: is a file, where a release should be; move it away")
    if target.exists() and not overwrite:
        raise UsageError(
            f"{target}: this version exists, and a release is never changed; choose another --version, "
            "or --overwrite to replace it"
        )


def _place(aside: Path, target: Path, *, overwrite: bool) -> None:
    second = beside(target)
    if (aside / BESIDE).exists():
        _refuse(second, overwrite=overwrite and _is_standoff(second))
    try:
        if overwrite and target.exists():
            target.rename(aside / OLD)
        if overwrite and _is_standoff(second):  # of what is replaced: it is replaced too, or no longer true
            second.rename(aside / OLD_BESIDE)
        _move(aside / NEW, target)
        if (aside / BESIDE).exists():
            _move(aside / BESIDE, second)
    except OSError as error:
        if target.exists() and not (aside / NEW).exists():
            target.rename(aside / NEW)
        _put_back(aside, target)
        if target.exists():
            raise UsageError(f"{target}: appeared while it was being built; choose another --version") from error
        raise UsageError(f"{target}: cannot be written to ({error.strerror}); nothing was released") from error


def _move(folder: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(target)


def _put_back(aside: Path, target: Path) -> None:
    for old, place in ((aside / OLD, target), (aside / OLD_BESIDE, beside(target))):
        if old.exists() and not place.exists():
            _move(old, place)


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


# ---- what killed builds left


def _abandoned(target: Path, out: Path) -> Iterator[Path]:
    """The folders aside of this very version that no living build holds."""
    ours = re.compile(rf"\.{re.escape(target.parent.name)}-{re.escape(target.name)}-[0-9a-f]{{8}}")
    for path in sorted(out.iterdir()):
        if ours.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
            with _locked(path) as free:
                if free:
                    yield path


def _clear(left: Path, target: Path) -> None:
    """Remove a folder aside; a release that its build was about to replace goes back to its place.

    Where its own release is at its place already, the stand-off edition that belongs to it follows.
    """
    with undisturbed():
        second = beside(target.parent / str(_manifest(left / BESIDE).get("version")))
        if (left / BESIDE).exists() and not (left / NEW).exists() and not second.exists():
            _move(left / BESIDE, second)
        elif not target.exists():
            _put_back(left, target)
        shutil.rmtree(left, ignore_errors=True)


# ---- locks and signals


@contextmanager
def _locked(folder: Path, *, wait: bool = False) -> Iterator[bool]:
    """Lock a folder while inside; gives whether nobody else holds it.

    The system lets go when the process that holds a lock ends, however it ends. Where there are no such locks (some
    network drives, Windows) the answer is no: nothing is taken for abandoned.
    """
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:  # its build has just ended and removed it
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            free = True
        except OSError:
            free = False
        yield free
    finally:
        os.close(descriptor)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and requests to end go unheard inside, where half of a step would be worse than either end."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread hears signals
        yield
        return
    numbers = [signal.SIGINT, signal.SIGTERM, *([] if sys.platform == "win32" else [signal.SIGHUP])]
    before = {number: signal.signal(number, _ignore) for number in numbers}
    try:
        yield
    finally:
        for number, how in before.items():
            signal.signal(number, how if how is not None else signal.SIG_DFL)


def _ignore(number: int, frame: object) -> None:
    """Not SIG_IGN: Python reports a signal that came just before as an error if it then finds no handler."""
