"""Damage a sound release in every way that the tests know, and see which rule finds it.

    python benchmarks/mutations/run.py             prints the table; exit 1 where a mutation survives
    python benchmarks/mutations/run.py --write     and writes it into README.md beside this file

Each is tried twice: as it is, and `forged`, with manifest, card and datasheet made anew to fit it, so that a rule
finds it and not a hash alone. Damage to the manifest itself, or to the list of files in it, has no second form.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "tests"))

from damage import list_files, remake  # noqa: E402
from quick import SEEDS, seeds_plan  # noqa: E402
from test_validate_claims import CLAIM_DAMAGE  # noqa: E402
from test_validate_files import TABLE_DAMAGE  # noqa: E402
from test_validate_more import MORE_DAMAGE, SPLIT_DAMAGE  # noqa: E402
from test_validate_rows import ROW_DAMAGE  # noqa: E402

from toolkit.build import build  # noqa: E402
from toolkit.validate import validate  # noqa: E402

_UNCOUNTABLE = "moment"
"""Rows that cannot be counted cannot be described either: only their hashes are made to fit."""
_LISTS = ("file", "manifest")
"""Rules about the manifest itself."""


@dataclass(frozen=True)
class Mutation:
    """A way to damage a release, the rule that should find it, and how to make the rest fit; None where nothing can."""

    name: str
    rule: str
    damage: Callable[[Path], object]
    forge: Callable[[Path], None] | None
    splits: bool = False


@dataclass(frozen=True)
class Outcome:
    """Whether the right rule found a mutation, as it was and forged (None where it cannot be)."""

    mutation: Mutation
    plain: bool
    forged: bool | None

    @property
    def survived(self) -> bool:
        """Whether it went unfound in either form."""
        return not self.plain or self.forged is False


def mutations() -> Iterator[Mutation]:
    """All that the tests know."""
    for name, (damage, rule) in {**ROW_DAMAGE, **MORE_DAMAGE}.items():
        yield Mutation(name, rule, damage, list_files if _UNCOUNTABLE in name else remake)
    for name, (damage, rule) in SPLIT_DAMAGE.items():
        yield Mutation(name, rule, damage, remake, splits=True)
    for name, (damage, rule) in CLAIM_DAMAGE.items():
        yield Mutation(name, rule, damage, None if rule in _LISTS or "version" in name else list_files)
    for name, damage in TABLE_DAMAGE.items():
        yield Mutation(name, "schema", damage, list_files)


def tried(mutation: Mutation, sound: Path) -> Outcome:
    """Damage a copy, validate it, make the rest fit, validate it again."""
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(shutil.copytree(sound, Path(aside) / "release"))
        mutation.damage(copy)
        plain = _finds(mutation, copy)
        if mutation.forge is None:
            return Outcome(mutation, plain, None)
        mutation.forge(copy)
        return Outcome(mutation, plain, _finds(mutation, copy))


def _finds(mutation: Mutation, folder: Path) -> bool:
    return mutation.rule in validate(folder, [str(SEEDS)]).counts


def outcomes(sound: Path, in_splits: Path) -> list[Outcome]:
    """What became of every mutation. `sound` is one split, `in_splits` three."""
    return [tried(each, in_splits if each.splits else sound) for each in mutations()]


def table(found: Sequence[Outcome]) -> str:
    """By rule: mutations, found as they are, found forged."""
    lines = ["| rule | mutations | found | forged | found |", "| --- | ---: | ---: | ---: | ---: |"]
    for rule in sorted({each.mutation.rule for each in found}):
        own = [each for each in found if each.mutation.rule == rule]
        forged = [each.forged for each in own if each.forged is not None]
        lines.append(f"| `{rule}` | {len(own)} | {sum(e.plain for e in own)} | {len(forged)} | {sum(forged)} |")
    forged = [each.forged for each in found if each.forged is not None]
    total = f"| **all** | {len(found)} | {sum(each.plain for each in found)} | {len(forged)} | {sum(forged)} |"
    return "\n".join([*lines, total]) + "\n"


def main(write: bool) -> int:
    """Build, damage, print; the exit code."""
    with tempfile.TemporaryDirectory() as out:
        sound = build(seeds_plan(), Path(out) / "one").release
        shares = {"train": 0.34, "validation": 0.33, "test": 0.33, "min_documents": 0}
        in_splits = build(seeds_plan(splits=shares), Path(out) / "three").release
        untouched = [validate(each, [str(SEEDS)]).counts for each in (sound, in_splits)]
        found = outcomes(sound, in_splits)
    text = table(found)
    survivors = [f"{each.mutation.name} ({each.mutation.rule})" for each in found if each.survived]
    print(text)
    print(f"Found in untouched releases: {untouched}. Survivors: {', '.join(survivors) or 'none'}.")
    if write:
        page = (HERE / "README.md").read_text(encoding="utf-8").partition("| rule |")[0]
        (HERE / "README.md").write_text(page + text, encoding="utf-8")
    return 1 if survivors or any(untouched) else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv))
