"""How the command ends: one sentence and an exit code for whatever is raised, and a clean end for requests to end."""

from __future__ import annotations

import errno
import os
import sys
from threading import Timer
from typing import TYPE_CHECKING, NoReturn

from toolkit.errors import Interrupted, ToolkitError, UsageError

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
    from types import FrameType, TracebackType

DEFECT = 70
TRACEBACK = "TOOLKIT_TRACEBACK"
"""Environment variable that asks for the traceback of a defect."""
_FULL = (errno.ENOSPC, errno.EDQUOT)

PATIENCE = 45
"""Seconds that a process has for its end after it was asked to end."""

_LATER = 0.05
"""Seconds after which a request is heard again that came amid an import."""

_heard: list[str] = []
"""What the signals said that came."""
_left = ["nothing was released"]
"""What is so after an interruption; the last counts."""


class Exits:
    """Turns whatever is raised inside into one sentence on standard error and an exit code, never into a traceback."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _hear_no_more()
        if error is None or isinstance(error, SystemExit):
            return
        if _heard:  # whatever it was turned into on its way
            self._end(f"toolkit: {_heard[0]}; {_left[-1]}", Interrupted.exit_code)
        if isinstance(error, ToolkitError):
            self._end(str(error), error.exit_code)
        if isinstance(error, OSError) and error.errno in _FULL:
            self._end(
                "toolkit: the disk is full; nothing was released; make room, or name another --out",
                UsageError.exit_code,
            )
        if os.environ.get(TRACEBACK):
            import traceback

            traceback.print_exception(error)
        found = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        self._end(
            f"toolkit: {found}; this is a defect of the program, or of an annotator put into it: please report it with "
            f"the traceback, which {TRACEBACK}=1 in the environment shows",
            DEFECT,
        )

    @staticmethod
    def _end(message: str, code: int) -> NoReturn:
        if sys.stderr is not None:  # a program without a terminal may have none
            print(message, file=sys.stderr)
        sys.exit(code)


def interrupted_leaves(what: str) -> None:
    """Say what is so where this command is interrupted."""
    _left.append(what)


def hear_requests_to_end() -> None:
    """Let Ctrl-C, a request to end and a closed terminal be errors that clean up, as any other error does."""
    import signal

    def end(number: int, frame: FrameType | None) -> None:
        if not _heard:
            _end_at_last()
        _heard.append("interrupted" if number == signal.SIGINT else "asked to end")
        if not _imports(frame):
            raise Interrupted
        again = Timer(_LATER, os.kill, (os.getpid(), number))
        again.daemon = True
        again.start()

    for number in _requests_to_end():
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup asks not to hear of it
            signal.signal(number, end)


def _imports(frame: FrameType | None) -> bool:
    """Whether a module is being imported. An import that is broken off can leave Python's import lock locked, and a
    thread that imports something then waits for ever, and the program for the thread."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _end_at_last() -> None:
    """End the process some time after the request, come what may, and whatever a library's threads wait for. What is
    then left of a build, the next one clears away."""
    import signal

    def end(number: int, frame: object) -> NoReturn:
        if sys.stderr is not None:
            if os.environ.get(TRACEBACK):  # what it waited for, thread by thread
                import faulthandler

                faulthandler.dump_traceback(all_threads=True)
            print(
                f"toolkit: {_heard[0]}; {_left[-1]}, after {PATIENCE} seconds of waiting", file=sys.stderr, flush=True
            )
        os._exit(Interrupted.exit_code)

    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, end)
        signal.alarm(PATIENCE)


def heed() -> None:
    """Raise again what a library has swallowed."""
    if _heard:
        raise Interrupted


def heeding(progress: Callable[[str, int], None]) -> Callable[[str, int], None]:
    """Progress that hears what a library has swallowed."""

    def advance(step: str, more: int) -> None:
        heed()
        progress(step, more)

    return advance


def _hear_no_more() -> None:
    """What is done is done: no signal changes an exit code while the process ends."""
    import signal

    for number in _requests_to_end():
        signal.signal(number, signal.SIG_IGN)


def _requests_to_end() -> list[signal.Signals]:
    import signal

    return [number for number in signal.Signals if number.name in ("SIGINT", "SIGTERM", "SIGHUP")]


def say(text: str) -> None:
    """Write to standard output; a reader that has gone, as in `toolkit schemas | head`, changes no exit code."""
    try:
        print(text)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
