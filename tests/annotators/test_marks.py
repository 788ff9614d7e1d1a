"""Pairing of quotation marks, on sentences made up for it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.annotators.marks import pair_marks


def inner(text: str) -> list[str]:
    return [stretch.inner.of(text) for stretch in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” she said, “now.”", ["Go,", "now."]),
        ("\u202a”Go now,” she said.", ["Go now,"]),
        ('"Go," she said, "now."', ["Go,", "now."]),
        ("''Go,'' she said, ``now.''", ["Go,", "now."]),
        ("„Go“, she said, «now».", ["Go", "now"]),
        ('“Go," she said, "now.”', ["Go,", "now."]),
        ("“He said ‘never’ to me,” she said.", ["He said ‘never’ to me,", "never"]),
        ("‘Never,’ Rosa Quill said.", ["Never,"]),
        ("Quill: 'Never, ever, stop.'", ["Never, ever, stop."]),
        ("The workers’ rights and the ’90s, it’s rock ’n’ roll.", []),
        ("The players' union and the '90s, it's Rosa's.", []),
        ("‘The workers’ rights matter,’ she said.", ["The workers’ rights matter,"]),
        ("He is 6'2\" tall.", []),
        ('"I bought a 12" pipe," he said.', ['I bought a 12" pipe,']),
        ("”Typo,” she said.", ["Typo,"]),
        ('Quill said," It holds". So it does.', [" It holds"]),
        ('We won," said Quill. "It was hard," he said.', ["It was hard,"]),
        ('“We said "never" to him,” she said.', ['We said "never" to him,', "never"]),
        ('“Go," she said. “Now.”', ["Go,", "Now."]),
        ("“We were told nothing,’’ she said. ‘Never,’ he said.", ["We were told nothing,", "Never,"]),
        ("“He said ‘never’ to the players’ union,” she said.", ["He said ‘never’ to the players’ union,", "never"]),
        ("No marks at all.", []),
        ("“” and “ ” hold nothing.", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_unclosed_stretch_ends_with_its_paragraph_and_goes_on_in_the_next() -> None:
    text = "“We begin here.\n\n“And end here,” she said.\n\nNobody speaks."
    first, second = pair_marks(text)
    assert (first.inner.of(text), first.closed, first.continues) == ("We begin here.", False, True)
    assert (second.inner.of(text), second.closed, second.continues) == ("And end here,", True, False)


def test_nested_stretch_knows_its_parent() -> None:
    stretches = pair_marks("“He told me ‘run’ twice,” she said.")
    assert [stretch.parent for stretch in stretches] == [None, 0]


@given(st.text(alphabet="“”‘’\"'`«»„ab. ,\n1s", max_size=120))
def test_stretches_lie_in_the_text_and_nest(text: str) -> None:
    stretches = pair_marks(text)
    for stretch in stretches:
        assert 0 <= stretch.outer.start <= stretch.inner.start < stretch.inner.end <= stretch.outer.end <= len(text)
        assert "\n" not in stretch.outer.of(text)
        if stretch.parent is not None:
            assert stretches[stretch.parent].inner.covers(stretch.outer)


@pytest.mark.parametrize("unit", ["“", '"', "“a ", "‘a’ ", "'a ", '"a', "s' "])
@pytest.mark.slow
def test_time_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        pair_marks(text)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(400_000) < 12 * seconds(100_000) + 0.5
