"""A data set on a Hub: whether a name means one, and a copy of it in the client's cache.

What talks to a Hub is this module, which reads, and `far_side`, which writes too. It is talked to only for a user who
named a repository: together with a revision, or as the place to publish to.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from logging import ERROR
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TypeVar
from urllib.parse import unquote

from toolkit import __version__
from toolkit.errors import HubError, UsageError

if TYPE_CHECKING:
    from huggingface_hub import HfApi

    from toolkit.findings import Report

SCHEME = "hf://datasets/"
PATIENCE = 20.0
"""Seconds without an answer after which the far side counts as silent."""
WAITS = (1.0, 4.0)
"""Seconds before another attempt, after what may pass."""
LONGEST_WAIT = 300
"""Seconds that a far side may ask to be left alone for; it is not waited for longer ones."""
_PASSING = (408, 429, 500, 502, 503, 504)
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
"""owner/name."""
_TAGS = 10
"""Tags that are named where a revision is unknown, the last of them."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A data set on a Hub at a revision: a tag, a branch or a commit."""

    name: str
    revision: str

    def __str__(self) -> str:
        return f"{SCHEME}{self.name}@{self.revision}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a repository at one commit, as the client's cache holds it."""

    repository: Repository
    """With the commit as its revision."""
    folder: Path

    def named(self, report: Report) -> Report:
        """A report on the folder as one on the repository."""
        return replace(
            report, release=str(self.repository), name=report.name if report.version else self.repository.name
        )


def repository_of(named: str, revision: str | None = None) -> Repository | None:
    """The repository that a user means by `owner/name` with a revision, or by hf://datasets/owner/name@revision.

    None where it is a folder that is meant: without a revision, `owner/name` never leaves the machine. Raises
    UsageError for a name that could be either, and for one that is neither.
    """
    if named.startswith(SCHEME):
        name, _, inner = named.removeprefix(SCHEME).partition("@")
        if inner and revision:
            raise UsageError(f"{named}: names a revision, and --revision another; name one of them")
        return Repository(_checked(name, named), unquote(inner) or revision or "main")
    there = Path(named).exists()
    if revision is None:
        if not there and REPOSITORY.fullmatch(named):
            raise UsageError(
                f"{named}: there is no such folder; name the folder of a release, or, for a data set on a Hub, add "
                "--revision with a tag"
            )
        return None
    if there:
        raise UsageError(f"{named}: is a folder here, which has no revisions; for the Hub's write {SCHEME}{named}")
    return Repository(_checked(named, named), revision)


def _checked(name: str, named: str) -> str:
    if not REPOSITORY.fullmatch(name):
        raise UsageError(
            f"{named}: is no folder and no repository; name one as owner/name or {SCHEME}owner/name@v1.0.0"
        )
    return name


def fetch(repository: Repository, endpoint: str | None = None, waits: Sequence[float] = WAITS) -> Snapshot:
    """Fetch a repository, as far as the client's cache lacks it.

    `endpoint` is a Hub's address, else HF_ENDPOINT or huggingface.co; the client finds the token where it always does
    (HF_TOKEN, or the login). Raises UsageError where there is no such repository or revision, and HubError where the
    far side refuses, fails or cannot be reached; after what may pass, it is tried again.
    """
    api = connect(endpoint)
    return ask(api, repository, lambda: _fetch(api, repository), waits=waits)


def connect(endpoint: str | None) -> HfApi:
    """The client of a Hub; it asks nothing yet. Raises UsageError for what is no address."""
    from huggingface_hub import HfApi
    from huggingface_hub.utils import logging
    from huggingface_hub.utils.tqdm import disable_progress_bars

    api = HfApi(endpoint=endpoint, library_name="toolkit", library_version=__version__)
    if not api.endpoint.startswith(("http://", "https://")):
        raise UsageError(
            f"{without_password(api.endpoint)}: is no address of a Hub; write --endpoint, or HF_ENDPOINT, with https://"
        )
    if sys.stderr is None or not sys.stderr.isatty():
        disable_progress_bars()
    logging.set_verbosity(ERROR)  # what it would warn of is said here, or passes
    return api


def _fetch(api: HfApi, repository: Repository) -> Snapshot:
    found = api.dataset_info(repository.name, revision=repository.revision, timeout=PATIENCE)
    at = Repository(repository.name, str(found.sha))
    folder = api.snapshot_download(at.name, repo_type="dataset", revision=at.revision, etag_timeout=PATIENCE)
    return Snapshot(at, Path(folder))


Answer = TypeVar("Answer")


def ask(
    api: HfApi,
    repository: Repository,
    question: Callable[[], Answer],
    right: Literal["read", "write"] = "read",
    waits: Sequence[float] = WAITS,
) -> Answer:
    """What the client answers; after what may pass it is asked again, after as long as the far side wants.

    `right` is what the token must be allowed to do. Raises UsageError and HubError as `fetch` does.
    """
    for wait in waits:
        try:
            return _ask(api, repository, question, right)
        except HubError as error:
            if not error.may_pass or error.retry_after > LONGEST_WAIT:
                raise
            longer = max(wait, error.retry_after)
        time.sleep(longer)
    return _ask(api, repository, question, right)


def _ask(api: HfApi, repository: Repository, question: Callable[[], Answer], right: Literal["read", "write"]) -> Answer:
    from huggingface_hub.errors import HFValidationError, HTTPError  # type: ignore[attr-defined]

    try:
        return question()
    except HFValidationError as error:
        raise UsageError(f"{repository.name}: is no repository id; name one as owner/name") from error
    except (OSError, HTTPError, ValueError, KeyError, TypeError) as error:
        # OSError: refusals, what the client wraps, and a cache that cannot be written to. HTTPError: the network, in
        # the terms of the client's HTTP library, whichever that is. The last three: an answer that is no Hub's.
        _tell(api, repository, error, right)
    except RuntimeError as error:  # how the client wraps what went wrong while it sent a file
        if not isinstance(error.__cause__, OSError | HTTPError | ValueError):
            raise
        _tell(api, repository, error.__cause__, right)


def _tell(api: HfApi, repository: Repository, error: Exception, right: str) -> NoReturn:
    """Say what happened: whose fault it is, and what to do."""
    from huggingface_hub import errors

    if isinstance(error, errors.LocalEntryNotFoundError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    name, hub = repository.name, without_password(api.endpoint)
    if isinstance(error, errors.RevisionNotFoundError):
        raise UsageError(f"{name}: has no revision {repository.revision!r} on {hub}; {_tags(api, name)}") from error
    if isinstance(error, errors.HfHubHTTPError):
        _refused(name, hub, error, right)
    if isinstance(error, errors.OfflineModeIsEnabled):
        raise HubError(f"{name}: HF_HUB_OFFLINE is set; unset it, or name a folder that holds the release") from error
    if isinstance(error, OSError) and error.errno is not None:
        raise UsageError(
            f"{error.filename}: the client's cache cannot be written to ({error.strerror}); name another with HF_HOME"
        ) from error
    if isinstance(error, errors.HTTPError | errors.LocalEntryNotFoundError | ConnectionError):  # type: ignore[attr-defined]
        raise HubError(
            f"{hub}: cannot be reached, or was cut off ({type(error).__name__}); look at the network, or try later",
            may_pass=True,
        ) from error
    raise HubError(
        f"{hub}: its answer is none of a Hub's ({type(error).__name__}); look at --endpoint and HF_ENDPOINT"
    ) from error


def without_password(address: str) -> str:
    """An address as it can be printed."""
    return re.sub(r"//[^/@]*@", "//", address)


def _refused(name: str, hub: str, error: Exception, right: str) -> NoReturn:
    from huggingface_hub import errors

    assert isinstance(error, errors.HfHubHTTPError)
    status = error.response.status_code
    if isinstance(error, errors.GatedRepoError):
        raise HubError(
            f"{name}: wants its terms accepted; do so at {hub}/datasets/{name}, then set HF_TOKEN"
        ) from error
    if isinstance(error, errors.EntryNotFoundError):
        raise HubError(f"{name}: a file of this commit is gone from {hub}; look at the repository there") from error
    if status == 404:
        raise UsageError(f"{name}: is no folder here and no data set on {hub}; look at its spelling") from error
    if status == 401:
        raise HubError(
            f"{name}: {hub} refused (401): there is no such data set, it is private, or the token is wrong; look at "
            "its spelling, set HF_TOKEN, or log in with `hf auth login`"
        ) from error
    if status == 403:
        raise HubError(f"{name}: {hub} refused (403); use a token that may {right} it") from error
    if status in _PASSING:
        raise HubError(
            f"{name}: {hub} failed ({status}); try again later", may_pass=True, retry_after=_retry_after(error.response)
        ) from error
    raise HubError(f"{name}: {hub} refused ({status}); look at --endpoint and HF_ENDPOINT") from error


def _retry_after(response: object) -> float:
    """Seconds that the answer asks for; 0 where it asks for none, or with a date."""
    stated = str(getattr(response, "headers", {}).get("Retry-After", ""))
    return float(stated) if re.fullmatch(r"[0-9]{1,9}", stated) else 0.0


def _tags(api: HfApi, name: str) -> str:
    """What the revision might have been."""
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    try:
        tags = [tag.name for tag in api.list_repo_refs(name, repo_type="dataset").tags]
    except (OSError, HTTPError, ValueError, KeyError):  # they are but a help
        tags = []
    return f"its tags are {', '.join(tags[-_TAGS:])}" if tags else "name a tag, a branch or a commit"
