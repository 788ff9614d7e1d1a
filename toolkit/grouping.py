"""What only the whole data set can tell: near-duplicates, utterances, splits. Reads keys, marks and quotes only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import pyarrow as pa

from toolkit.article import Address, Reason, Rejection
from toolkit.config import Config
from toolkit.duplicates import Groups, duplicate_groups
from toolkit.splits import assign, joined, kept_splits
from toolkit.stage import Stage
from toolkit.terms import TermsCount
from toolkit.utterances import Statement, said, utterances


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of all documents and quotes. `utterances` holds only the quotes that share theirs."""

    duplicates: Groups
    utterances: Mapping[str, str]
    splits: Mapping[str, str]
    kept: Mapping[str, str]
    """Groups of documents whose split an earlier version decided, not their hash."""
    dropped: tuple[Rejection, ...]
    """Documents that are near-duplicates of earlier ones, where only the first of a group is kept."""
    rights: TermsCount

    def complete(self, table: str, rows: pa.Table) -> pa.Table:
        """Staged rows with the grouped columns added."""
        if table == "documents":
            ids = rows["doc_id"].to_pylist()
            rows = rows.append_column("duplicate_group", pa.array([self.duplicates.find(one) for one in ids]))
            return rows.append_column("split", pa.array([self.splits[one] for one in ids]))
        if table == "quotes":
            ids = rows["quote_id"].to_pylist()
            return rows.append_column("utterance_id", pa.array([self.utterances.get(one, one) for one in ids]))
        return rows


def group(stage: Stage, config: Config, before: Mapping[str, str]) -> Grouping:
    """Group everything on the stage. `before` is document id to split in an earlier version, which is kept."""
    signatures = ((mark.doc_id, mark.signature) for mark in stage.marks())
    duplicates = duplicate_groups(signatures, config.duplicates.threshold)
    dropped = dict(_dropped(stage, duplicates)) if config.duplicates.keep == "first" else {}
    shared = _utterances(stage, dropped)
    documents = [doc_id for doc_id in _doc_ids(stage) if doc_id not in dropped]
    by_utterance = _documents_by_utterance(stage, shared) if "utterance_id" in config.splits.group_by else {}
    together = joined(documents, duplicates, by_utterance, config.splits)
    kept = kept_splits(together, config.splits, before)
    splits = assign(together, config.splits, kept)
    if dropped:  # of each group one document is left, and it is alone
        duplicates = Groups()
    return Grouping(duplicates, shared, splits, kept, tuple(dropped.values()), _rights(stage, splits))


def _rights(stage: Stage, kept: Mapping[str, str]) -> TermsCount:
    shards = stage.read("documents", ["source", "license"])
    pairs = zip(stage.marks(), chain.from_iterable(shard.to_pylist() for shard in shards), strict=True)
    return Counter(
        (row["source"], replace(mark.terms, license=row["license"])) for mark, row in pairs if mark.doc_id in kept
    )


def _doc_ids(stage: Stage) -> Iterator[str]:
    for shard in stage.read("documents", ["doc_id"]):
        yield from shard["doc_id"].to_pylist()


def _dropped(stage: Stage, duplicates: Groups) -> Iterator[tuple[str, Rejection]]:
    first: dict[str, str] = {}
    for shard in stage.read("documents", ["doc_id", "source", "source_id"]):
        for row in shard.to_pylist():
            of = duplicates.find(row["doc_id"])
            if of not in first:
                first[of] = row["source"]
                continue
            detail = f"a near-duplicate of {first[of]}, which comes before it"
            address = Address(row["source"])
            yield row["doc_id"], address.reject(Reason.DUPLICATE_TEXT, detail, row["source_id"])


def _utterances(stage: Stage, dropped: Mapping[str, Rejection]) -> dict[str, str]:
    """Utterances over all quotes."""
    return utterances(statement for statement in _statements(stage) if statement.doc_id not in dropped)


_QUOTE_COLUMNS = (
    *("quote_id", "doc_id", "quotation_id", "start_char", "end_char"),
    *("speaker_name", "speaker_status", "text", "quoted_spans"),
)


def _statements(stage: Stage) -> Iterator[Statement]:
    documents = stage.read("documents", ["doc_id", "published_at"])
    for shard, told in zip(stage.read("quotes", _QUOTE_COLUMNS), documents, strict=True):
        published: dict[str, datetime | None] = {row["doc_id"]: row["published_at"] for row in told.to_pylist()}
        for row in shard.to_pylist():
            yield Statement(
                row["quote_id"],
                row["speaker_name"] or "",
                said(row["text"], [span["text"] for span in row["quoted_spans"]]),
                verbatim=bool(row["quoted_spans"]),
                doc_id=row["doc_id"],
                quotation=row["quotation_id"],
                span=(row["start_char"], row["end_char"]),
                absent=row["speaker_status"] == "absent",
                said_at=published[row["doc_id"]],
            )


def _documents_by_utterance(stage: Stage, shared: Mapping[str, str]) -> dict[str, set[str]]:
    documents: dict[str, set[str]] = defaultdict(set)
    for shard in stage.read("quotes", ["doc_id", "quote_id"]):
        for row in shard.to_pylist():
            if row["quote_id"] in shared:
                documents[shared[row["quote_id"]]].add(row["doc_id"])
    return documents
