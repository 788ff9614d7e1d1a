"""Labels of the parse and the tagger that many rules ask for."""

from __future__ import annotations

from typing import Final

SUBJECTS: Final = frozenset(("nsubj", "nsubjpass"))
NOMINALS: Final = frozenset(("NOUN", "PROPN", "PRON"))
FINITE: Final = frozenset(("VBD", "VBZ", "VBP"))
