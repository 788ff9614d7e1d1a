"""What can go wrong, as types.

Two kinds of failure are never mixed. Bad *input* is a value (`toolkit.article.Rejection`): it is written down with a
reason and an address, and the build goes on. Everything below is the other kind: it stops the command.

    ToolkitError                 exit code
    ├── UsageError               2    the command, the configuration or a contract says something that cannot be
    │   └── ContractError        2    a file in schemas/ is not a contract
    ├── BrokenPromise            1    the data breaks a promise: validate's findings, carried as data
    ├── TooMuchLost              1    of a stand-off edition too few spans are found in the articles at hand
    ├── TooManyRejections        3    more of the input was refused than the configuration allows
    ├── VersionTooSmall          4    the version promises less of a change than there is
    ├── RightsError              5    text would go where its rights do not let it
    └── HubError                 6    the far side refused, failed or could not be reached
    Interrupted                  130  Ctrl-C, or a request to end

A message reads *where: what was found; what to do*. Only `toolkit.exits` turns an error into an exit code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.findings import Report
    from toolkit.hydrated import Hydrated
    from toolkit.publish import Published


class ToolkitError(Exception):
    """The root of everything this program raises on purpose."""

    exit_code: ClassVar[int] = 70


class UsageError(ToolkitError):
    """The user asked for something that cannot be: a source that is not there, an unknown key, a version in use."""

    exit_code = 2


class ContractError(UsageError):
    """A contract (`schemas/*.toml`) is not well formed."""


class BrokenPromise(ToolkitError):
    """The data breaks a promise. `report` holds every finding."""

    exit_code = 1

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


class TooMuchLost(ToolkitError):
    """Too few spans of a stand-off edition are found in the articles at hand. `hydrated` says what became of each."""

    exit_code = 1

    def __init__(self, message: str, hydrated: Hydrated) -> None:
        super().__init__(message)
        self.hydrated = hydrated


class TooManyRejections(ToolkitError):
    """More records were refused than `max_rejections` allows, or none was accepted. `rejections` counts by reason."""

    exit_code = 3

    def __init__(self, message: str, rejections: Mapping[str, int]) -> None:
        super().__init__(message)
        self.rejections = dict(rejections)


class HubError(ToolkitError):
    """A Hub refused, failed or could not be reached. `may_pass`: the same request may succeed later.

    `retry_after` are the seconds that the far side wants to be left alone for.
    """

    exit_code = 6

    def __init__(self, message: str, *, may_pass: bool = False, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.may_pass = may_pass
        self.retry_after = retry_after


class RightsError(ToolkitError):
    """Rights do not allow it. `sources` are the manifest's entries whose text may not be passed on; `published` is
    the publication that was refused, where there was to be one."""

    exit_code = 5

    def __init__(self, message: str, sources: Sequence[Mapping[str, Any]], published: Published | None = None) -> None:
        super().__init__(message)
        self.sources = tuple(sources)
        self.published = published


class VersionTooSmall(ToolkitError):
    """The difference to the version before asks for a larger version; `reasons` says why, the worst first."""

    exit_code = 4

    def __init__(self, message: str, reasons: Sequence[str]) -> None:
        super().__init__(message)
        self.reasons = tuple(reasons)


class Interrupted(BaseException):
    """The user, or the system, asked the program to end.

    Like KeyboardInterrupt it is no Exception: it may come at any moment, in the midst of a library that takes every
    Exception for a failure of its own.
    """

    exit_code: ClassVar[int] = 130
