"""The baseline: violations that a data set's maker accepts for now, each with a reason and an end date.

    [[accepted]]
    rule = "mojibake"
    table = "documents"
    key = "f66902a00d9adc2a"
    column = "text"
    found = "3 of 270 quotes"   # of a share alone: a larger one is not accepted
    reason = "the archive has lost the original"
    until = 2031-12-31

It can only shrink, unless it is asked to grow: an entry that accepts nothing is a violation, as is one past its end.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import Field

from toolkit.errors import UsageError
from toolkit.findings import Violation
from toolkit.release import write_text
from toolkit.rules import load_rules
from toolkit.strict import Strict, read_toml

_SHARE = re.compile(r"([\d,]+) of ([\d,]+)")
_OWN = ("baseline-stale", "baseline-expired")
_Address = tuple[str, str | None, str | None, str | None]


class Entry(Strict):
    """One accepted violation: its rule and its address, and why it is accepted until when."""

    rule: str
    table: str | None = None
    key: str | None = None
    column: str | None = None
    found: str | None = None
    """A share that was accepted, as the violation says it."""
    reason: str = Field(min_length=1, pattern=r"\S")
    until: date

    @property
    def address(self) -> _Address:
        """What it accepts."""
        return self.rule, self.table, self.key, self.column

    def __str__(self) -> str:
        return " ".join(part for part in self.address if part)


class _File(Strict):
    accepted: list[Entry] = Field(default=[])


def today() -> date:
    """The day, in UTC; that of SOURCE_DATE_EPOCH where it is set, so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.date()


class Baseline:
    """Accepted violations, read from a file, and which of them a validation met."""

    def __init__(self, path: Path, day: date | None = None) -> None:
        """Read the file. Raises UsageError where it is no baseline."""
        self.path = path
        self.entries = read_toml(path, _File).accepted if path.exists() else []
        self._day = day or today()
        self._by_address = {entry.address: entry for entry in self.entries}
        self._met: set[_Address] = set()
        for entry in self.entries:
            if entry.rule not in load_rules():
                raise UsageError(f"{path}: there is no rule {entry.rule!r}; `toolkit explain` lists them")
        if len(self._by_address) < len(self.entries):
            raise UsageError(f"{path}: two entries accept the same; take one out")

    def accepts(self, violation: Violation) -> bool:
        """Whether an entry that is not past its end accepts the violation."""
        entry = self._by_address.get(_address(violation))
        if entry is None:
            return False
        self._met.add(entry.address)
        return entry.until >= self._day and (entry.found is None or _share(violation.found) <= _share(entry.found))

    def forget(self) -> None:
        """A validation begins anew: what it met so far does not count."""
        self._met.clear()

    def check(self) -> Iterator[Violation]:
        """After a validation: entries that accept nothing, and entries past their end."""
        for entry in self.entries:
            if entry.address not in self._met:
                yield self._violation("baseline-stale", entry, "nothing that it accepts", "an entry that is needed")
            if entry.until < self._day:
                found = f"an end on {entry.until.isoformat()}"
                yield self._violation("baseline-expired", entry, found, "an end that is not past")

    def _violation(self, rule: str, entry: Entry, found: str, expected: str) -> Violation:
        return Violation(rule, None, f"{self.path.name} {entry}", None, found, expected)

    def shrink(self) -> int:
        """After a validation: take out what accepts nothing or is past its end; returns how many entries that were."""
        kept = [entry for entry in self.entries if entry.address in self._met and entry.until >= self._day]
        gone = len(self.entries) - len(kept)
        self._write(kept)
        return gone

    def grow(self, violations: Iterable[Violation], reason: str, until: date) -> int:
        """Accept these violations too; returns how many entries are new. Those about the baseline itself stay."""
        if until < self._day:
            raise UsageError(f"--until: {until.isoformat()} is past; name a day to come")
        new = {_address(each): each for each in violations if each.rule not in _OWN}
        added = [
            Entry(
                rule=each.rule, table=each.table, key=each.key, column=each.column, reason=reason, until=until,
                found=each.found if _SHARE.match(each.found) else None,
            )
            for each in new.values()
        ]  # fmt: skip
        kept = [entry for entry in self.entries if entry.address not in new]
        self._write([*kept, *added])
        return len(added)

    def _write(self, entries: list[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: [part or "" for part in entry.address])
        blocks = []
        for entry in self.entries:
            texts = {name: getattr(entry, name) for name in ("rule", "table", "key", "column", "found", "reason")}
            lines = [
                f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in texts.items() if text is not None
            ]
            blocks.append("\n".join(["[[accepted]]", *lines, f"until = {entry.until.isoformat()}"]))
        write_text(self.path, "\n\n".join(blocks) + "\n" if blocks else "")


def _share(found: str) -> float:
    """What part of all a violation speaks of; all where it says none."""
    match = _SHARE.match(found)
    part, whole = (int(number.replace(",", "")) for number in match.groups()) if match else (1, 1)
    return part / max(1, whole)


def _address(violation: Violation) -> _Address:
    return violation.rule, violation.table, violation.key, violation.column
