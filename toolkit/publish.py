"""A release to a Hub: proved, allowed, in one commit with one tag, and read back; the program of it on one screen.

Whenever it is interrupted, the repository holds the old state or the new one, and the same call again ends well: a
commit goes on top of the one that was looked at or not at all, what is sent is kept by its hash, and a commit or tag
that is there already and holds these very files is taken for what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from toolkit.config import VERSION
from toolkit.errors import BrokenPromise, HubError, RightsError, UsageError, VersionTooSmall
from toolkit.far_side import FarSide, Gated, State, far_side, transfers
from toolkit.findings import Report
from toolkit.gate import articles_of, forbidden, require_rights
from toolkit.hub import WAITS, Repository, fetch
from toolkit.plurals import plural
from toolkit.publication import LocalFile, Publication, compared, head_of, identical, local_files, visibility
from toolkit.read_back import read_back
from toolkit.release import Release
from toolkit.succession import require_version
from toolkit.validate import validate
from toolkit.versions import Version, parse, version_of

Told = Callable[[str, str], None]
"""Told the name of a step that has been taken, and what came of it."""
_XET = ("huggingface.co", "hf.co")
"""Hubs that take files through Xet."""


@dataclass(frozen=True, slots=True)
class Published:
    """A release on a Hub; of a dry run, and of one that rights refuse, only what would happen."""

    publication: Publication
    report: Report
    """What the release's own validation found: warnings at most."""
    commit: str | None = None
    """The commit that the tag names; None where nothing was published."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """Rows by table that were read back, each equal to the local one."""
    refused: tuple[Mapping[str, Any], ...] = ()
    """The manifest's entries whose text may not go there; none where all may."""


def publish(
    release: Path,
    repository: str,
    *,
    endpoint: str | None = None,
    private: bool = False,
    gated: Gated | None = None,
    dry_run: bool = False,
    xet: bool = True,
    told: Told = lambda step, what: None,
    planned: Callable[[Publication], None] = lambda publication: None,
    progress: Callable[[int], None] = lambda more: None,
    waits: Sequence[float] = WAITS,
) -> Published:
    """Publish the release in a folder as the data set `owner/name`, which is made where there is none.

    `endpoint` is a Hub's address, else HF_ENDPOINT or huggingface.co. The client finds the token (HF_TOKEN, or the
    login). `private` and `gated` say who may read a new repository; one that is there may be gated, and never becomes
    private, or public, by this. A dry run changes nothing on the Hub. `planned` is told the plan before it is carried
    out; `waits` are seconds before another attempt, after what may pass.

    Raises UsageError, BrokenPromise (the release does not hold what it promises), RightsError (its text may not be
    passed on), VersionTooSmall (for what changed since the newest version there), HubError (the far side refused,
    failed, or has this version with other content).
    """
    local = Release(release)
    there = far_side(repository, endpoint)
    xet = xet and _takes_xet(there.api.endpoint)
    report = _proved(local, progress)
    told("prove", f"{report.name} {report.version}: every promise holds")
    state, files = there.state(), local_files(local)
    told("look", _seen(there, state))
    plan = _plan(local, files, there, state, private=private, gated=gated)
    found = Published(plan, report)
    _require_rights(found, local)
    if private and not plan.private:
        raise UsageError(
            f"{repository}: is public on {there.endpoint}, and --private was given; change it in the settings there, "
            "or leave out --private"
        )
    text = "it holds no text" if local.edition == "standoff" else f"its text may go where it is {plan.visibility}"
    told("rights", text)
    told("version", _successor(plan, local, endpoint))
    planned(plan)
    if dry_run:
        return found
    with transfers(xet=xet):
        found = _carry_out(found, there, state, local, files, told)
    rows = read_back(local, repository, plan.tag, there.api.endpoint, waits, xet=xet)
    _require_closed(found, there, _there_now(there), local)
    told("read back", f"{plural(sum(rows.values()), 'row')} of {plural(len(rows), 'table')}, each as it is here")
    return replace(found, rows=rows)


def _takes_xet(endpoint: str) -> bool:
    host = urlsplit(endpoint).hostname or ""
    return any(host == known or host.endswith(f".{known}") for known in _XET)


def _proved(local: Release, progress: Callable[[int], None]) -> Report:
    local.manifest  # noqa: B018  a folder of Parquet without one is no release
    report = validate(local.folder, progress=progress)
    if not report.ok:
        raise BrokenPromise(
            f"{local.folder}: breaks a promise, so it is not published; `toolkit validate` says which", report
        )
    return report


def _seen(there: FarSide, state: State | None) -> str:
    if state is None:
        return f"{there.name} is not on {there.endpoint} yet"
    newest = _newest(state)
    versions = f"newest version {newest}" if newest else "without a version"
    return f"{there.name} on {there.endpoint}: {visibility(private=state.private, gated=state.gated)}, {versions}"


def _newest(state: State | None) -> Version | None:
    versions = [tag[1:] for tag in (state.tags if state else ()) if tag.startswith("v")]
    return max((parse(each) for each in versions if VERSION.fullmatch(each)), default=None)


def _plan(
    local: Release,
    files: Mapping[str, LocalFile],
    there: FarSide,
    state: State | None,
    *,
    private: bool,
    gated: Gated | None,
) -> Publication:
    """What is to happen, if rights and version allow it."""
    name, version = str(local.manifest.get("name")), str(version_of(local))
    tag = f"v{version}"
    tagged = state is not None and tag in state.tags
    remote = there.files(tag) if tagged else head_of(state)
    newest = _newest(state)
    return Publication(
        name=name,
        version=version,
        repository=there.name,
        endpoint=there.endpoint,
        create=state is None,
        private=private if state is None else state.private,
        gated=gated or (state.gated if state else None),
        files=compared(files, remote),
        tag=tag,
        tagged=tagged,
        since=str(newest) if newest else None,
    )


def _require_rights(found: Published, local: Release) -> None:
    plan = found.publication
    try:
        require_rights(local.manifest, str(local.folder), plan.repository, private=plan.private, gated=plan.gated)
    except RightsError as error:
        raise RightsError(str(error), error.sources, replace(found, refused=error.sources)) from error


def _successor(plan: Publication, local: Release, endpoint: str | None) -> str:
    """What makes the version large enough. Raises VersionTooSmall where it is not, and HubError where the version is
    there with other files."""
    if plan.tagged and any(file.status != "unchanged" for file in plan.files):
        raise HubError(
            f"{plan.repository}: has a {plan.tag} already, with other files; a version that is published is never "
            "changed: build the release with a larger one"
        )
    if plan.tagged:
        return f"{plan.tag} is there, with these very files"
    if plan.since is None:
        return f"{plan.version} is the first"
    if parse(plan.version) < parse(plan.since):
        raise VersionTooSmall(
            f"{plan.repository}: has {plan.since} already, which {plan.version} does not follow; build the release "
            f"with a version above {plan.since}",
            [],
        )
    snapshot = fetch(Repository(plan.repository, f"v{plan.since}"), endpoint)
    try:
        since = require_version(Release(snapshot.folder), local)
    except UsageError as error:
        raise HubError(
            f"{plan.repository}: its v{plan.since} is no release of this program ({error}); publish to another "
            "repository"
        ) from error
    return f"{plan.version} is enough: since {since.version} {since.bump.because or 'nothing has changed'}"


def _carry_out(
    found: Published, there: FarSide, state: State | None, local: Release, files: Mapping[str, LocalFile], told: Told
) -> Published:
    """Make the repository what the plan says; with the commit that the tag then names."""
    plan = found.publication
    if state is None:
        there.create(private=plan.private)
    if plan.gated and (state is None or state.gated != plan.gated):
        there.gate(plan.gated)
    if state is None:
        state = _there_now(there)
        _require_closed(found, there, state, local)
        told("create", f"{there.name}, {visibility(private=state.private, gated=state.gated)}")
    if not plan.tagged:
        commit = _commit(found, there, state, local, files)
        told("commit", f"{commit[:12]} {plan.title}")
        there.tag(plan.tag, commit)
    state = _there_now(there)
    named = state.tags.get(plan.tag, "")
    if not identical(files, there.files(plan.tag)):
        raise HubError(
            f"{there.name}: its {plan.tag} does not hold the files of this release; look at who else writes there"
        )
    told("tag", f"{plan.tag} names {named[:12]}, whose {plural(len(files), 'file')} have the hashes of those here")
    found = replace(found, commit=named)
    _require_closed(found, there, state, local)
    return found


def _require_closed(found: Published, there: FarSide, state: State, local: Release) -> None:
    """Refuse a repository that has come to be more open than the one that the gate let text go to."""
    plan = found.publication
    if state.private or not (plan.private or (plan.gated == "manual" and state.gated != "manual")):
        return
    is_now = visibility(private=state.private, gated=state.gated)
    head = f"{there.name}: is {is_now} on {there.endpoint}, and was to be {plan.visibility}"
    refused = tuple(forbidden(local.manifest))
    if found.commit is None:
        message = (
            f"{head}; nothing of this release is in it: look at who else changes its settings, make it "
            f"{plan.visibility} there, then run the same command again"
        )
    else:
        text = f", with the text of {articles_of(refused)} that nothing says may be passed on" if refused else ""
        message = (
            f"{head}; {plan.title} is in it, and all can read it{text}: make it {plan.visibility} in its settings, or "
            "delete it there, and look at who else changes them"
        )
    if refused:
        raise RightsError(message, refused, replace(found, refused=refused))
    raise HubError(message)


def _there_now(there: FarSide) -> State:
    state = there.state()
    if state is None:
        raise HubError(f"{there.name}: has gone from {there.endpoint}; look at who else writes there")
    return state


def _commit(found: Published, there: FarSide, state: State, local: Release, files: Mapping[str, LocalFile]) -> str:
    """The commit that holds the release: the head, where that holds it already, else a new one on top of it.

    Sending may take long, so that what the gate judged is looked at again before anything can be read.
    """
    if not identical(files, state.files):
        differing = compared(files, state.files)
        add = {file.path: local.folder / file.path for file in differing if file.status in ("new", "changed")}
        sent = there.send(add)
        _require_closed(found, there, _there_now(there), local)
        remove = [file.path for file in differing if file.status == "removed"]
        made = there.commit(state.head, found.publication.title, sent, remove)
        if made is not None:
            return made
        state = _there_now(there)
        if not identical(files, state.files):
            raise HubError(
                f"{there.name}: somebody else has committed to it in the meantime; look at what, then run the same "
                "command again"
            )
    return state.head
