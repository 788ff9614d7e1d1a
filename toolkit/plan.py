"""What is to be built: the configuration, and what the command line says over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.article import STDIN
from toolkit.config import AUTO, DEFAULT_SOURCE, Config, default_name, find_config
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.corrections import NONE, Corrections
from toolkit.corrections import read as read_corrections
from toolkit.errors import UsageError
from toolkit.paths import base_name
from toolkit.quality import read as read_evaluation
from toolkit.strict import checked, read_toml
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import Tombstone
from toolkit.tombstones import read as read_withdrawn
from toolkit.verdicts import content_of, parse
from toolkit.walk import check_source


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a build needs to know."""

    config: Config
    name: str
    """Name of the data set."""
    sources: tuple[str, ...]
    """Files and folders, or "-" for JSONL on standard input."""
    datasheet: str | None
    """The maker's own datasheet: prose with marked regions for numbers."""
    card: str | None = None
    """The maker's own card below its front matter: prose with marked regions."""
    audit: bytes | None = None
    """The record of an error audit, as its file has it."""
    evaluation: bytes | None = None
    """The record of an evaluation against gold, as its file has it."""
    corrections: Corrections = NONE
    """What people say instead of the annotators: corrections.jsonl beside dataset.toml."""
    changelog: str | None = None
    """The maker's own changelog: words, version by version."""
    withdrawn: tuple[Tombstone, ...] = ()
    """What must not come back: withdrawn.jsonl beside dataset.toml."""
    auto: bool = False
    """Whether the version is to be the smallest that is allowed; `version` is then that of a first release."""

    @property
    def version(self) -> str:
        """Version of the release."""
        return self.config.version


def plan(
    sources: Sequence[str] = (),
    config: Path | None = None,
    name: str | None = None,
    version: str | None = None,
    model: str | None = None,
    standoff: bool | None = None,
) -> Plan:
    """Read `dataset.toml`, where there is one, and settle what is built from what.

    Arguments win over the file. Raises UsageError with one sentence for everything that cannot be.
    """
    for source in sources:
        _check(source)
    path = config or _find_config(sources)
    settings = read_toml(path, Config) if path else Config()
    settings, auto = _versioned(settings.model_copy(update=_options(name=name)), version)
    if model is not None:
        settings = settings.model_copy(update={"annotators": settings.annotators.model_copy(update={"model": model})})
    if standoff is not None:
        settings = settings.model_copy(update={"standoff": settings.standoff.model_copy(update={"write": standoff})})
    folder = path.parent if path else Path()
    chosen = tuple(sources) or tuple(str(folder / each) for each in settings.sources.paths) or (str(DEFAULT_SOURCE),)
    for source in chosen:
        _check(source)
    return Plan(
        settings,
        settings.name or _name_of(chosen[0]),
        chosen,
        _text(folder, "datasheet", settings.datasheet),
        _text(folder, "card", settings.card),
        _audit(folder, settings),
        None if settings.evaluation is None else read_evaluation(folder / settings.evaluation),
        _corrections(folder) if path else NONE,
        _text(folder, "changelog", settings.changelog),
        read_withdrawn(folder / WITHDRAWN) if path else (),
        auto,
    )


def _versioned(settings: Config, version: str | None) -> tuple[Config, bool]:
    """The configuration with a version in numbers, and whether the difference to the version before decides it."""
    wanted = _options(version=version).get("version", settings.version)
    if wanted != AUTO:
        return settings.model_copy(update={"version": wanted}), False
    first = Config().version if settings.version == AUTO else settings.version
    return settings.model_copy(update={"version": first}), True


def _check(source: str) -> None:
    if source != STDIN:
        check_source(Path(source))


def _find_config(sources: Sequence[str]) -> Path | None:
    if not sources:
        return find_config(None)
    return find_config(Path("stdin.jsonl" if sources[0] == STDIN else sources[0]))


def _options(**given: str | None) -> dict[str, str]:
    """The options that were given, each checked as the key of its name would be."""
    options = {key: value for key, value in given.items() if value is not None}
    checked(options, Config, "options")
    return options


def _name_of(source: str) -> str:
    if source == STDIN:
        return "articles"
    name = base_name(Path(source))
    return default_name(name if Path(source).is_dir() else Path(name).stem)


def _text(folder: Path, key: str, name: str | None) -> str | None:
    """A file of the maker's that a key of the configuration names."""
    if name is None:
        return None
    path = folder / name
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {key} cannot be read ({error}); name a text file") from error


def _corrections(folder: Path) -> Corrections:
    path = folder / CORRECTIONS
    return read_corrections(path) if path.exists() else NONE


def _audit(folder: Path, config: Config) -> bytes | None:
    if config.audit is None:
        return None
    path = folder / config.audit
    content = content_of(path)
    parse(content, str(path))
    return content
