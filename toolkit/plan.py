"""What is to be built: the configuration, and what the command line says over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.article import STDIN
from toolkit.config import DEFAULT_SOURCE, Config, checked, default_name, find_config, read_toml
from toolkit.errors import UsageError


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

    @property
    def version(self) -> str:
        """Version of the release."""
        return self.config.version


def plan(
    sources: Sequence[str] = (), config: Path | None = None, name: str | None = None, version: str | None = None
) -> Plan:
    """Read `dataset.toml`, where there is one, and settle what is built from what.

    Arguments win over the file. Raises UsageError with one sentence for everything that cannot be.
    """
    path = config or find_config([Path(source) for source in sources if source != STDIN])
    settings = read_toml(path, Config) if path else Config()
    given = {key: value for key, value in (("name", name), ("version", version)) if value is not None}
    checked(given, Config, "options")
    settings = settings.model_copy(update=given)
    folder = path.parent if path else Path()
    chosen = tuple(sources) or tuple(str(folder / each) for each in settings.sources.paths) or (str(DEFAULT_SOURCE),)
    named = settings.name or ("articles" if chosen[0] == STDIN else default_name(Path(chosen[0])))
    return Plan(settings, named, chosen, _datasheet(folder, settings))


def _datasheet(folder: Path, config: Config) -> str | None:
    if config.datasheet is None:
        return None
    path = folder / config.datasheet
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: datasheet cannot be read ({error}); name a text file") from error
