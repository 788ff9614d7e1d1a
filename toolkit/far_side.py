"""A repository on a Hub as a release meets it: what is there, and the few requests that change it.

Each question is asked again after what may pass. A commit names the commit that it goes on top of, so that it happens
once or not at all, however often it is asked for and whoever else writes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit.errors import UsageError
from toolkit.hub import PATIENCE, REPOSITORY, Repository, ask, connect, without_password

if TYPE_CHECKING:
    from huggingface_hub import CommitOperationAdd, HfApi

Gated = Literal["auto", "manual"]
MAIN = "main"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a commit: its size in bytes and a hash, SHA-256 where it went through LFS, else git's of the blob."""

    bytes: int
    sha256: str | None
    blob: str


@dataclass(frozen=True, slots=True)
class State:
    """A repository at one moment."""

    head: str
    """The commit that `main` names."""
    private: bool
    gated: Gated | None
    tags: Mapping[str, str]
    """Tag to commit."""
    files: Mapping[str, RemoteFile]
    """The files of the head, by their paths."""


@dataclass(frozen=True)
class FarSide:
    """A data set on a Hub, which may not exist yet."""

    api: HfApi
    name: str

    @property
    def endpoint(self) -> str:
        """The Hub's address, without a password."""
        return without_password(self.api.endpoint)

    @property
    def _repository(self) -> Repository:
        return Repository(self.name, MAIN)

    def state(self) -> State | None:
        """What is there now; None where there is no such repository."""
        from huggingface_hub.errors import RepositoryNotFoundError

        def look() -> State | None:
            try:
                found = self.api.dataset_info(self.name, timeout=PATIENCE)
            except RepositoryNotFoundError as error:
                if error.response.status_code != 404:  # private, or the token is wrong
                    raise
                return None
            refs = self.api.list_repo_refs(self.name, repo_type="dataset")
            tags = {tag.name: str(tag.target_commit) for tag in refs.tags}
            head = str(found.sha)
            return State(head, bool(found.private), _gated(found.gated), tags, self._files(head))

        return ask(self.api, self._repository, look)

    def files(self, revision: str) -> dict[str, RemoteFile]:
        """The files at a tag or commit, by their paths."""
        return ask(self.api, Repository(self.name, revision), lambda: self._files(revision))

    def _files(self, revision: str) -> dict[str, RemoteFile]:
        from huggingface_hub import RepoFile

        found = self.api.list_repo_tree(self.name, repo_type="dataset", revision=revision, recursive=True)
        return {
            each.path: RemoteFile(each.size, each.lfs.sha256 if each.lfs else None, each.blob_id)
            for each in found
            if isinstance(each, RepoFile)
        }

    def create(self, *, private: bool) -> None:
        """Make the repository; that it is there already is no error."""

        def make() -> None:
            self.api.create_repo(self.name, repo_type="dataset", private=private, exist_ok=True)

        ask(self.api, self._repository, make, "write")

    def gate(self, gated: Gated) -> None:
        """Let only those in who accept its terms (auto), or whom its owner lets in (manual)."""

        def set_gated() -> None:
            self.api.update_repo_settings(self.name, repo_type="dataset", gated=gated)

        ask(self.api, self._repository, set_gated, "write")

    def send(self, add: Mapping[str, Path]) -> list[CommitOperationAdd]:
        """The files as parts of a commit to be made, by the paths that they will have.

        Those that go through LFS are sent, but for those that the Hub has already; the others go with the commit.
        """
        from huggingface_hub import CommitOperationAdd

        parts = [CommitOperationAdd(path, str(file)) for path, file in add.items()]

        def upload() -> None:
            self.api.preupload_lfs_files(self.name, parts, repo_type="dataset", free_memory=False)

        ask(self.api, self._repository, upload, "write")
        return parts

    def commit(self, parent: str, title: str, sent: Sequence[CommitOperationAdd], remove: Sequence[str]) -> str | None:
        """The commit on top of `parent`; None where `main` has another head by now.

        That may be this very commit, whose answer was lost.
        """
        from huggingface_hub import CommitOperationCopy, CommitOperationDelete
        from huggingface_hub.errors import HfHubHTTPError

        operations: list[CommitOperationAdd | CommitOperationCopy | CommitOperationDelete] = [
            *sent,
            *(CommitOperationDelete(path) for path in remove),
        ]

        def make() -> str | None:
            try:
                made = self.api.create_commit(
                    self.name, operations, commit_message=title, repo_type="dataset", parent_commit=parent
                )
            except HfHubHTTPError as error:
                if error.response.status_code != 412:
                    raise
                return None
            return str(made.oid)

        return ask(self.api, self._repository, make, "write")

    def tag(self, name: str, commit: str) -> None:
        """Name a commit; that the name is taken is no error here: the caller looks at what it names."""

        def put() -> None:
            self.api.create_tag(self.name, tag=name, revision=commit, repo_type="dataset", exist_ok=True)

        ask(self.api, self._repository, put, "write")


def far_side(repository: str, endpoint: str | None) -> FarSide:
    """The data set `owner/name` on the Hub at `endpoint`, else at HF_ENDPOINT or huggingface.co; nothing is asked yet.

    Raises UsageError where the client has no token to write with: it looks in HF_TOKEN, then at its login.
    """
    from huggingface_hub import get_token

    if not REPOSITORY.fullmatch(repository):
        raise UsageError(f"{repository}: is no repository id; name one as owner/name")
    if get_token() is None:
        raise UsageError(
            f"{repository}: nobody is logged in who could publish; set HF_TOKEN, or log in with `hf auth login`"
        )
    return FarSide(connect(endpoint), repository)


@contextmanager
def transfers(*, xet: bool) -> Iterator[None]:
    """Let the client send files through Xet, or in plain HTTP, as Hubs but Hugging Face's want it."""
    from huggingface_hub import constants

    before = constants.HF_HUB_DISABLE_XET
    constants.HF_HUB_DISABLE_XET = before or not xet
    try:
        yield
    finally:
        constants.HF_HUB_DISABLE_XET = before


def _gated(found: object) -> Gated | None:
    return "auto" if found == "auto" else "manual" if found else None
