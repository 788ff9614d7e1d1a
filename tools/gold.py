"""Gold: from the annotators' source files to `seeds/gold/{dev,test}/articles.jsonl`, and how far two readers agree.

    python tools/gold.py compile      write the gold of both halves
    python tools/gold.py agree        compare the second reader's files with the first's, as Markdown
    python tools/gold.py readme       write the counted regions of seeds/README.md
    python tools/gold.py show FILE    print the quotes of one source file as they were found in its article

The source format is in `seeds/GUIDELINES.md`. Offsets are Unicode code points into the decoded article, half-open.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = SEEDS / "gold"
KINDS = {"T": "title", "H": "heading", "S": "body"}
TYPES = ("direct", "mixed", "indirect")
STATUSES = ("named", "pronoun", "nominal", "collective", "unresolved", "absent")
FIELDS = {"cue", "speaker", "name", "names", "q", "parent", "status", "insertions", "utterance", "ignore"}

Row = dict[str, Any]


class GoldError(Exception):
    """A line of a source file that does not fit its article: where, what was found, what to do."""


def decode(raw: bytes) -> str:
    """An article's text: UTF-8, else Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("windows-1252")


def pattern(text: str) -> str:
    """A regular expression for a text in which white space may differ."""
    return r"\s+".join(re.escape(word) for word in text.split())


def located(text: str, field: str, start: int, near: tuple[int, int] | None = None) -> tuple[int, int]:
    """The first span of a field from `start` on, or outside `near` the nearest to it; ‹ › mark it in context."""
    marked = re.fullmatch(r"(.*?)‹(.*?)›(.*)", field, re.DOTALL)
    before, middle, after = (marked[1], marked[2], marked[3]) if marked else ("", field, "")
    lead = pattern(before) + (r"\s*" if before[-1:].isspace() else "") if before.strip() else ""
    tail = (r"\s*" if after[:1].isspace() else "") + pattern(after) if after.strip() else ""
    found = [m.span(1) for m in re.compile(f"{lead}({pattern(middle)}){tail}").finditer(text, start)]
    if not marked:
        found = [span for span in found if whole_words(text, *span)]
    if near is not None:
        found = [(s, e) for s, e in found if e <= near[0] or s >= near[1]]
    if not found:
        raise GoldError(f"{field!r} is not in the article; copy it from there")
    return (
        found[0] if near is None else min(found, key=lambda span: min(abs(span[0] - near[1]), abs(near[0] - span[1])))
    )


def whole_words(text: str, start: int, end: int) -> bool:
    """Whether a span divides no word."""
    divides_first = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not divides_first and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def sections(source: str) -> dict[str, list[str]]:
    """The lines of each part of a source file, blank ones left out."""
    parts = re.split(r"^# (lines|dateline|entities|quotes)\s*$", source, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {name: [line for line in body.split("\n") if line.strip()] for name, body in pairs}


def parse(text: str, source: str) -> Row:
    """The gold of one article. Raises GoldError for the first line that does not fit it."""
    parts = sections(source)
    dateline = next(iter(parts.get("dateline", ())), "-").strip()
    return {
        **lines(text, parts["lines"]),
        "dateline": None if dateline == "-" else text[slice(*located(text, dateline, 0))],
        "entities": list(entities(text, parts.get("entities", ()))),
        "quotes": quotes(text, parts.get("quotes", ())),
    }


def lines(text: str, source: Sequence[str]) -> Row:
    """Title, boilerplate, headings and sentences; together they are the whole article."""
    found: Row = {"title": None, "boilerplate": [], "headings": [], "sentences": [], "sentence_kinds": []}
    at = 0
    for line in source:
        kind, _, rest = line.removeprefix("¶ ").strip().partition(" ")
        label, _, content = rest.removeprefix("¶ ").partition(" ") if kind == "B" else ("", "", rest.removeprefix("¶ "))
        match = re.compile(rf"\s*({pattern(content)})").match(text, at)
        if match is None or kind not in (*KINDS, "B"):
            raise GoldError(f"lines: the article goes on with {text[at : at + 50]!r}, not with {line[:60]!r}")
        start, at = match.span(1)
        if kind == "B":
            found["boilerplate"].append({"kind": label, "start": start, "end": at, "text": text[start:at]})
            continue
        found["sentences"].append([start, at])
        found["sentence_kinds"].append(KINDS[kind])
        if kind == "T":
            found["title"] = text[start:at]
        elif kind == "H":
            found["headings"].append([start, at])
    if text[at:].strip():
        raise GoldError(f"lines: the article goes on with {text[at : at + 50]!r}; add the rest")
    return found


def entities(text: str, source: Sequence[str]) -> Iterator[list[Any]]:
    """Start, end, label and name of each entity."""
    at = 0
    for line in source:
        label, mention, name = (part.strip() for part in line.split("|"))
        start, at = located(text, mention, at)
        yield [start, at, label, name]


def quotes(text: str, source: Sequence[str]) -> list[Row]:
    """The quotes, in order of where they begin."""
    found: list[Row] = []
    at = 0
    for number, line in enumerate(source, 1):
        kind, content, *rest = (part.strip() for part in line.split(" | "))
        fields = {key.strip(): value.strip() for key, _, value in (part.partition(":") for part in rest)}
        if kind not in TYPES or not fields.keys() <= FIELDS:
            raise GoldError(f"quotes: {line[:80]!r} has a type or field that the format does not know")
        parent = int(fields["parent"]) - 1 if "parent" in fields else None
        start, end = located(text, content, at if parent is None else found[parent]["start"])
        at = start + 1 if parent is None else at
        if kind == "mixed":
            start, end = whole_marks(text, (start, end))
        found.append(_quote(text, (start, end), kind, fields, parent, f"line-{number}"))
    return found


def _quote(text: str, span: tuple[int, int], kind: str, fields: dict[str, str], parent: int | None, own: str) -> Row:
    names = [name.strip() for name in fields.get("names", fields.get("name", "")).split(";") if name.strip()]
    status = fields.get("status", "absent" if "speaker" not in fields else "")
    if status not in STATUSES or (status in STATUSES[:3]) != bool(names):
        raise GoldError(f"quotes: status {status!r} does not go with the names {names}")
    quote: Row = {"start": span[0], "end": span[1], "type": kind, "quoted": quoted(text, span, kind)}
    for field in ("speaker", "cue"):
        if fields.get(field):
            quote[field] = list(located(text, fields[field], 0, span))
    if names:
        quote |= {"speaker_name": names[0], "speaker_names": names}
    quote |= {"speaker_status": status, "group": fields.get("q", own)}
    if parent is not None:
        quote["parent"] = parent
    if fields.get("utterance"):
        quote["utterance"] = fields["utterance"]
    if fields.get("insertions"):
        quote["insertions"] = [list(located(text, each.strip(), span[0])) for each in fields["insertions"].split(";")]
    if "ignore" in fields:
        quote["ignore"] = True
    return quote


def whole_marks(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A mixed content with the marks at its edges whose partners stand inside it: `a plan “built on sand.”`."""
    stretches = quoted(text, span, "mixed")
    start, end = span
    if stretches[0][0] == start and start and text[start - 1] in "“\"‘'":
        start -= 1
    if stretches[-1][1] == end and text[end : end + 1] in tuple("”\"’'"):
        end += 1
    return start, end


_MARKED = re.compile(r"“([^“”\n]+)|(?<![^\W_])\"([^\"\n]+)|(?<![^\W_])[‘']((?:[^‘’'\n]|(?<=\w)[’'](?=\w))+)(?=[’'])")


def quoted(text: str, span: tuple[int, int], kind: str) -> list[list[int]]:
    """The stretches inside marks within a content: all of a direct one, none of an indirect one."""
    if kind != "mixed":
        return [list(span)] if kind == "direct" else []
    # A content that begins right after an opening mark begins inside it.
    first = span[0] - 1 if span[0] and text[span[0] - 1] in "“\"‘'" else span[0]
    found = [m.span(m.lastindex or 0) for m in _MARKED.finditer(text, first, min(span[1] + 1, len(text)))]
    stretches = [[start, min(end, span[1])] for start, end in found if start < span[1]]
    if not stretches:
        raise GoldError(f"quotes: {text[slice(*span)]!r} is mixed without marks; type it by its own marks")
    return stretches


# ---- the two halves


def events() -> dict[str, dict[str, str]]:
    """File, relative to seeds/, to its event and, for a copy or version of another, its duplicate group."""
    table = tomllib.loads((GOLD / "events.toml").read_text(encoding="utf-8"))
    return {
        file: {"event": event} | ({"duplicate_group": event} if file in entry.get("copies", ()) else {})
        for event, entry in table.items()
        for file in entry["files"]
    }


def half(event: str) -> str:
    """dev or test, by a hash of the event: an event's articles are never divided."""
    return "dev" if int(hashlib.sha256(event.encode()).hexdigest(), 16) % 2 == 0 else "test"


def gold_of(file: str, reader: str) -> Row:
    """The gold that a reader made of an article."""
    text = decode((SEEDS / file).read_bytes())
    source = GOLD / reader / (file.removesuffix(".txt").replace("/", "--") + ".gold")
    try:
        return {"text": text, **parse(text, source.read_text(encoding="utf-8"))}
    except GoldError as error:
        raise GoldError(f"{source.name}: {error}") from error


def rows() -> Iterator[tuple[str, Row]]:
    """Half and gold of every article, in order of the files."""
    for file, known in sorted(events().items()):
        row = gold_of(file, "first")
        identity = file.removesuffix(".txt")
        for quote in row["quotes"]:
            quote["group"] = f"{identity}-{quote['group']}"
        yield half(known["event"]), {"id": identity, "source": f"seeds/{file}", **known, **row}


def compiled() -> dict[str, str]:
    """The contents of both JSONL files, by half."""
    files = {"dev": "", "test": ""}
    for name, row in rows():
        files[name] += json.dumps(row, ensure_ascii=False) + "\n"
    return files


# ---- agreement


def f1(one: set[Any], other: set[Any]) -> float:
    """Agreement of two sets of spans: twice the shared over the sum."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def matched(one: Sequence[Row], other: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs of quotes of two readers that overlap by half or more of what they cover together, best first."""
    pairs = []
    for a, first in enumerate(one):
        for b, second in enumerate(other):
            shared = min(first["end"], second["end"]) - max(first["start"], second["start"])
            union = max(first["end"], second["end"]) - min(first["start"], second["start"])
            if shared / union >= 0.5:
                pairs.append((shared / union, a, b))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    result = []
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            result.append((one[a], other[b]))
    return result


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two readers' labels for the same things."""
    if not pairs:
        return 1.0
    values = {value for pair in pairs for value in pair}
    observed = sum(a == b for a, b in pairs) / len(pairs)
    chance = (
        sum(sum(a == value for a, _ in pairs) * sum(b == value for _, b in pairs) for value in values) / len(pairs) ** 2
    )
    return (observed - chance) / (1 - chance) if chance < 1 else 1.0


Line = tuple[str, str, str, int, int]


def agreement() -> list[Line]:
    """Layer, measure, value, and how many things each reader has, over the articles that both have read."""
    files = [file for file in sorted(events()) if (GOLD / "second" / gold_name(file)).is_file()]
    both = [(file, (gold_of(file, "first"), gold_of(file, "second"))) for file in files]

    def spans(layer: str, width: int) -> list[set[Any]]:
        return [{(file, *item[:width]) for file, sides in both for item in sides[side][layer]} for side in (0, 1)]

    def row(layer: str, measure: str, value: float, sizes: Sequence[int]) -> Line:
        return layer, measure, f"{value:.3f}", sizes[0], sizes[1]

    def overlap(layer: str, measure: str, sides: list[set[Any]]) -> Line:
        return row(layer, measure, f1(*sides), [len(side) for side in sides])

    pairs = [pair for _, (one, two) in both for pair in matched(one["quotes"], two["quotes"])]
    quotes_of = [[(file, q) for file, sides in both for q in sides[side]["quotes"]] for side in (0, 1)]
    exact = [{(file, q["start"], q["end"]) for file, q in side} for side in quotes_of]
    parts = [
        {(file, part["start"], part["kind"]) for file, sides in both for part in sides[side]["boilerplate"]}
        for side in (0, 1)
    ]
    labels = [{(file, *e[:2]): e[2:] for file, sides in both for e in sides[side]["entities"]} for side in (0, 1)]
    same = sorted(labels[0].keys() & labels[1].keys())
    counts, matches = [len(side) for side in quotes_of], [len(pairs), len(pairs)]
    types = kappa([(labels[0][key][0], labels[1][key][0]) for key in same])
    names = sum(labels[0][key][1] == labels[1][key][1] for key in same) / len(same)
    speakers = sum(a.get("speaker_names") == b.get("speaker_names") for a, b in pairs) / len(pairs)
    statuses = kappa([(a["speaker_status"], b["speaker_status"]) for a, b in pairs])
    events_told = tomllib.loads((GOLD / "second" / "utterances.toml").read_text(encoding="utf-8"))
    statements = [_pairs(told) for told in (_first_told(events_told), _second_told(events_told))]
    apart = [{pair for pair in side if pair[0][0] != pair[1][0]} for side in statements]
    return [
        ("articles", "read by both", str(len(files)), len(files), len(files)),
        overlap("sentences", "F1, exact span", spans("sentences", 2)),
        overlap("boilerplate", "F1, line and kind", parts),
        overlap("entities", "F1, exact span", spans("entities", 2)),
        overlap("entities", "F1, exact span and type", spans("entities", 3)),
        row("entity types", "Cohen's kappa, same span", types, [len(same)] * 2),
        row("entity names", "share equal, same span", names, [len(same)] * 2),
        overlap("quotes", "F1, exact span", exact),
        row("quotes", "F1, overlap of one half", 2 * len(pairs) / sum(counts), counts),
        row("quote types", "Cohen's kappa, matched", kappa([(a["type"], b["type"]) for a, b in pairs]), matches),
        row("cues", "share that overlap, matched", share(pairs, "cue"), matches),
        row("speakers", "share that overlap, matched", share(pairs, "speaker"), matches),
        row("speaker names", "share equal, matched", speakers, matches),
        row("speaker status", "Cohen's kappa, matched", statuses, matches),
        row("statements", "F1, pairs of quotes, all events", f1(*statements), [len(side) for side in statements]),
        row("statements", "F1, pairs of two articles", f1(*apart), [len(side) for side in apart]),
    ]


Told = dict[str, list[tuple[str, int]]]
"""Label of a statement to its quotes: file, and number in it from 1."""


def _second_told(events_told: dict[str, Any]) -> Told:
    """The statements as the second reader has them, who read all events that several articles tell."""
    return {
        f"{event} {label}": [(file, number) for file, numbers in quotes.items() for number in numbers]
        for event, labels in events_told.items()
        for label, quotes in labels.items()
    }


def _first_told(read: Container[str]) -> Told:
    """The statements of some events as the first reader has them."""
    told: Told = {}
    for file, known in sorted(events().items()):
        if known["event"] in read:
            for number, quote in enumerate(gold_of(file, "first")["quotes"], 1):
                if "utterance" in quote:
                    told.setdefault(quote["utterance"], []).append((file, number))
    return told


def _pairs(told: Told) -> set[tuple[tuple[str, int], tuple[str, int]]]:
    return {pair for quotes in told.values() for pair in combinations(sorted(quotes), 2)}


def gold_name(file: str) -> str:
    """Name of the source file of an article's gold."""
    return file.removesuffix(".txt").replace("/", "--") + ".gold"


def share(pairs: Sequence[tuple[Row, Row]], field: str) -> float:
    """Share of the pairs in which both readers have overlapping spans for a field, or neither has one."""
    return sum(_overlap(a.get(field), b.get(field)) for a, b in pairs) / len(pairs)


def _overlap(one: Sequence[int] | None, other: Sequence[int] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] < other[1] and other[0] < one[1]


def agreement_table() -> str:
    """The agreement as a Markdown table."""
    head = "| layer | measure | agreement | first | second |\n| --- | --- | ---: | ---: | ---: |\n"
    return head + "".join(f"| {' | '.join(str(cell) for cell in row)} |\n" for row in agreement())


# ---- what is in the corpus, counted


def articles_table(halves: Sequence[tuple[str, Row]]) -> str:
    """Every article with its event, its half and what the gold has of it."""
    columns = ("article", "event", "half", "words", "sentences", "quotes", "entities")
    head = f"| {' | '.join(columns)} |\n| --- | --- | --- | ---: | ---: | ---: | ---: |\n"
    lines_ = (
        f"| `{row['id']}` | {row['event']} | {name} | {len(row['text'].split())} | {len(row['sentences'])} "
        f"| {len(row['quotes'])} | {len(row['entities'])} |\n"
        for name, row in halves
    )
    return head + "".join(lines_)


ABBREVIATIONS = (
    "Dr Sen Gov Rev Mr Mrs Prof Cllr Lt Col Hon Supt Capt No St Mt Ave Inc Ltd Corp Jan Feb Aug Sept Oct Nov Dec"
).split()


def forms(gold: Sequence[Row]) -> Iterator[tuple[str, int, int]]:
    """Name of a form, how often it occurs and in how many articles."""
    text_forms = {
        "bullet items": r"(?m)^\s*[•*-] \w",
        "turns of a transcript": r"(?m)^(?:[A-Z][A-Z'’.-]+ ?)+(?:\([^)\n]*\))?: ",
        "posts (@handle: …)": r"(?m)^.{0,40}@\w+: ?[“\"]",
        "ellipses": r"…|\.\.\.",
        "curly double marks": r"[“”]",
        "straight double marks": r"\"",
        "words in capitals of four letters or more": r"\b[A-Z]{4,}\b",
        "initials and acronyms with points": r"\b(?:[A-Z]\.){2,}",
        "abbreviations (Dr., Sen., No., St., Jan. …)": rf"\b(?:{'|'.join(ABBREVIATIONS)})\.",
    }
    for name, sign in text_forms.items():
        yield name, *_tally(len(re.findall(sign, row["text"])) for row in gold)
    kinds = sorted({part["kind"] for row in gold for part in row["boilerplate"]})
    for kind in kinds:
        yield f"lines: {kind}", *_tally(sum(part["kind"] == kind for part in row["boilerplate"]) for row in gold)
    yield "headlines", *_tally(int(row["title"] is not None) for row in gold)
    yield "datelines", *_tally(int(row["dateline"] is not None) for row in gold)
    yield "section headings", *_tally(len(row["headings"]) for row in gold)
    for kind in TYPES:
        yield f"quotes: {kind}", *_tally(sum(q["type"] == kind for q in row["quotes"]) for row in gold)
    for status in STATUSES:
        yield f"speakers: {status}", *_tally(sum(q["speaker_status"] == status for q in row["quotes"]) for row in gold)
    yield "quotes inside quotes", *_tally(sum("parent" in q for q in row["quotes"]) for row in gold)
    yield (
        "quotes with several speakers",
        *_tally(sum(len(q.get("speaker_names", ())) > 1 for q in row["quotes"]) for row in gold),
    )
    yield "quotations in several pieces", *_tally(_pieces(row) for row in gold)
    yield "bracketed insertions", *_tally(sum(len(q.get("insertions", ())) for q in row["quotes"]) for row in gold)
    yield "cues: according to", *_tally(_cues(row, r"(?i)according to") for row in gold)


def _tally(counts: Iterable[int]) -> tuple[int, int]:
    found = list(counts)
    return sum(found), sum(count > 0 for count in found)


def _pieces(row: Row) -> int:
    groups = Counter(quote["group"] for quote in row["quotes"])
    return sum(count > 1 for count in groups.values())


def _cues(row: Row, sign: str) -> int:
    return sum("cue" in q and bool(re.fullmatch(sign, row["text"][slice(*q["cue"])])) for q in row["quotes"])


def forms_table(gold: Sequence[Row]) -> str:
    """What real news holds, counted in the corpus."""
    head = "| form | times | articles |\n| --- | ---: | ---: |\n"
    return head + "".join(f"| {name} | {times:,} | {articles} |\n" for name, times, articles in forms(gold))


def statements_table(gold: Sequence[Row]) -> str:
    """How many statements of each event several articles quote."""
    told: dict[str, dict[str, set[str]]] = {}
    for row in gold:
        for quote in row["quotes"]:
            if "utterance" in quote:
                told.setdefault(row["event"], {}).setdefault(quote["utterance"], set()).add(row["id"])
    several = {event: Counter(len(ids) for ids in known.values()) for event, known in sorted(told.items())}
    head = (
        "| event | articles | statements in two | in three | in four or more |\n| --- | ---: | ---: | ---: | ---: |\n"
    )
    return head + "".join(
        f"| {event} | {sum(row['event'] == event for row in gold)} | {count[2]} | {count[3]} "
        f"| {sum(n for size, n in count.items() if size > 3)} |\n"
        for event, count in several.items()
        if sum(n for size, n in count.items() if size > 1)
    )


def readme(page: str) -> str:
    """The page with its regions counted anew."""
    halves = list(rows())
    gold = [row for _, row in halves]
    regions = {
        "articles": articles_table(halves),
        "forms": forms_table(gold),
        "statements": statements_table(gold),
        "agreement": agreement_table(),
    }
    for name, body in regions.items():
        page = re.sub(
            rf"(<!-- gold:{name} -->\n).*?(<!-- /gold:{name} -->)",
            lambda found, body=body: found[1] + body + found[2],  # type: ignore[misc]
            page,
            flags=re.DOTALL,
        )
    return page


def main(arguments: Sequence[str]) -> None:
    """Run one of the commands of this file."""
    if arguments[:1] == ["compile"]:
        for name, content in compiled().items():
            (GOLD / name).mkdir(exist_ok=True)
            (GOLD / name / "articles.jsonl").write_text(content, encoding="utf-8", newline="\n")
    elif arguments[:1] == ["readme"]:
        page = SEEDS / "README.md"
        page.write_text(readme(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    elif arguments[:1] == ["agree"]:
        sys.stdout.write(agreement_table())
    elif arguments[:1] == ["show"]:
        row = gold_of(arguments[1], "first")
        for quote in row["quotes"]:
            cue, speaker = (row["text"][slice(*quote[key])] if key in quote else None for key in ("cue", "speaker"))
            content = row["text"][quote["start"] : quote["end"]]
            sys.stdout.write(f"{quote['type']} | {content!r} | {cue} | {speaker} -> {quote.get('speaker_names')}\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
