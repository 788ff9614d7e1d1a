"""Records to staged shards: normalize, annotate, write; in this process or in several, with the same result.

The records are cut into shards by their order alone, so the number of workers cannot change what is in a shard, and a
shard is finished, and its rejections written down, in order.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from toolkit.annotators import Annotators as Annotate
from toolkit.annotators import ModelIdentity
from toolkit.article import Article, Rejection
from toolkit.cache import Cache, Cached, load_cached
from toolkit.config import Config
from toolkit.correct import Corrector, check_applied
from toolkit.corrections import Corrections
from toolkit.document import Document, normalize
from toolkit.duplicates import signature
from toolkit.errors import ToolkitError, TooManyRejections, UsageError
from toolkit.plurals import plural
from toolkit.release import REJECTIONS, rejection_line
from toolkit.slots import load
from toolkit.stage import Mark, Stage
from toolkit.tables import Row, rows, sha256_of_text
from toolkit.tombstones import Graveyard, Tombstone, by_path, withdrawal

Record = Article | Rejection

SHARD_RECORDS = 64
SHARD_CHARACTERS = 2_000_000
"""A shard ends with the record that makes it longer than this, so that long articles do not add up."""
POOL_SHARDS = 4
"""Fewer shards than these are done before further processes would have loaded the model."""


@dataclass(slots=True)
class Outcome:
    """What became of one shard."""

    model: ModelIdentity
    documents: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    cached: int = 0
    """Documents that were not annotated, since the cache held what there is to find."""
    applied: set[int] = field(default_factory=set)
    """Lines of corrections.jsonl that found their row."""
    withdrawn: list[Rejection] = field(default_factory=list)
    """Those that were not annotated because they, or their texts, were withdrawn before."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of all records."""

    model: ModelIdentity
    """Which model annotated those that were not rejected."""
    cached: int
    """Documents whose annotations were known."""
    withdrawn: tuple[Rejection, ...]
    """Those that were withdrawn before, in order of their paths. They are noted last, and are not too many."""


def settle(outcomes: Iterable[Outcome], folder: Path, work: Work) -> Settled:
    """Write every rejection, in order, to `folder/rejections.jsonl`, and say what became of the rest.

    Raises TooManyRejections where more of the records were rejected than the configuration allows, or all of them, and
    UsageError where a correction found no row.
    """
    documents, cached, reasons, applied, withdrawn = 0, 0, Counter[str](), set[int](), list[Rejection]()
    model: ModelIdentity | None = None
    note([], folder)
    for outcome in outcomes:
        note(outcome.rejections, folder)
        documents += outcome.documents
        cached += outcome.cached
        applied |= outcome.applied
        withdrawn += outcome.withdrawn
        reasons.update(str(rejection.reason) for rejection in outcome.rejections)
        model = outcome.model
    rejections = reasons.total()
    most = work.config.limits.max_rejections
    if model is None or not documents or rejections > most * (documents + rejections):
        found = ", ".join(f"{count:,} {reason}" for reason, count in sorted(reasons.items())) or "no records at all"
        message = f"{rejections:,} of {plural(documents + rejections, 'record')} rejected ({found})"
        remedy = (
            f"mend them, or raise limits.max_rejections above {most:g}" if documents else "name sources with articles"
        )
        raise TooManyRejections(f"sources: {message}; {remedy}", reasons)
    check_applied(work.corrections, applied)
    return Settled(model, cached, tuple(sorted(withdrawn, key=by_path)))


def note(rejections: Iterable[Rejection], folder: Path) -> None:
    """Add rejections to `folder/rejections.jsonl`."""
    with (folder / REJECTIONS).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(map(rejection_line, rejections))


def cut(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Shards of records, in order."""
    shard: list[Record] = []
    characters = 0
    for record in records:
        shard.append(record)
        characters += len(record.text) if isinstance(record, Article) else 0
        if len(shard) == SHARD_RECORDS or characters > SHARD_CHARACTERS:
            yield shard
            shard, characters = [], 0
    if shard:
        yield shard


@dataclass(slots=True)
class ShardWorker:
    """Writes shards to a stage. Each process has its own, with the model loaded once."""

    stage: Stage
    min_words: int
    annotate: Annotate | Cached
    correct: Corrector
    graveyard: Graveyard

    def __call__(self, number: int, records: Sequence[Record]) -> Outcome:
        """Write one shard and say what became of its records."""
        outcome = Outcome(self.annotate.identity)
        documents: list[Document] = []
        for record in records:
            normalized = normalize(record, self.min_words) if isinstance(record, Article) else record
            if isinstance(normalized, Rejection):
                outcome.rejections.append(normalized)
            elif stone := self._stone(normalized):
                article = normalized.article
                outcome.withdrawn.append(withdrawal(article.source, article.source_id, stone))
            else:
                documents.append(normalized)
        table_rows: dict[str, list[Row]] = {"documents": [], "sentences": [], "quotes": [], "entities": []}
        hits = self._hits()
        annotated = self.annotate([document.layout for document in documents])
        for document, found in zip(documents, annotated, strict=True):
            of_document = rows(document, found)
            outcome.applied |= self.correct(of_document)
            for table, new in of_document.items():
                table_rows[table] += new
        outcome.documents, outcome.cached = len(documents), self._hits() - hits
        self.stage.write(number, table_rows, [_mark(document) for document in documents])
        return outcome

    def _stone(self, document: Document) -> Tombstone | None:
        if self.graveyard.is_empty:
            return None
        return self.graveyard.stone_of(document.article.doc_id, sha256_of_text(document.text))

    def _hits(self) -> int:
        return self.annotate.hits if isinstance(self.annotate, Cached) else 0


def _mark(document: Document) -> Mark:
    return Mark(document.article.doc_id, signature(document.text), document.article.rights.terms(None))


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker is told: where it writes, how it annotates, what is known, and what people say instead."""

    stage: Stage
    config: Config
    corrections: Corrections
    cache: Cache | None = None
    withdrawn: tuple[Tombstone, ...] = ()

    def worker(self) -> ShardWorker:
        """A worker with the configuration's model and slots."""
        slots = self.config.annotators
        annotate = load(slots) if self.cache is None else load_cached(slots, self.cache)
        correct, graveyard = Corrector(self.corrections), Graveyard(self.withdrawn)
        return ShardWorker(self.stage, self.config.limits.min_words, annotate, correct, graveyard)


def stage_records(
    records: Iterable[Record], work: Work, workers: int | None, progress: Callable[[int], None]
) -> Iterator[Outcome]:
    """Stage all records and yield what became of each shard, in order.

    `workers` is the number of processes; None lets the amount of input and the number of cores decide. `progress` is
    told how many records each finished shard held.
    """
    shards = enumerate(cut(records))
    first = list(islice(shards, POOL_SHARDS if workers is None else 0))
    alone = workers == 1 or (workers is None and len(first) < POOL_SHARDS)
    run = _run_here if alone else _run_in_pool
    for size, outcome in run(chain(first, shards), work, workers):
        progress(size)
        yield outcome


Numbered = tuple[int, list[Record]]


def _run_here(shards: Iterable[Numbered], work: Work, workers: int | None) -> Iterator[tuple[int, Outcome]]:
    worker = work.worker()
    for number, records in shards:
        yield len(records), worker(number, records)


def _run_in_pool(shards: Iterable[Numbered], work: Work, workers: int | None) -> Iterator[tuple[int, Outcome]]:
    context = get_context("spawn")
    with _signals_blocked():
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(work,))
    waiting: deque[tuple[int, Future[Outcome]]] = deque()
    try:
        for number, records in shards:
            with _signals_blocked():
                waiting.append((len(records), pool.submit(_work, number, records)))
            # Never more in flight than keeps every process busy: records are read no faster than they are annotated.
            if len(waiting) > 2 * (workers or context.cpu_count()):
                size, future = waiting.popleft()
                yield size, future.result()
        for size, future in waiting:
            yield size, future.result()
    except BrokenProcessPool as error:
        raise ToolkitError("workers: one of them ended unexpectedly; try fewer, with --workers 1") from error
    finally:
        _end(pool)


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Keep what is sent to a whole group from the processes that start inside: it is the parent's to end them.

    Else they might be gone before the parent knows why, and it would take that for a defect.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop at once: after an interruption nobody waits for shards that will be thrown away."""
    # The pool has no public way to end what is running.
    processes, results = list((pool._processes or {}).values()), pool._result_queue
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
    # A process killed while it wrote leaves half a result, and the pool's thread would wait for the other half as long
    # as anyone might write it: this process, which never does.
    results._writer.close()  # type: ignore[attr-defined]


_worker: ShardWorker | UsageError | None = None


def _start_worker(work: Work) -> None:
    """In a new process: load the model."""
    global _worker
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _worker = work.worker()
    except UsageError as error:  # raised with the first shard: an initializer's error would be lost
        _worker = error


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes, and they would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(number: int, records: list[Record]) -> Outcome:
    if _worker is None:
        raise ToolkitError("workers: a shard came before the model was loaded; this is a defect of the program")
    if isinstance(_worker, UsageError):
        raise _worker
    return _worker(number, records)
