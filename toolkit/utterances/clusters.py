"""Average linkage, never single linkage, which chains unrelated remarks together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

LARGEST = 1_500
"""Most members that are clustered together; a larger component is cut at its weaker likenesses first."""
STEP = 0.05
"""By how much the floor rises at which it is cut."""
APART = 1e6
"""Distance of two that must not be joined, large enough to keep any two clusters apart that hold them."""
AGREED = 0.2
"""Mean likelihood over the pairs of two groups from which on a link joins them: else links would chain what differs."""

Likenesses = Mapping[tuple[int, int], float]


def clusters(
    pairs: Likenesses, threshold: float, apart: Callable[[Sequence[int]], Iterable[tuple[int, int]]]
) -> Iterator[list[int]]:
    """Clusters of two and more. `pairs` are of the smaller and the larger.

    `apart` says which of some members must not be joined, as pairs of positions among them.
    """
    neighbours = _neighbours(pairs)
    for component in _components(neighbours, sorted(neighbours), 0.0):
        size = len(component)
        if size < 2:
            continue
        at = {member: number for number, member in enumerate(component)}
        distances = np.ones((size, size))
        for member in component:
            for other, likeness in neighbours[member].items():
                if other in at:
                    distances[at[member], at[other]] = 1 - likeness
        for one, other in apart(component):
            distances[one, other] = distances[other, one] = APART
        yield from _linked(component, distances[np.triu_indices(size, 1)], threshold)


def joined(
    groups: Iterable[Sequence[int]],
    likely: Likenesses,
    threshold: float,
    apart: Callable[[Sequence[int]], Iterable[tuple[int, int]]],
    places: Callable[[int], Mapping[str, set[str]]],
) -> Iterator[list[int]]:
    """Groups and single members that links join, the strongest first; `apart` as for `clusters`.

    `likely` says of pairs how likely they are one, and those from the threshold on are links. Two groups with a member
    in one document stay two, unless all of theirs there is of one quotation: a document that tells both tells two
    statements. `places` gives a member's documents, each with the quotations there.
    """
    of = {member: group for group in map(list, groups) for member in group}
    neighbours = _neighbours(likely)
    links = [pair for pair, likelihood in likely.items() if likelihood >= threshold]
    for one, other in sorted(links, key=lambda pair: (-likely[pair], pair)):
        first, second = of.setdefault(one, [one]), of.setdefault(other, [other])
        if first is second or _met(first, second, places) or _divided(first, second, apart):
            continue
        between = [value for each in first for to, value in neighbours[each].items() if of.get(to) is second]
        if sum(between) < AGREED * len(between):
            continue
        first += second
        of.update(dict.fromkeys(second, first))
    yield from {id(group): group for group in of.values() if len(group) > 1}.values()


def _met(one: Sequence[int], other: Sequence[int], places: Callable[[int], Mapping[str, set[str]]]) -> bool:
    """Whether some document tells both groups apart: in two quotations, or in what is no piece of one."""
    ours, theirs = _gathered(one, places), _gathered(other, places)
    both = ours.keys() & theirs.keys()
    return any(len(ours[document] | theirs[document]) > 1 or "" in ours[document] for document in both)


def _gathered(group: Sequence[int], places: Callable[[int], Mapping[str, set[str]]]) -> dict[str, set[str]]:
    """The documents of a group's members, each with the quotations there; "" for a quote that is the whole of its."""
    found: dict[str, set[str]] = defaultdict(set)
    for member in group:
        for document, quotations in places(member).items():
            found[document] |= quotations
    return found


def _divided(
    one: Sequence[int], other: Sequence[int], apart: Callable[[Sequence[int]], Iterable[tuple[int, int]]]
) -> bool:
    return any((left < len(one)) != (right < len(one)) for left, right in apart([*one, *other]))


def _neighbours(pairs: Likenesses) -> dict[int, dict[int, float]]:
    neighbours: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), likeness in pairs.items():
        neighbours[one][other] = neighbours[other][one] = likeness
    return neighbours


def _linked(members: Sequence[int], distances: NDArray[np.float64], threshold: float) -> Iterator[list[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(distances, method="average"), 1 - threshold, criterion="distance")
    found: dict[int, list[int]] = defaultdict(list)
    for member, label in zip(members, labels, strict=True):
        found[int(label)].append(member)
    yield from (cluster for cluster in found.values() if len(cluster) > 1)


def _components(
    neighbours: Mapping[int, Mapping[int, float]], members: Sequence[int], floor: float
) -> Iterator[list[int]]:
    """Connected components over the pairs above `floor`; what is larger than `LARGEST` is cut at a higher floor."""
    left = set(members)
    for start in members:
        if start not in left:
            continue
        left.discard(start)
        component, waiting = [start], [start]
        while waiting:
            new = [other for other, likeness in neighbours[waiting.pop()].items() if likeness > floor and other in left]
            left.difference_update(new)
            component += new
            waiting += new
        component.sort()
        if len(component) <= LARGEST:
            yield component
        else:
            yield from _components(neighbours, component, floor + STEP)
