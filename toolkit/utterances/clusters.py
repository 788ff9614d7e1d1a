"""Average linkage, never single linkage, which chains unrelated remarks together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

LARGEST = 1_500
"""Most members that are clustered together; a larger component is cut at its weaker likenesses first."""
STEP = 0.05
"""By how much the floor rises at which it is cut."""
APART = 1e6
"""Distance of two that must not be joined, large enough to keep any two clusters apart that hold them."""

Likenesses = Mapping[tuple[int, int], float]


def clusters(pairs: Likenesses, threshold: float, apart: Callable[[int, int], bool]) -> Iterator[list[int]]:
    """Clusters of two and more. `pairs` are of the smaller and the larger; `apart` says which must not be joined."""
    for component in _components(pairs, 0.0):
        distances: NDArray[np.float64] = np.array(
            [
                APART if apart(one, other) else 1 - pairs.get((one, other), 0.0)
                for one, other in combinations(component, 2)
            ]
        )
        yield from _linked(component, distances, threshold)


def _linked(members: Sequence[int], distances: NDArray[np.float64], threshold: float) -> Iterator[list[int]]:
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(distances, method="average"), 1 - threshold, criterion="distance")
    found: dict[int, list[int]] = defaultdict(list)
    for member, label in zip(members, labels, strict=True):
        found[int(label)].append(member)
    yield from (cluster for cluster in found.values() if len(cluster) > 1)


def _components(pairs: Likenesses, floor: float) -> Iterator[list[int]]:
    """Connected components over the pairs above `floor`; what is larger than `LARGEST` is cut at a higher floor."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for (one, other), likeness in pairs.items():
        if likeness > floor:
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
            yield from _components(inner, floor + STEP)
