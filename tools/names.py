"""How well names are kept apart and speakers resolved, on gold: python tools/names.py [--errors] [FILE ...]

Without files: both halves of seeds/gold. A file holds one article a line, as seeds/gold does ("text", "entities" with
names, "quotes" with speakers) or with "mentions" ([start, end, type, cluster, link, is it named]). Prints for each
file, and for all together, with the interval of 1,000 resamplings of documents:

    links         pairwise F1 over mentions that both sides name: same person or body, or not
    he, she       third-person pronouns of people whom the gold names: share right
    named, described   mentions of speakers: share with the right person, and with exactly the gold's name
    status        speaker_status, where the gold states it
    quotes        quotes found (overlap of one half): share with exactly the gold's name
"""

from __future__ import annotations

import json
import random
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from gold import Row, matched

from toolkit.annotation import Annotations, Span
from toolkit.annotators import Annotators, Parsed, load_annotators
from toolkit.annotators.quotation import Source
from toolkit.annotators.reading import Reading
from toolkit.annotators.search import Search
from toolkit.annotators.speakers import Resolved, Speakers
from toolkit.article import Article
from toolkit.document import Document, normalize
from toolkit.rights import Rights

GOLD = Path(__file__).parent.parent / "seeds" / "gold"
OTHERS = {"i", "we", "you", "they", "it", "our", "my", "your", "their", "its", "them", "us", "me", "who", "which"}
PRONOUNS = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
NAMED = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
SMALL = {"of", "the", "and", "for", "de", "von", "van", "la", "del", "in", "on", "at", "al", "bin", "'s", "’s"}

Tally = Counter[str]


@dataclass(slots=True)
class Case:
    """One annotated article; all offsets below are of its raw text."""

    row: Row
    document: Document
    reading: Reading
    found: Annotations
    speakers: Speakers
    tally: Tally = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def raw(self, offset: int) -> int:
        """Where a character of the normalized text stands in the raw one."""
        pieces = self.document.source_map
        piece = pieces[bisect_right(pieces, offset, key=lambda piece: piece.text_char) - 1]
        return piece.source_char + offset - piece.text_char

    def back(self, span: Span) -> tuple[int, int]:
        """A span of the normalized text in the raw one."""
        return self.raw(span.start), self.raw(span.end - 1) + 1

    def there(self, start: int, end: int) -> Span | None:
        """A raw span in the normalized text; None where that line was left out."""
        pieces = sorted(self.document.source_map, key=lambda piece: piece.source_char)
        piece = pieces[bisect_right(pieces, start, key=lambda piece: piece.source_char) - 1]
        span = Span(piece.text_char + start - piece.source_char, piece.text_char + end - piece.source_char)
        plain = "".join(span.of(self.document.text).split()) == "".join(self.row["text"][start:end].split())
        return span if plain else None

    def judge(self, kind: str, right: bool, note: str) -> None:
        """Count one decision, and keep a note of a wrong one."""
        self.tally[f"{kind}.n"] += 1
        self.tally[f"{kind}.ok"] += right
        if not right:
            self.errors.append(f"{kind} {note}")

    def around(self, start: int, end: int) -> str:
        """A raw span with its context, on one line."""
        text = self.row["text"]
        return " ".join(f"{text[max(0, start - 90) : start]}[{text[start:end]}]{text[end : end + 30]}".split())


def cases(path: Path, annotators: Annotators) -> Iterator[Case]:
    """The annotated articles of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = Article(row["id"], row["id"], row["id"], "", "utf-8", row["text"], Rights())
        document = normalize(article)
        assert isinstance(document, Document), f"{path}: {row['id']} was rejected; gold is of articles that pass"
        doc = next(iter(annotators.model.read([document.layout])))
        parsed = Parsed(document.layout, doc)
        found = annotators.annotate(parsed)
        reading = Reading.of(parsed, found.sentences, found.entities)
        yield Case(row, document, reading, found, Speakers.of(reading, Search(reading).quotations()))


# ---- who is who: clusters of the gold


def is_name(text: str) -> bool:
    """Whether a mention is a name and not a description."""
    words = text.removeprefix("the ").removeprefix("The ").split()
    return 0 < len(words) < 9 and words[0][:1].isupper() and all(w[:1].isupper() or w in SMALL for w in words)


def gold_mentions(row: Row) -> list[tuple[int, int, str]]:
    """Start, end and cluster of what the gold marks."""
    if "mentions" in row:
        return [(m[0], m[1], m[3]) for m in row["mentions"]]
    return [(e[0], e[1], e[3]) for e in row.get("entities") or [] if e[2] in NAMED and len(e) > 3]


def aligned(case: Case) -> dict[int, tuple[int, int, str]]:
    """For each of our entities the smallest mention of the gold that holds it, or that it holds but for an article."""
    mentions = sorted(gold_mentions(case.row), key=lambda m: m[1] - m[0])
    pairs: dict[int, tuple[int, int, str]] = {}
    for index, entity in enumerate(case.found.entities):
        if entity.label not in NAMED:
            continue
        start, end = case.back(entity.span)
        for mention in mentions:
            article = case.row["text"][start : mention[0]].casefold() in ("the ", "a ", "an ")
            if (mention[0] <= start and end <= mention[1]) or (article and mention[1] == end):
                pairs[index] = mention
                break
    return pairs


def measure_links(case: Case) -> dict[str, str]:
    """Pairs of named mentions; returns for each of our names the cluster that most of its mentions belong to."""
    pairs = aligned(case)
    text = case.row["text"]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    both: dict[tuple[int, int], tuple[str, str]] = {}
    for index, (start, end, cluster) in pairs.items():
        name = case.found.entities[index].name
        votes[name][cluster] += 1
        both[start, end] = (name, cluster)  # of several entities in one mention the last: its head
    named = {key: value for key, value in both.items() if "mentions" not in case.row or _named(case.row, key)}
    for one, other in combinations(named.values(), 2):
        same, said = one[1] == other[1], one[0] == other[0]
        case.tally["links.gold"] += same
        case.tally["links.said"] += said
        case.tally["links.ok"] += same and said
    _note_links(case, named)
    for start, end, cluster in gold_mentions(case.row):
        if (start, end) not in both and is_name(text[start:end]) and _named(case.row, (start, end)):
            others = sum(c == cluster for _, c in named.values())
            case.tally["links.missed"] += others
    return {name: clusters.most_common(1)[0][0] for name, clusters in votes.items()}


def _note_links(case: Case, named: dict[tuple[int, int], tuple[str, str]]) -> None:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    clusters: dict[str, Counter[str]] = defaultdict(Counter)
    for (start, end), (name, cluster) in named.items():
        names[cluster][name] += 1
        clusters[name][f"{cluster}: {case.row['text'][start:end]!r}"] += 1
    case.errors += [f"links split {cluster} {dict(found)}" for cluster, found in names.items() if len(found) > 1]
    case.errors += [
        f"links joined {name} {dict(found)}"
        for name, found in clusters.items()
        if len({key.split(":")[0] for key in found}) > 1
    ]


def _named(row: Row, key: tuple[int, int]) -> bool:
    if "mentions" not in row:
        return True
    return any((m[0], m[1]) == key and m[5] and m[2] != "time" for m in row["mentions"])


# ---- pronouns, names, descriptions


def same_person(one: str, other: str) -> bool:
    """Whether two forms of a name can be one person's: same last word, and no first names that differ."""
    a, b = one.casefold().replace(".", "").split(), other.casefold().replace(".", "").split()
    if not a or not b:
        return False
    shared = set(a) & set(b)
    return bool(shared) and (len(a) == 1 or len(b) == 1 or a[-1] == b[-1] or len(shared) > 1) and shared != {"of"}


def resolve(case: Case, start: int, end: int) -> Resolved | None:
    """What our rules make of a mention that the gold marks; None where it is not in the text."""
    span = case.there(start, end)
    if span is None:
        return None
    doc = case.reading.doc
    first, last = case.reading.tokens(span)
    return case.speakers.resolve(Source("gold", speaker=doc[first:last].root, mention=span))


def measure_pronouns(case: Case, cluster_of: dict[str, str]) -> None:
    """He and she of people whom the gold names: mentions with clusters, or speakers of quotes."""
    row, text = case.row, case.row["text"]
    spoken = {tuple(q["speaker"]) for q in row.get("quotes") or [] if q.get("speaker")}
    if "mentions" in row:
        named = {m[3] for m in row["mentions"] if m[5] and _has_name(text[m[0] : m[1]]) and m[2] == "person"}
        for start, end, cluster in gold_mentions(row):
            if text[start:end].lower() not in PRONOUNS or cluster not in named:
                continue
            who = resolve(case, start, end)
            name = who.names[0] if who and who.names else ""
            right = cluster_of.get(name) == cluster
            note = f"{case.around(start, end)} -> {name or None}"
            case.judge("he, she", right, note)
            if (start, end) in spoken:
                case.judge("he, she (speakers)", right, note)
        return
    seen = set()
    for quote in row["quotes"]:
        key = tuple(quote.get("speaker") or ())
        if not key or key in seen or text[slice(*key)].lower() not in PRONOUNS or not quote.get("speaker_names"):
            continue
        seen.add(key)
        who = resolve(case, *key)
        name = who.names[0] if who and who.names else ""
        right = same_person(name, quote["speaker_name"])
        note = f"{case.around(*key)} -> {name or None}, not {quote['speaker_name']}"
        case.judge("he, she", right, note)
        case.judge("he, she (speakers)", right, note)


def _has_name(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split())


def measure_mentions(case: Case, cluster_of: dict[str, str]) -> None:
    """Speakers by name or description, and the status of all."""
    row, text = case.row, case.row["text"]
    clusters = {(m[0], m[1]): m[3] for m in row.get("mentions") or []}
    named = {m[3] for m in row.get("mentions") or [] if m[5] and _has_name(text[m[0] : m[1]])}
    seen = set()
    for quote in row.get("quotes") or []:
        key = tuple(quote.get("speaker") or ())
        if not key or key in seen or text[slice(*key)].lower() in PRONOUNS | OTHERS:
            continue
        seen.add(key)
        who = resolve(case, *key)
        if who is None:
            continue
        note = f"{case.around(*key)} -> {who.status} {list(who.names)}"
        if "speaker_status" in quote:
            names = quote.get("speaker_names") or []
            case.judge("status", who.status == quote["speaker_status"], f"{note}, not {quote['speaker_status']}")
            if quote["speaker_status"] in ("named", "nominal"):
                kind = "named" if quote["speaker_status"] == "named" else "described"
                right = bool(who.names) and len(who.names) == len(names) and all(map(same_person, who.names, names))
                case.judge(kind, right, f"{note}, not {names}")
                case.judge(f"{kind} (exact)", list(who.names) == names, f"{note}, not {names}")
            elif quote["speaker_status"] in ("collective", "unresolved"):
                case.judge("no name", not who.names, note)
        elif key in clusters and clusters[key] in named:
            name = who.names[0] if who.names else ""
            kind = "named" if _named(row, key) and text[slice(*key)].split()[-1][0].isupper() else "described"
            case.judge(kind, cluster_of.get(name) == clusters[key], note)


def measure_quotes(case: Case) -> None:
    """Names of the speakers of quotes as a release would have them."""
    if not any("speaker_status" in quote for quote in case.row.get("quotes") or []):
        return
    ours: list[Row] = []
    for quote in case.found.quotes:
        start, end = case.back(quote.span)
        ours.append({"start": start, "end": end, "names": list(quote.speaker_names), "status": quote.speaker_status})
    for mine, gold in matched(ours, case.row["quotes"]):
        note = f"{case.row['text'][gold['start'] : gold['end']][:60]!r} -> {mine['status']} {mine['names']}"
        if gold.get("speaker_names"):
            case.judge("quotes", mine["names"] == gold["speaker_names"], f"{note}, not {gold['speaker_names']}")
        case.judge("quotes (status)", mine["status"] == gold["speaker_status"], f"{note}, not {gold['speaker_status']}")


def measure(case: Case) -> Case:
    """Everything there is to count in one article."""
    cluster_of = measure_links(case) if gold_mentions(case.row) else {}
    measure_pronouns(case, cluster_of)
    measure_mentions(case, cluster_of)
    measure_quotes(case)
    return case


# ---- figures


def share(tally: Tally, kind: str) -> float | None:
    """A figure from counts: F1 for links, else the share right; None where there was nothing to count."""
    if kind.startswith("links"):
        missed = tally["links.missed"] if kind.endswith("missed)") else 0
        total = tally["links.said"] + tally["links.gold"] + missed
        return 2 * tally["links.ok"] / total if total else None
    return tally[f"{kind}.ok"] / tally[f"{kind}.n"] if tally[f"{kind}.n"] else None


def table(name: str, tallies: Sequence[Tally]) -> Iterator[str]:
    """Lines of the figures of some documents."""
    total = sum(tallies, Counter[str]())
    chance = random.Random(0)
    samples = [sum(chance.choices(tallies, k=len(tallies)), Counter[str]()) for _ in range(1000)]
    yield f"{name}: {len(tallies)} documents"
    kinds = sorted({key.rpartition(".")[0] for key in total})
    for kind in ["links (and missed)" if "links" in kinds else "", *kinds]:
        figure = share(total, kind) if kind else None
        if figure is None:
            continue
        spread = sorted(found for sample in samples if (found := share(sample, kind)) is not None)
        low, high = spread[len(spread) // 40], spread[-1 - len(spread) // 40]
        of = f"{total[f'{kind}.ok']} of {total[f'{kind}.n']}" if not kind.startswith("links") else ""
        yield f"  {kind:<22} {100 * figure:5.1f}  [{100 * low:.1f}, {100 * high:.1f}]  {of}"
    if "links" in kinds:
        said, gold, right = (total[f"links.{key}"] for key in ("said", "gold", "ok"))
        yield f"  {'links, P and R':<22} {100 * right / max(1, said):5.1f} {100 * right / max(1, gold):5.1f}"


def main(arguments: Sequence[str]) -> None:
    """Measure the files given, else seeds/gold."""
    errors = "--errors" in arguments
    paths = [Path(name) for name in arguments if name != "--errors"]
    annotators = load_annotators()
    every: list[Tally] = []
    for path in paths or [GOLD / half / "articles.jsonl" for half in ("dev", "test")]:
        done = [measure(case) for case in cases(path, annotators)]
        sys.stdout.writelines(f"{line}\n" for line in table(str(path), [case.tally for case in done]))
        if errors:
            sys.stdout.writelines(f"    {case.row['id']}: {error}\n" for case in done for error in case.errors)
        every += [case.tally for case in done]
    if len(paths) != 1:
        sys.stdout.writelines(f"{line}\n" for line in table("all", every))


if __name__ == "__main__":
    main(sys.argv[1:])
