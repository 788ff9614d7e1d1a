"""The routes of the Hub that stock clients use, as functions from a request to an answer."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import yaml

from loopback.store import DATE, Commit, File, Refusal, Repository, Store, entries, wants_lfs

_ID = r"(?P<name>[^/]+/[^/]+)"
_JSON = {"Content-Type": "application/json"}
_API = f"/api/datasets/{_ID}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a route sees it. `user` is None without a token."""

    endpoint: str
    user: str | None
    query: Mapping[str, list[str]]
    body: bytes
    parts: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `body`, or the file at `path`."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None


Route = Callable[[Store, Asked], Answer]
ROUTES: list[tuple[str, re.Pattern[str], Route]] = []


def route(method: str, pattern: str) -> Callable[[Route], Route]:
    """Answer requests of this method whose path, still quoted, is of this form."""

    def register(function: Route) -> Route:
        ROUTES.append((method, re.compile(pattern), function))
        return function

    return register


def answer(store: Store, method: str, path: str, asked: Callable[[Mapping[str, str]], Asked]) -> Answer:
    """The answer of the route that a request is for, or the refusal."""
    for wanted, pattern, function in ROUTES:
        if wanted == method and (found := pattern.fullmatch(path)):
            parts = {key: unquote(part or "") for key, part in found.groupdict().items()}
            try:
                with store.lock:
                    return function(store, asked(parts))
            except Refusal as refusal:
                return refused(refusal)
    return refused(Refusal(404, f"no such route: {method} {path}"))


def refused(refusal: Refusal) -> Answer:
    """A refusal as clients expect it."""
    headers = {"X-Error-Message": str(refusal), **({"X-Error-Code": refusal.code} if refusal.code else {})}
    return Answer(refusal.status, _dumped({"error": str(refusal)}), {**_JSON, **headers})


def _dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def _json(value: object) -> Answer:
    return Answer(200, _dumped(value), _JSON)


def _writer(asked: Asked) -> str:
    if asked.user is None:
        raise Refusal(401, "Invalid username or password.")
    return asked.user


def _readable(store: Store, asked: Asked) -> Repository:
    """The repository; one that may not be seen is not there, as on the Hub."""
    repository = store.repositories.get(asked.parts["name"])
    if repository is None or (repository.private and asked.user is None):
        raise Refusal(404 if asked.user else 401, "Repository not found", "RepoNotFound")
    if repository.gated and asked.user is None:
        raise Refusal(401, f"Access to dataset {repository.name} is restricted.", "GatedRepo")
    return repository


def _writable(store: Store, asked: Asked) -> Repository:
    user = _writer(asked)
    repository = _readable(store, asked)
    if repository.name.split("/")[0] != user:
        raise Refusal(403, f"Forbidden: you have no write access to {repository.name}")
    return repository


# ---- accounts and repositories


@route("GET", "/api/whoami-v2")
def whoami(store: Store, asked: Asked) -> Answer:
    """Whose token it is."""
    token = {"type": "access_token", "accessToken": {"displayName": "tests", "role": "write"}}
    return _json({"type": "user", "name": _writer(asked), "orgs": [], "auth": token})


@route("POST", "/api/repos/create")
def create(store: Store, asked: Asked) -> Answer:
    """A new data set."""
    user, wanted = _writer(asked), asked.json
    if wanted.get("type") != "dataset":
        raise Refusal(400, "this Hub has data sets only")
    if (wanted.get("organization") or user) != user:
        raise Refusal(403, f"Forbidden: you may not create in {wanted['organization']}")
    private = bool(wanted.get("private")) or wanted.get("visibility") == "private"
    name = f"{user}/{wanted['name']}"
    told = {"url": f"{asked.endpoint}/datasets/{name}", "name": name}
    if name in store.repositories:
        return Answer(409, _dumped({**told, "error": "You already created this dataset repo"}), _JSON)
    store.create(name, private=private)
    return _json(told)


@route("PUT", f"{_API}/settings")
def settings(store: Store, asked: Asked) -> Answer:
    """Who may read a data set."""
    repository, wanted = _writable(store, asked), asked.json
    if wanted.get("gated") not in (None, False, "auto", "manual"):
        raise Refusal(400, "gated is auto, manual or false")
    repository.gated = wanted.get("gated", repository.gated)
    repository.private = wanted.get("visibility", "private" if repository.private else "public") == "private"
    return _json({"private": repository.private, "gated": repository.gated})


@route("DELETE", "/api/repos/delete")
def delete(store: Store, asked: Asked) -> Answer:
    """A data set goes."""
    named = Asked(asked.endpoint, asked.user, {}, b"", {"name": f"{_writer(asked)}/{asked.json['name']}"})
    del store.repositories[_writable(store, named).name]
    return _json({})


@route("POST", "/api/validate-yaml")
def validate_yaml(store: Store, asked: Asked) -> Answer:
    """Whether a card's front matter is YAML."""
    _, _, rest = asked.json["content"].partition("---\n")
    try:
        yaml.safe_load(rest.partition("\n---")[0])
    except yaml.YAMLError as error:
        return Answer(400, _dumped({"errors": [{"message": str(error)}], "warnings": []}))
    return _json({"errors": [], "warnings": []})


# ---- writing


@route("POST", f"{_API}/preupload/(?P<revision>[^/]+)")
def preupload(store: Store, asked: Asked) -> Answer:
    """Which files go through LFS, and which are there already."""
    there = _writable(store, asked).at(asked.parts["revision"]).files
    files = [
        {
            "path": each["path"],
            "uploadMode": "lfs" if wants_lfs(each["path"], each["size"], b64decode(each["sample"])) else "regular",
            "shouldIgnore": False,
            "oid": there[each["path"]].etag if each["path"] in there else None,
        }
        for each in asked.json["files"]
    ]
    return _json({"files": files})


@route("POST", rf"/datasets/{_ID}\.git/info/lfs/objects/batch")
def batch(store: Store, asked: Asked) -> Answer:
    """Where objects are to be put; those that are here already need no action."""
    repository = _writable(store, asked)
    objects = []
    for each in asked.json["objects"]:
        href = f"{asked.endpoint}/lfs/{repository.name}/{each['oid']}"
        there = store.object(each["oid"]).is_file()
        objects.append({**each, **({} if there else {"actions": {"upload": {"href": href, "header": {}}}})})
    return _json({"transfer": "basic", "objects": objects})


@route("PUT", f"/lfs/{_ID}/(?P<oid>[0-9a-f]{{64}})")
def put(store: Store, asked: Asked) -> Answer:
    """The bytes of an object. The address is the permission, as in the cloud; the hash must be right."""
    if store.put(asked.body) != asked.parts["oid"]:
        raise Refusal(400, "the bytes are not those of the oid")
    return Answer()


@route("POST", f"{_API}/commit/(?P<revision>[^/]+)")
def commit(store: Store, asked: Asked) -> Answer:
    """One commit, from lines of JSON."""
    repository = _writable(store, asked)
    lines = [json.loads(line) for line in asked.body.splitlines() if line.strip()]
    made = store.commit(repository, asked.parts["revision"], lines)
    url = f"{asked.endpoint}/datasets/{repository.name}/commit/{made.oid}"
    return _json({"success": True, "commitOid": made.oid, "commitUrl": url, "hookOutput": ""})


@route("POST", f"{_API}/tag/(?P<revision>[^/]+)")
def tag(store: Store, asked: Asked) -> Answer:
    """A name for a commit; 409 where the name is taken."""
    _writable(store, asked).tag(asked.json["tag"], asked.parts["revision"])
    return _json({})


@route("DELETE", f"{_API}/tag/(?P<tag>[^/]+)")
def untag(store: Store, asked: Asked) -> Answer:
    """A tag goes."""
    if _writable(store, asked).tags.pop(asked.parts["tag"], None) is None:
        raise Refusal(404, "Tag not found", "RevisionNotFound")
    return _json({})


# ---- reading


@route("GET", f"{_API}(?:/revision/(?P<revision>[^/]+))?")
def about(store: Store, asked: Asked) -> Answer:
    """A data set at a revision."""
    repository = _readable(store, asked)
    at = repository.at(asked.parts["revision"] or "main")
    siblings = [
        {"rfilename": file.path, **({"size": file.size, "blobId": file.oid} if "blobs" in asked.query else {})}
        for file in at.files.values()
    ]
    return _json(
        {
            "_id": repository.name, "id": repository.name, "author": repository.name.split("/")[0], "sha": at.oid,
            "lastModified": DATE, "createdAt": DATE, "private": repository.private, "gated": repository.gated,
            "disabled": False, "downloads": 0, "likes": 0, "tags": [], "siblings": siblings,
        }
    )  # fmt: skip


@route("GET", f"{_API}/refs")
def refs(store: Store, asked: Asked) -> Answer:
    """Branches and tags."""
    repository = _readable(store, asked)

    def listed(kind: str, names: Mapping[str, str]) -> list[dict[str, str]]:
        return [{"name": name, "ref": f"refs/{kind}/{name}", "targetCommit": oid} for name, oid in names.items()]

    return _json(
        {"branches": listed("heads", repository.branches), "converts": [], "tags": listed("tags", repository.tags)}
    )


@route("GET", f"{_API}/commits/(?P<revision>[^/]+)")
def commits(store: Store, asked: Asked) -> Answer:
    """The history, the newest first."""
    history = _readable(store, asked).history(asked.parts["revision"])
    return _json([{**each.as_json(), "message": "", "authors": []} for each in history])


@route("GET", f"{_API}/tree/(?P<revision>[^/]+)(?:/(?P<path>.*))?")
def tree(store: Store, asked: Asked) -> Answer:
    """The files and folders in a folder, or in all of them."""
    at = _readable(store, asked).at(asked.parts["revision"])
    recursive, expand = (asked.query.get(key, [""])[0].lower() in ("true", "1") for key in ("recursive", "expand"))
    found = entries(at.files, asked.parts["path"].strip("/"), recursive=recursive)
    return _json([_entry(each, at, expand=expand) for each in found])


@route("POST", f"{_API}/paths-info/(?P<revision>[^/]+)")
def paths(store: Store, asked: Asked) -> Answer:
    """What is at these paths; a path with nothing there is left out."""
    at = _readable(store, asked).at(asked.parts["revision"])
    form = parse_qs(asked.body.decode())
    found: list[File | str] = []
    for path in (path.strip("/") for path in form.get("paths", [])):
        if path in at.files:
            found.append(at.files[path])
        elif any(name.startswith(f"{path}/") for name in at.files):
            found.append(path)
    expand = form.get("expand", [""])[0].lower() == "true"
    return _json([_entry(each, at, expand=expand) for each in found])


def _entry(each: File | str, at: Commit, *, expand: bool) -> dict[str, Any]:
    last = at.as_json() if expand else None
    if isinstance(each, File):
        return each.as_json(last)
    return {"type": "directory", "oid": "0" * 40, "size": 0, "path": each, **({"lastCommit": last} if last else {})}


def resolve(store: Store, asked: Asked) -> Answer:
    """A file's bytes."""
    at = _readable(store, asked).at(asked.parts["revision"])
    named = {"X-Repo-Commit": at.oid}
    file = at.files.get(asked.parts["path"])
    if file is None:
        missing = refused(Refusal(404, "Entry not found", "EntryNotFound"))
        return Answer(missing.status, missing.body, {**missing.headers, **named})
    return Answer(200, headers={"ETag": f'"{file.etag}"', **named}, path=store.object(file.sha256))


for _method in ("GET", "HEAD"):
    route(_method, f"/datasets/{_ID}/resolve/(?P<revision>[^/]+)/(?P<path>.+)")(resolve)
