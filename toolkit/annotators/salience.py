"""What makes a person the likelier meaning of a pronoun."""

from __future__ import annotations

from typing import Final, NamedTuple


class Weights(NamedTuple):
    """What raises and lowers a candidate, in sentences of distance."""

    distance: float = 1.0
    subject: float = 1.2
    parallel: float = 0.4
    object_here: float = 0.8
    possessor: float = 0.4
    modifier: float = 1.0
    other_quotation: float = 2.0
    gender: float = 1.1
    leaning: float = 0.2
    against: float = 1.5
    often: float = 0.15
    lone: float = 0.8
    pronoun: float = 0.4
    ahead: float = 0.6
    named: float = 3.0
    """Of who is named in the quotation that the pronoun speaks."""
    topic: float = 1.5
    voted: float = 0.4
    """For `gender`, where only other pronouns tell it."""
    host: float = 1.2
    """Of whom a relative clause with the pronoun is about."""
    told_before: float = 0.6
    """Of who says something in the sentence before, to a pronoun that says something."""
    embedded: float = 0.6
    """Of a subordinate clause's subject in the sentence before, to a pronoun that says something."""
    teller: float = 0.05
    """Hardly more than nothing: it decides between equals."""
    clear: float = 1.0
    """Lead over the next candidate that makes a pronoun tell a person's gender."""


WEIGHTS: Final = Weights()
