"""Annotators of a few lines, without a model: a line is a sentence, capitals make names, marks make quotes."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.annotation import Annotations, Entity, Layout, Quote, Sentence, Span
from toolkit.annotators import ModelIdentity
from toolkit.config import Config
from toolkit.plan import Plan

NAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)+")
QUOTE = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Quick:
    """What `shards.load` returns, without spaCy."""

    identity: ModelIdentity = field(default=ModelIdentity("quick", "1", "0" * 64))

    def __call__(self, layouts: Sequence[Layout]) -> Iterator[Annotations]:
        for layout in layouts:
            sentences = tuple(sentences_of(layout.text))
            entities = tuple(entities_of(layout.text))
            yield Annotations(sentences, entities, tuple(quotes_of(layout.text, entities)))


def sentences_of(text: str) -> Iterator[Sentence]:
    lines = [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    for number, (start, end) in enumerate(lines):
        yield Sentence(Span(start, end), number, "body", len(text[start:end].split()))


def entities_of(text: str) -> Iterator[Entity]:
    for found in NAME.finditer(text):
        yield Entity(Span(*found.span()), "PERSON", found[0])


def quotes_of(text: str, entities: Sequence[Entity]) -> Iterator[Quote]:
    for number, found in enumerate(QUOTE.finditer(text)):
        span = Span(*found.span(1))
        after = [index for index, entity in enumerate(entities) if entity.span.start >= found.end()]
        if not after:
            yield Quote(span, "direct", number, "quick", 0.5, quoted=(span,))
            continue
        who = entities[after[0]]
        yield Quote(
            span, "direct", number, "quick", 0.5, quoted=(span,), speaker=who.span, speaker_names=(who.name,),
            speaker_entity=after[0], speaker_status="named",
        )  # fmt: skip


def tiny_articles(folder: Path, count: int) -> Path:
    """A JSONL file of short invented articles, each different from the others in most of its words."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tiny.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            words = " ".join(f"w{(number * 7919 + i * 104729) % 99991:05}" for i in range(12))
            text = f"The gate {words} opened.\n“We counted gate {number} and {words} twice,” said Ada Brenn.\n"
            file.write(json.dumps({"id": f"tiny-{number}", "text": text, "publisher": f"Paper {number % 3}"}) + "\n")
    return path


ROOT = Path(__file__).parent.parent
A_FEW = (
    "halden-wire/2031-03-03-ferry-vote.txt",
    "halden-wire/2031-04-18-orsava-dam.txt",
    "corvane-press/2031-04-18-dam-release.txt",
    "harrow-falls-ledger/2031-04-19-river-crest.txt",
    "port-esk-signal/2031-03-03-ferry-vote.txt",
    "tarnwick-courier/2031-03-04-ferry-vote.txt",
    "tarnwick-courier/2031-05-12-assembly-rooms.txt",
    "brandholm-gazette/2031-06-19-glassworks-vote.txt",
    "broken/empty.txt",
    "broken/invalid_json.jsonl",
    "sources.toml",
)


def _a_few_seeds() -> Path:
    """A folder with eight articles of seeds/ and what is broken beside them: as many as a quick test can read."""
    folder = Path(tempfile.mkdtemp(prefix="toolkit-tests-")) / "seeds"
    for name in A_FEW:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "seeds" / name, folder / name)
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    return folder


SEEDS = _a_few_seeds()


def seeds_plan(**settings: object) -> Plan:
    """A build of seeds/ under some settings."""
    known = {"name": "seeds", "title": "Seeds", "license": "cc0-1.0"}
    config = Config.model_validate({**known, **settings})
    return Plan(config, "seeds", (str(SEEDS),), None)
