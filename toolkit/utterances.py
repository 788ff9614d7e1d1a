"""Which quotes are one statement: the same words of one speaker in several articles, or in several translations.

Quotes are compared within a block of speakers of one surname. Two are candidates if they share at least three content
words (by their first five letters, so that inflections agree); candidates are compared by the cosine of their words and
character n-grams, function words left out, and joined by average linkage, never by single linkage, which chains
unrelated remarks together. The similarity of two quotes depends on the two alone, not on the rest of the data set, so
adding an article changes no other pair.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

THRESHOLD = 0.3
"""Average cosine at which two clusters are joined. On the project's gold every value from .24 to .33 gives the same."""
REPORTED = 0.4
"""Average cosine at which indirect speech joins quoted words, or other indirect speech. It is higher, and what has
joined so speaks for nobody else, because the words are the reporter's: two accounts of different remarks are easily
alike."""
SAME_DOCUMENT = 0.5
"""Least cosine of two quotes of one document: there a speaker's remarks are on one subject, but seldom the same."""
SHARED = 3
"""Content words that two quotes must share; a quote with fewer stays alone, for "yes" is said by everyone."""
STEM = 5
NGRAMS = (3, 4, 5)
NGRAM_WEIGHT = 0.25
LARGEST = 1_500
"""Most candidates that are clustered together; a larger component is cut at its weaker similarities first."""
ROWS_AT_ONCE = 256
"""Statements that are compared with all others of their block at a time."""
PAIRS_AT_ONCE = 50_000
MOST_HOLDERS = 2_000
"""A stem that more statements of a block hold tells none of them apart, and would have all compared with all."""
INCOMPATIBLE = 1e6
"""Distance of two quotes that must not be joined, large enough to keep any two clusters apart that hold them."""

# And words that everyone uses who speaks freely ("I think we really want to get ..."): they tell no statement apart.
_FUNCTION_WORDS = frozenset(
    """a an the and or but nor if as at by for from in into of off on onto out over to up with about against
        between under than that this these those there here it its he him his she her hers we us our ours you
        your yours i me my mine they them their theirs is are was were be been being am do does did done have
        has had having will would shall should can could may might must not no so very just also only too then
        when where who whom whose which what how why all any some each every both such own same until because
        while during before after again more most other s t re ve ll d m don didn doesn isn aren wasn weren won
        wouldn couldn shouldn haven hasn hadn can cannot think know want going go gonna get got come make made way thing
        things lot really something anything everything now well much many like""".split()
)


class Statement(NamedTuple):
    """A quote with a speaker."""

    quote_id: str
    speaker: str
    """Canonical name."""
    text: str
    verbatim: bool = True
    """Whether the text holds words inside quotation marks, and not only a reporter's account of them."""
    doc_id: str = ""
    """The document that it stands in; two without one are taken as of different documents."""


def said(text: str, quoted: Sequence[str]) -> str:
    """What of a quote to compare: where much of it stands inside marks, that alone, for the rest is the reporter's."""
    inside = " ".join(quoted)
    return inside if len(_Features(inside).stems) > SHARED else text


def speaker_block(speaker: str) -> str:
    """What the names of one person have in common: the last word, in lower case."""
    words = _name_words(speaker)
    return words[-1] if words else ""


def _name_words(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+", name.casefold())
    return [word for word in words if word not in ("jr", "sr", "ii", "iii", "the")] or words


@lru_cache(100_000)
def compatible(one: str, other: str) -> bool:
    """Whether two names can be one person's: each word of the shorter stands in the longer."""
    shorter, longer = sorted((set(_name_words(one)), set(_name_words(other))), key=len)
    return shorter <= longer


class _Features:
    """Content words and n-grams of one statement."""

    def __init__(self, text: str) -> None:
        words = re.findall(r"[^\W_]+", re.sub(r"[’']s?\b|[\[\]]", " ", text.casefold()))
        self.words = [word for word in words if word not in _FUNCTION_WORDS]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word[:STEM] for word in self.words)

    @cached_property
    def vector(self) -> dict[int, float]:
        """Feature hash to weight, of length one."""
        counts: dict[int, float] = defaultdict(float)
        for word in self.words:
            counts[crc32(word.encode())] += 1
            padded = f" {word} "
            for n in NGRAMS:
                for start in range(len(padded) - n + 1):
                    counts[crc32(b"#" + padded[start : start + n].encode())] += NGRAM_WEIGHT
        weights = {key: 1 + np.log(count) if count > 1 else count for key, count in counts.items()}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values())))
        return {key: float(weight) / length for key, weight in weights.items()}


def utterances(statements: Iterable[Statement]) -> dict[str, str]:
    """Quote id to utterance id, for the quotes that share theirs: the smallest quote id of the group."""
    blocks: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        blocks[speaker_block(statement.speaker)].append(statement)
    found: dict[str, str] = {}
    for name in sorted(blocks):
        for group in _groups(sorted(blocks[name])):
            ids = sorted(statement.quote_id for statement in group)
            found.update(dict.fromkeys(ids, ids[0]))
    return found


Pairs = Mapping[tuple[int, int], float]


def _groups(block: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The groups of two and more within a block, which is sorted so that its order cannot matter.

    Statements of the same words are one before anything is compared: a phrase that everybody quotes costs no more.
    """
    alike: dict[tuple[str, bool, tuple[str, ...]], list[Statement]] = defaultdict(list)
    for statement in block:
        alike[statement.speaker, statement.verbatim, tuple(_Features(statement.text).words)].append(statement)
    same = {members[0].quote_id: members for members in alike.values()}
    for cluster in _clusters([members[0] for members in alike.values()]):
        yield [statement for one in cluster for statement in same.pop(one.quote_id)]
    for members in same.values():
        if len(members) > 1 and len(_Features(members[0].text).stems) >= SHARED:
            yield members


def _clusters(block: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Clusters of two and more among statements that differ in their words."""
    pairs = _similar_pairs(block)
    for component in _components(pairs, 0.0):
        for members in _linked(component, pairs, block):
            yield [block[member] for member in members]


def _least(one: Statement, other: Statement) -> float:
    return SAME_DOCUMENT if one.doc_id and one.doc_id == other.doc_id else 0.0


def _similar_pairs(block: Sequence[Statement]) -> dict[tuple[int, int], float]:
    """Cosine of each pair, the smaller index first, that shares enough stems and can be one person's.

    Sparse products of some rows at a time: what each pair would cost alone in Python is a hundred times as much.
    """
    if len(block) < 2:
        return {}
    own = [_Features(statement.text).stems for statement in block]
    holders = Counter(stem for each in own for stem in each)
    stems = _sparse({stem: 1.0 for stem in sorted(each) if holders[stem] <= MOST_HOLDERS} for each in own)
    vectors = _sparse(_Features(statement.text).vector for statement in block)
    pairs: dict[tuple[int, int], float] = {}
    for start in range(0, len(block), ROWS_AT_ONCE):
        shared = (stems[start : start + ROWS_AT_ONCE] @ stems.T).tocoo()
        enough = (shared.data >= SHARED) & (shared.row + start < shared.col)
        every = zip((shared.row[enough] + start).tolist(), shared.col[enough].tolist(), strict=True)
        compared = [pair for pair in every if compatible(block[pair[0]].speaker, block[pair[1]].speaker)]
        for first in range(0, len(compared), PAIRS_AT_ONCE):
            pairs |= _cosines(compared[first : first + PAIRS_AT_ONCE], vectors, block)
    return pairs


def _cosines(
    compared: Sequence[tuple[int, int]], vectors: csr_matrix, block: Sequence[Statement]
) -> dict[tuple[int, int], float]:
    """The pairs whose cosine is large enough for the two to be compared at all."""
    ones, others = np.array(compared).T
    cosines = np.asarray(vectors[ones].multiply(vectors[others]).sum(axis=1)).ravel()
    # Above 1, by a rounding, no distance would be valid.
    found = zip(compared, np.minimum(cosines, 1.0).tolist(), strict=True)
    return {pair: cosine for pair, cosine in found if cosine >= _least(block[pair[0]], block[pair[1]])}


def _sparse(rows: Iterable[Mapping[Any, float]]) -> csr_matrix:
    """The rows as a sparse matrix with a column for each key; each row is asked for once and not kept."""
    from scipy.sparse import csr_matrix

    columns: dict[Any, int] = {}
    indices, weights, ends = array("q"), array("d"), array("q", [0])
    for row in rows:
        indices.extend(columns.setdefault(key, len(columns)) for key in row)
        weights.extend(row.values())
        ends.append(len(indices))
    return csr_matrix((weights, indices, ends), shape=(len(ends) - 1, max(1, len(columns))))


def _components(pairs: Pairs, floor: float) -> Iterator[list[int]]:
    """Connected components over the pairs above `floor`; what is larger than `LARGEST` is cut at a higher floor."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for (one, other), similarity in pairs.items():
        if similarity > floor:
            neighbours[one].append(other)
            neighbours[other].append(one)
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        component, waiting = {start}, [start]
        while waiting:
            new = [other for other in neighbours[waiting.pop()] if other not in component]
            component.update(new)
            waiting += new
        seen |= component
        if len(component) <= LARGEST:
            yield sorted(component)
        else:
            inner = {pair: value for pair, value in pairs.items() if pair[0] in component and pair[1] in component}
            yield from _components(inner, floor + 0.1)


def _linked(component: Sequence[int], pairs: Pairs, block: Sequence[Statement]) -> Iterator[list[int]]:
    """Clusters of two and more: verbatim statements first, then what only reports one of them."""
    clusters = _average_linkage([each for each in component if block[each].verbatim], pairs, block, THRESHOLD)
    verbatim = [list(cluster) for cluster in clusters]
    alone: list[int] = []
    for each in component:
        if not block[each].verbatim:
            fitting = [
                (sum(_similarity(each, other, pairs) for other in own) / len(own), -number)
                for number, own in enumerate(verbatim)
                if all(compatible(block[each].speaker, block[other].speaker) for other in clusters[number])
            ]
            likeness, place = max(fitting, default=(0.0, 0))
            (clusters[-place] if likeness >= REPORTED else alone).append(each)
    clusters += _average_linkage(alone, pairs, block, REPORTED)
    yield from (sorted(members) for members in clusters if len(members) > 1)


def _similarity(one: int, other: int, pairs: Pairs) -> float:
    return pairs.get((min(one, other), max(one, other)), 0.0)


def _average_linkage(
    members: Sequence[int], pairs: Pairs, block: Sequence[Statement], threshold: float
) -> list[list[int]]:
    """The members in clusters, those that stay alone included."""
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(members) < 2:
        return [list(members)] if members else []
    distances: NDArray[np.float64] = np.array(
        [
            1 - _similarity(one, other, pairs) if compatible(block[one].speaker, block[other].speaker) else INCOMPATIBLE
            for one, other in combinations(members, 2)
        ]
    )
    labels = fcluster(linkage(distances, method="average"), 1 - threshold, criterion="distance")
    clusters: dict[int, list[int]] = defaultdict(list)
    for member, label in zip(members, labels, strict=True):
        clusters[int(label)].append(member)
    return list(clusters.values())
