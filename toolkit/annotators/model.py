"""From layouts to spaCy documents: fast, in flat memory, the same on every machine of a kind.

Figures behind the choices: thinc's BLIS is a quarter slower than NumPy's OpenBLAS; batches above 16 documents are
slower and larger; one BLAS thread, because a sum's rounding depends on how threads share it.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from toolkit.annotators import ModelIdentity
from toolkit.annotators.boundaries import decide, inside, may_begin, whole_lines
from toolkit.annotators.columns import offsets, strings
from toolkit.annotators.marks import pair_marks
from toolkit.annotators.pipeline import Pipeline, find_pipeline
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

    from toolkit.annotation import Layout, Span

BATCH_DOCUMENTS: Final = 16
BATCH_TOKENS: Final = 20_000
"""Tokens parsed at once, at most, unless one piece has more: some 300 MB of activations."""
PIECE_CHARS: Final = 30_000
"""Longest piece of a text that is parsed in one go, in code points."""
RUN_CHARS: Final = 300
"""Longest run without white space that spaCy's tokenizer gets whole: its time grows with the square of a run."""
_CLOSING: Final = frozenset(".,;:!?)]}”’»…%")
_NOISE: Final = re.compile(r"[^\w\s]{40,300}")
"""Punctuation without end: one token for each such run, for nothing in it can be parsed."""
_SENT_START: Final = {True: 1, False: -1, None: 0}
"""A sentence start as spaCy's arrays have it."""
_LONG_RUN: Final = re.compile(rf"\S{{{RUN_CHARS}}}(?=\S)")


class _Piece(NamedTuple):
    doc: Doc
    last: bool
    """Whether it ends its document."""


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded spaCy pipeline that reads layouts."""

    nlp: Language
    identity: ModelIdentity
    threads: ThreadpoolController

    def read(self, layouts: Iterable[Layout]) -> Iterator[Doc]:
        """Parse each layout's text; `doc.text` equals it. Lazy: holds one batch and one document."""
        from spacy.tokens import Doc

        pieces: list[Doc] = []
        for batch in _batches(piece for layout in layouts for piece in self._pieces(layout)):
            with self.threads.limit(limits=1, user_api="blas"):
                docs = list(self.nlp.pipe([piece.doc for piece in batch], batch_size=BATCH_DOCUMENTS))
            for doc, piece in zip(docs, batch, strict=True):
                pieces.append(doc)
                if piece.last:
                    yield pieces[0] if len(pieces) == 1 else _join(Doc, pieces)
                    pieces = []

    def _pieces(self, layout: Layout) -> Iterator[_Piece]:
        decisions = decide(layout, pair_marks(layout.text))
        whole = whole_lines(layout)
        cuts = cut(layout.text)
        glued = sorted(at for at, begins in decisions.items() if begins and at and not layout.text[at - 1].isspace())
        for number, (start, end) in enumerate(pairwise(cuts), start=2):
            low, high = bisect_left(glued, start), bisect_left(glued, end)
            doc = self._tokenize(layout.text[start:end], [at - start for at in glued[low:high]])
            _set_starts(doc, start, decisions, whole)
            yield _Piece(doc, last=number == len(cuts))

    def _tokenize(self, text: str, glued: Iterable[int]) -> Doc:
        """Tokens of one piece; one ends at each offset of `glued`, where a sentence begins without white space."""
        from spacy.tokens import Doc

        parts = [
            Doc(self.nlp.vocab, words=[part], spaces=[False]) if _NOISE.fullmatch(part) else self.nlp.make_doc(part)
            for part in _split_runs(text, glued)
        ]
        return parts[0] if len(parts) == 1 else _join(Doc, parts)


def _join(doc_type: type[Doc], docs: list[Doc]) -> Doc:
    """One document of consecutive ones; `tensor` is left out, nobody reads it and it is most of the memory."""
    joined = doc_type.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]  # stub is old
    assert joined is not None  # only for an empty list
    return joined


def _batches(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    tokens = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH_DOCUMENTS or tokens + len(piece.doc) > BATCH_TOKENS):
            yield batch
            batch, tokens = [], 0
        batch.append(piece)
        tokens += len(piece.doc)
    if batch:
        yield batch


def cut(text: str) -> list[int]:
    """Offsets that divide a text into pieces of at most `PIECE_CHARS`: at a line break, else a space, else anywhere."""
    cuts = [0]
    while len(text) - cuts[-1] > PIECE_CHARS:
        low, high = cuts[-1] + PIECE_CHARS // 2, cuts[-1] + PIECE_CHARS
        at = text.rfind("\n", low, high)
        if at < 0:
            at = text.rfind(" ", low, high)
        cuts.append(at + 1 if at >= 0 else high)
    return [*cuts, len(text)]


def _split_runs(text: str, glued: Iterable[int]) -> list[str]:
    """Divide runs without white space that would take the tokenizer too long; set long runs of punctuation apart."""
    cuts = {0, len(text), *glued, *(match.end() for match in _LONG_RUN.finditer(text))}
    for match in _NOISE.finditer(text):
        cuts |= {match.start(), match.end()}
    edges = sorted(cuts)
    return [text[start:end] for start, end in pairwise(edges)] or [""]


def _set_starts(doc: Doc, offset: int, decisions: dict[int, bool], whole: Sequence[Span]) -> None:
    """Fix the sentence starts that are decided; a token's `is_sent_start` stays None where the parser is to decide."""
    words = strings(doc, "ORTH")
    starts: list[bool | None] = []
    broken, before, end = True, "", 0
    for word, begin in zip(words, offsets(doc), strict=True):
        at = offset + begin
        if word.isspace():
            broken = broken or "\n" in word
            starts.append(not starts)
        else:
            if broken:
                starts.append(True)
            elif inside(whole, at):
                starts.append(False)
            elif at in decisions:
                starts.append(decisions[at])
            else:
                starts.append(_default(before, word, glued=begin == end))
            broken = False
        before, end = word, begin + len(word)
    doc.from_array(["SENT_START"], np.array([[_SENT_START[start]] for start in starts], dtype=np.int64).view(np.uint64))  # type: ignore[arg-type]  # the stub knows its own arrays only


def _default(before: str, word: str, *, glued: bool) -> bool | None:
    """Where nothing was decided: no start within a word, before what only closes, or where `may_begin` allows none."""
    follows = glued and not before.isspace()
    return False if follows or word[0] in _CLOSING or not may_begin(before, word) else None


def load_model(name: str) -> Model:
    """Load an installed spaCy pipeline.

    Raises `UsageError` where there is none of that name, or it cannot annotate (`find_pipeline`), or not be loaded.
    """
    pipeline = find_pipeline(name)
    from thinc.api import use_ops
    from threadpoolctl import ThreadpoolController

    try:
        with use_ops("numpy", use_blis=False):
            nlp = _load(pipeline)
    except (OSError, ValueError, ImportError) as error:  # spaCy's own errors are kinds of these
        shown = " ".join(str(error).split())[:200]
        raise UsageError(
            f"annotators.model: {name!r} cannot be loaded ({shown}); install it again or name another"
        ) from error
    return Model(nlp, identify(name), ThreadpoolController())


def identify(name: str) -> ModelIdentity:
    """Which model an installed pipeline is; it is not loaded. Raises `UsageError` as `find_pipeline` does."""
    pipeline = find_pipeline(name)
    return ModelIdentity(name, pipeline.version, hash_files(pipeline.folder))


def _load(pipeline: Pipeline) -> Language:
    """By the package's own `load`, which may know of code that its components need; else from its folder."""
    import spacy

    load = getattr(import_module(pipeline.name), "load", None)
    nlp: Language = load() if callable(load) else spacy.load(pipeline.folder)
    return nlp


def hash_files(folder: Path) -> str:
    """SHA-256 over a folder's files, sorted by relative POSIX path: each path, a NUL, and the digest of the bytes."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for relative in sorted(files):
        if "__pycache__" in relative:
            continue
        digest.update(relative.encode() + b"\0" + _hash_file(files[relative]))
    return digest.hexdigest()


def _hash_file(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
