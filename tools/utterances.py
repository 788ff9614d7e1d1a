"""How well quotes of one statement are joined: python tools/utterances.py seeds/gold/dev/articles.jsonl [...]

Prints pairwise precision, recall and F1 with a 95 % interval (bootstrap over events), for pairs of quotes of all
articles of a file, and for those across articles alone: on the gold's own quotes, and on those that the program finds,
matched to the gold's by half or more of what two cover together. An article's day is taken from its id, if it has one.
A pair with a quote that the gold does not have counts as joined wrongly, a pair of the gold of which one quote was not
found as missed. --pairs lists both kinds.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from gold import Row, matched

from toolkit.annotation import Layout, Quote
from toolkit.annotators import load_annotators
from toolkit.utterances import Statement, said, utterances

SAMPLES = 2_000

Pair = tuple[str, str]


class Input(NamedTuple):
    """What is to be joined, and how it should be."""

    statements: list[Statement]
    labels: dict[str, str | None]
    """Quote id to the gold's label; quotes of the gold that were not found have ids of their own here."""
    events: dict[str, str]


def gold_input(rows: Sequence[Row]) -> Input:
    """The gold's own quotes."""
    made = Input([], {}, {})
    for row in rows:
        for number, quote in enumerate(row["quotes"]):
            quote_id = _note(made, row, f"{number:03}", quote.get("utterance"))
            names = quote.get("speaker_names") or [quote.get("speaker_name") or ""]
            absent = quote.get("speaker_status") == "absent"
            made.statements.append(_statement(quote_id, row, names[0], quote, quote["group"], absent))
    return made


def system_input(rows: Sequence[Row]) -> Input:
    """The quotes that the program finds."""
    made = Input([], {}, {})
    for row, found in zip(rows, load_annotators()([Layout(row["text"]) for row in rows]), strict=True):
        quotes = [_row(quote) for quote in found.quotes]
        of_gold = {id(one): other for one, other in matched(quotes, row["quotes"])}
        for number, (quote, raw) in enumerate(zip(quotes, found.quotes, strict=True)):
            label = of_gold[id(quote)].get("utterance") if id(quote) in of_gold else None
            quote_id = _note(made, row, f"{number:03}", label)
            name = raw.speaker_names[0] if raw.speaker_names else ""
            absent = raw.speaker_status == "absent"
            made.statements.append(_statement(quote_id, row, name, quote, str(raw.quotation), absent))
        known = {id(quote) for quote in of_gold.values()}
        for number, quote in enumerate(row["quotes"]):
            if id(quote) not in known:
                _note(made, row, f"missed {number:03}", quote.get("utterance"))
    return made


def _note(made: Input, row: Row, number: str, label: str | None) -> str:
    quote_id = f"{row['id']} {number}"
    made.labels[quote_id] = label
    made.events[quote_id] = row.get("event", "all")
    return quote_id


def _row(quote: Quote) -> Row:
    return {"start": quote.span.start, "end": quote.span.end, "type": quote.type, "quoted": quote.quoted}


def _statement(quote_id: str, row: Row, name: str, quote: Row, quotation: str, absent: bool) -> Statement:
    text, span = row["text"], (quote["start"], quote["end"])
    words = said(text[slice(*span)], [text[slice(*each)] for each in quote.get("quoted", ())])
    own, day = f"{row['id']} {quotation}", re.search(r"\d{4}-\d{2}-\d{2}", row["id"])
    said_at = datetime.fromisoformat(f"{day[0]}T00:00:00+00:00") if day else None
    return Statement(quote_id, name, words, quote["type"] != "indirect", row["id"], own, span, absent, said_at)


def pairs(groups: Mapping[str, str | None]) -> set[Pair]:
    """Pairs of quotes of one group."""
    members = defaultdict(list)
    for quote_id, group in groups.items():
        if group:
            members[group].append(quote_id)
    return {pair for own in members.values() for pair in combinations(sorted(own), 2)}


def measures(wanted: int, found: int, right: int) -> tuple[float, float, float]:
    """Precision, recall, F1 in percent."""
    precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
    return 100 * precision, 100 * recall, 200 * right / (found + wanted) if found + wanted else 100.0


def scores(wanted: set[Pair], found: set[Pair], events: Mapping[str, str]) -> str:
    """A line of figures, each with its interval."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for column, some in enumerate((wanted, found, wanted & found)):
        for one, _ in some:
            counts[events[one]][column] += 1
    by_event = [counts[event] for event in sorted(counts)]
    chance = random.Random(0)
    samples = [_summed(chance.choices(by_event, k=len(by_event))) for _ in range(SAMPLES if by_event else 0)]
    cells = []
    for column, (name, value) in enumerate(zip("PRF", _summed(by_event), strict=True)):
        ordered = sorted(sample[column] for sample in samples) or [value]
        low, high = (ordered[int(share * (len(ordered) - 1))] for share in (0.025, 0.975))
        cells.append(f"{name} {value:5.1f} [{low:5.1f}, {high:5.1f}]")
    return f"{'  '.join(cells)}  right {len(wanted & found)} of {len(found)} joined, {len(wanted)} in the gold"


def _summed(counts: Sequence[Sequence[int]]) -> tuple[float, float, float]:
    return measures(*(sum(each) for each in zip(*counts, strict=True))) if counts else (100.0, 100.0, 100.0)


def across(some: set[Pair], documents: Mapping[str, str]) -> set[Pair]:
    """Pairs of two articles."""
    return {pair for pair in some if documents[pair[0]] != documents[pair[1]]}


def report(path: Path, listed: bool) -> None:
    """Print all figures for one file."""
    rows: list[Row] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    inputs: dict[str, Callable[[Sequence[Row]], Input]] = {"gold": gold_input, "system": system_input}
    for name, read in inputs.items():
        given = read(rows)
        wanted, found = pairs(given.labels), pairs(utterances(given.statements))
        documents = {quote_id: quote_id.partition(" ")[0] for quote_id in given.labels}
        print(f"{path} {name:6} all     {scores(wanted, found, given.events)}")
        print(f"{path} {name:6} across  {scores(across(wanted, documents), across(found, documents), given.events)}")
        if listed:
            texts = {each.quote_id: f"{each.speaker}: {' '.join(each.text.split())}" for each in given.statements}
            for kind, some in (("wrong", found - wanted), ("missed", wanted - found)):
                for one, other in sorted(some):
                    print(kind, given.labels[one], given.labels[other], texts.get(one), texts.get(other), sep=" | ")


if __name__ == "__main__":
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    if not paths or set(options) - {"--pairs"}:
        sys.exit(__doc__)
    for each in paths:
        report(each, bool(options))
