"""The documents of a release: dataset card (README.md) and datasheet (DATASHEET.md).

A person's prose stands outside marked regions and is never touched; each region is written from the facts:

    <!-- toolkit:counts -->
    ...
    <!-- /toolkit:counts -->

`validate` writes every region again from the data and compares it with what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from toolkit.config import Config
from toolkit.contracts import TABLES, load_contracts, to_feature_rows
from toolkit.errors import UsageError
from toolkit.facts import Counts, Facts
from toolkit.sample import Precision
from toolkit.splits import SPLITS

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, ten times as fast, where PyYAML has it; both read the same."""
_REGION = re.compile(r"<!-- toolkit:(?P<name>[a-z-]+) -->\n(?P<body>.*?)<!-- /toolkit:(?P=name) -->", re.DOTALL)
_MARK = re.compile(r"<!-- ?/?toolkit:")
UNKNOWN_LICENSE = "unknown"
MOST_ROWS = 50
"""Values that a table of counts lists; what is rarer is added up."""
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


# ---- regions


def table_of(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers stand to the right."""
    numeric = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    lines = [header, ["---:" if number else "---" for number in numeric]]
    lines += [[f"{cell:,}" if isinstance(cell, int) else _cell(str(cell)) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    """Text of the data as it can stand in a cell: on one line, and neither the cell's end nor a region's."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _counted(title: str, counts: Counts) -> str:
    rows = list(counts.items())
    if len(rows) > MOST_ROWS:
        rest = rows[MOST_ROWS:]
        rows = [*rows[:MOST_ROWS], (f"{len(rest):,} others", sum(count for _, count in rest))]
    return table_of((title, "rows"), rows) if rows else "None.\n"


def _tables(facts: Facts) -> str:
    splits = list(facts.tables["documents"].rows)
    rows = [(f"`{name}`", *(table.rows.get(split, 0) for split in splits), table.total)
            for name, table in facts.tables.items()]  # fmt: skip
    return table_of(("table", *splits, "rows"), rows)


def _summary(facts: Facts) -> str:
    quotes = facts.tables["quotes"].total
    dates = "No article says when it was published."
    if facts.published:
        first, last = (moment.date().isoformat() for moment in facts.published)
        dates = f"Where the date is known, articles are from {first} to {last}."
    articles = f"{facts.tables['documents'].total:,} articles of {facts.words:,} words"
    entities = f"{facts.tables['entities'].total:,} mentions of entities"
    return (
        f"{articles}; {quotes:,} quotes, {facts.quotes_named:,} of them with a named speaker; {entities}. {dates} "
        f"{facts.duplicates:,} articles have a near-duplicate, which stands in the same split. "
        f"{facts.shared_utterances:,} statements are quoted more than once; {facts.utterances_across_splits:,} of them "
        f"in more than one split.\n"
    )


def _audit(facts: Facts) -> str:
    audit = facts.audit
    if audit is None:
        return "Nobody has read a sample of the rows and said how many are right.\n"
    if not audit.readings:
        return "A sample of the rows was drawn to be read; no verdict on a row as it is now has been given.\n"
    readers = "; ".join(f"{_cell(who)} ({day.isoformat()}, {said:,} verdicts)" for day, who, said in audit.readings)
    rows = [
        (f"`{each.table}`", each.question, each.drawn, each.read, *each.said.values(), *_shares(each))
        for each in audit.precisions
    ]
    header = ("table", "question", "drawn", "read", "right", "wrong", "unsure", "precision", "95% interval")
    return (
        f"Of each table {audit.rows:,} rows, or all where there are fewer, were drawn at random (seed {audit.seed}). "
        f"Read by: {readers}. A row that has changed since it was read counts as drawn, not as read; unsure ones "
        f"count for neither side.\n\n{table_of(header, rows)}"
    )


def _shares(precision: Precision) -> tuple[str, str]:
    if precision.share is None or precision.interval is None:
        return "–", "–"
    low, high = precision.interval
    return f"{precision.share:.1%}", f"{low:.1%} – {high:.1%}"


def split_note(facts: Facts) -> str:
    """One sentence on how documents were split."""
    shares, documents = facts.shares, facts.tables["documents"].total
    if documents < shares.min_documents and set(facts.tables["documents"].rows) <= {"train"}:
        fewest = f"{shares.min_documents:,} (`splits.min_documents`)"
        return f"All documents are train: fewer than {fewest} are too few to split."
    grouped = "are near-duplicates" if "utterance_id" not in shares.group_by else "are near-duplicates or share a quote"
    percent = ", ".join(f"{100 * getattr(shares, split):.3g}% {split}" for split in SPLITS)
    kept = ", and a document keeps the split that it had in the version before" if shares.keep else ""
    return f"Documents are split by a hash of their group ({percent}); documents that {grouped} stay together{kept}."


REGIONS: Mapping[str, Callable[[Facts], str]] = {
    "summary": _summary,
    "tables": _tables,
    "splits": lambda facts: f"{split_note(facts)}\n",
    "quote-types": lambda facts: _counted("quote_type", facts.quote_types),
    "speaker-statuses": lambda facts: _counted("speaker_status", facts.speaker_statuses),
    "labels": lambda facts: _counted("label", facts.labels),
    "publishers": lambda facts: _counted("publisher", facts.publishers),
    "licenses": lambda facts: _counted("license", facts.licenses),
    "languages": lambda facts: _counted("language", facts.languages),
    "encodings": lambda facts: _counted("encoding", facts.encodings),
    "boilerplate": lambda facts: _counted("kind", facts.boilerplate),
    "rejections": lambda facts: _counted("reason", facts.rejections),
    "audit": _audit,
}
"""What a document may hold: name of the region to the text between its marks."""


def fill(template: str, facts: Facts, where: str) -> str:
    """The text with every region written anew. Raises UsageError for a region that there is not, or without an end."""

    def written(region: re.Match[str]) -> str:
        name = region["name"]
        if name not in REGIONS:
            raise UsageError(f"{where}: unknown region toolkit:{name}; known: {', '.join(REGIONS)}")
        return f"<!-- toolkit:{name} -->\n{REGIONS[name](facts)}<!-- /toolkit:{name} -->"

    filled = _REGION.sub(written, template)
    if stray_marks(filled):
        raise UsageError(
            f"{where}: a mark of a region stands alone; write <!-- toolkit:NAME --> and <!-- /toolkit:NAME -->"
        )
    return filled


def required_regions() -> list[str]:
    """The regions that every card has."""
    return [name for name, _ in regions(_template("card.md"))]


def stray_marks(text: str) -> int:
    """How many marks of regions belong to none: a number beside them would be nobody's."""
    return len(_MARK.findall(text)) - 2 * len(list(regions(text)))


def regions(text: str) -> Iterator[tuple[str, str]]:
    """Name and body of every region in a document."""
    for region in _REGION.finditer(text):
        yield region["name"], region["body"]


def without_numbers(text: str) -> str:
    """The text with every region emptied: what a person, or a template, says."""
    return _REGION.sub(r"<!-- toolkit:\g<name> -->", text)


# ---- front matter


def front_matter(config: Config, name: str, facts: Facts, build: str) -> dict[str, Any]:
    """The card's YAML: what the Hub shows and what `load_dataset` reads."""
    license_id = (config.license or UNKNOWN_LICENSE).lower()
    return {
        "pretty_name": config.title or name,
        "license": license_id,
        "language": ["en"],
        "multilinguality": ["monolingual"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "task_categories": ["token-classification"],
        "task_ids": ["named-entity-recognition"],
        "size_categories": [size_category(facts.tables["documents"].total)],
        "tags": ["news", "quotes", "quotation-attribution", "named-entities", "sentences"],
        **loading(config.version, facts, build),
    }


def loading(version: str, facts: Facts, build: str) -> dict[str, Any]:
    """The part of the front matter that the data alone decide.

    Without `version` and `description` in each configuration, `datasets` would give the rows of an older build from its
    cache: both are part of the cache's key.
    """
    return {
        "configs": [_configuration(table, version, facts, build) for table in TABLES],
        "dataset_info": [_dataset_info(table, facts) for table in TABLES],
    }


def _configuration(table: str, version: str, facts: Facts, build: str) -> dict[str, Any]:
    contract = load_contracts()[table]
    configuration: dict[str, Any] = {"config_name": table}
    if table == TABLES[0]:
        configuration["default"] = True
    files = [{"split": split, "path": f"data/{table}/{split}-*.parquet"} for split in facts.tables[table].rows]
    description = f"{contract.title}, build {build[:16]}"
    return {**configuration, "version": version, "description": description, "data_files": files}


def _dataset_info(table: str, facts: Facts) -> dict[str, Any]:
    counted = facts.tables[table]
    return {
        "config_name": table,
        "features": to_feature_rows(load_contracts()[table]),
        "splits": [
            {"name": split, "num_bytes": counted.arrow_bytes[split], "num_examples": rows}
            for split, rows in counted.rows.items()
        ],
        "download_size": counted.file_bytes,
        "dataset_size": sum(counted.arrow_bytes.values()),
    }


def size_category(count: int) -> str:
    """The Hub's name for the size of a data set."""
    return next((name for limit, name in _SIZES if count < limit), "1M<n<10M" if count < 10_000_000 else "n>10M")


def parse_front_matter(text: str) -> dict[str, Any]:
    """The YAML at the head of a card. Raises ValueError where there is none, or none that can be read."""
    found = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    try:
        matter = yaml.load(found[1], _LOADER) if found else None
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(matter, dict):
        raise ValueError("no table between two lines of ---")  # noqa: TRY004  the text is at fault
    return matter


# ---- whole documents


def card(config: Config, name: str, facts: Facts, build: str) -> str:
    """README.md: front matter and short prose."""
    head = yaml.safe_dump(front_matter(config, name, facts, build), sort_keys=False, allow_unicode=True, width=120)
    template = _template("card.md").format(
        title=config.title or name,
        description=config.description or "News articles with their sentences, quotes and entities.",
        rights=_rights(config),
        contact=_contact(config),
    )
    return f"---\n{head}---\n\n{fill(template, facts, 'card.md')}"


def datasheet(prose: str | None, config: Config, name: str, facts: Facts) -> str:
    """DATASHEET.md: the maker's own prose, or the program's where there is none, with its numbers filled in."""
    if prose is None:
        prose = _template("datasheet.md").replace("{title}", config.title or name)
    return fill(prose, facts, config.datasheet or "datasheet.md")


def _rights(config: Config) -> str:
    if config.license is None:
        return "The maker has not stated a license; `documents.license` says what is known of each article."
    return f"The data set is under {config.license}; `documents.license` says what is known of each article."


def _contact(config: Config) -> str:
    lines = [
        f"Made by {', '.join(config.authors)}." if config.authors else "",
        config.homepage or "",
        config.contact or "",
    ]
    return "\n".join(line for line in lines if line) or "The maker has not said who to ask."


def _template(name: str) -> str:
    return resources.files("toolkit.templates").joinpath(name).read_text(encoding="utf-8")
