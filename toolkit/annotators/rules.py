"""The rules for quotes by name, as the column `rule` names them, with what each goes by."""

from __future__ import annotations

from typing import Final, Literal

Rule = Literal[
    "after",
    "before",
    "complement",
    "noun",
    "message",
    "words-of",
    "cry",
    "later",
    "as-put",
    "label",
    "credit",
    "sentence",
    "sentence-before",
    "alone",
    "dialogue",
    "next-paragraph",
    "paragraph-after",
    "clause",
    "infinitive",
    "noun-clause",
    "according",
    "parenthesis",
    "act",
    "turn",
]

RULES: Final[dict[Rule, str]] = {
    "after": "words in marks, then the reporting clause: “...,” said X",
    "before": "the reporting clause, a comma or a colon, then words in marks: X said: “...”",
    "complement": "words in marks inside what a verb of saying or judging takes: X called it “...”",
    "noun": "words in marks that a noun of saying leads to: X's promise of “...”",
    "message": "words in marks that a message by somebody leads to: a reply from X: “...”",
    "words-of": "words in marks beside “in the words of X”",
    "cry": "words in marks that a noun of calling leads to: cries of “...”",
    "later": "words in marks that a verb of saying follows within the sentence: “...” is how X described it",
    "as-put": "beside “as X put it”, “as X reported”, “as reported by X”",
    "label": "a name and a colon before words in marks: X: “...”",
    "credit": "a dash and a name after words in marks: “...” — X",
    "sentence": "a long stretch in marks amid a sentence, without a cue, of whom the sentence is about",
    "sentence-before": "a whole sentence in marks without a cue, after a sentence about its speaker",
    "alone": "a whole sentence in marks, and nobody is found who says it",
    "dialogue": "a paragraph that is words in marks alone and follows another quotation",
    "next-paragraph": "a quotation that goes on in the next paragraph, for its marks were left open",
    "paragraph-after": "a paragraph in marks right after one that ends with a quotation",
    "clause": "the clause that a verb of saying governs: X said that ...; marks may stand in it",
    "infinitive": "the infinitive or gerund that a verb of asking, promising or proposing governs: X vowed to ...",
    "noun-clause": "the clause of a noun of saying: X's claim that ...",
    "according": "the sentence beside “according to X”",
    "parenthesis": "the sentence around a reporting clause between commas: ..., X said, ...",
    "act": "what an act of speech is about: X accused Y of ..., X called for ...",
    "turn": "a turn of a transcript, without marks: X: ...",
}
