"""The slot `entities`: the model's entities made consistent over the document, each with its canonical name.

Conventions: a mention is without quotation marks, white space and a possessive ending at its edges ("Trump", not
"Trump’s"), a person's without titles; the article that belongs to a name ("the Kremlin") stays in the mention, as in
OntoNotes, and not in the name. A name that occurs in full is a person's wherever its surname occurs, whatever the
model says there; every other name has the one type that the document speaks for. docs/entities.md tells all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Entity, Span
from toolkit.annotators.amounts import settled
from toolkit.annotators.evidence import one_type
from toolkit.annotators.kinds import as_listed, everywhere, known_places, listed, name_key, of_dateline, without_agency
from toolkit.annotators.mentions import Mention, hidden_people, retitled, speakers_missed, titled, with_nicknames
from toolkit.annotators.names import (
    Gender,
    Person,
    Roster,
    body_name,
    clean,
    full_form,
    gender_of_words,
    is_acronym_of,
    is_title,
    key_of,
    name_words,
)
from toolkit.annotators.spans import trimmed, whole_names
from toolkit.annotators.tidy import divided, proper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotation import Sentence
    from toolkit.annotators import Parsed

NAMED: Final = frozenset(
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"]
)
"""The types whose mentions are names; the others are dates and numbers."""
_LONG_NAMES: Final = frozenset(["ORG", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LOC", "GPE"])
_MARKS: Final = frozenset("“”„‟«»\"‘’‚'`")
_PLACE_PREPOSITIONS: Final = frozenset(["in", "from", "near", "across", "throughout", "outside", "within", "into"])


def annotate_entities(parsed: Parsed, sentences: Sequence[Sentence]) -> list[Entity]:
    """Mentions of entities in order; none overlaps another, each lies inside one sentence."""
    doc = parsed.doc
    words, starts = [token.text for token in doc], [token.idx for token in doc]
    mentions = settled(doc, starts, _trim_all(doc, retitled(doc, _inside(doc, sentences, _from_model(doc)))))
    mentions = divided(doc, as_listed(doc, proper(doc, trimmed(doc, mentions))))
    mentions = without_agency(doc, mentions, parsed.layout.dateline)
    places = of_dateline(doc, parsed.layout.dateline)
    mentions = _without_overlaps(places, mentions)
    mentions = _without_overlaps(mentions, titled(doc, words, mentions))
    mentions = _without_overlaps(mentions, known_places(words, mentions))
    mentions = _without_overlaps(mentions, speakers_missed(doc, words, mentions))
    mentions = whole_names(doc, one_type(doc, mentions, places))
    mentions = _without_overlaps(mentions, everywhere(doc, words, mentions))
    mentions = hidden_people(doc, with_nicknames(doc, mentions))
    roster = Roster()
    people = _found_people(doc, mentions, roster)
    projected = _project(doc, words, roster, mentions)
    mentions = _without_overlaps(projected, mentions)
    mentions = _name_people(doc, mentions, people, roster)
    mentions = _without_overlaps(mentions, _project_acronyms(doc, words, mentions))
    mentions = _name_bodies(doc, mentions)
    return [_entity(doc, mention) for mention in _inside(doc, sentences, mentions)]


def _entity(doc: Doc, mention: Mention) -> Entity:
    span = Span(doc[mention.start].idx, doc[mention.end - 1].idx + len(doc[mention.end - 1]))
    return Entity(span, mention.label, mention.name or clean(_text(doc, mention)))


def _from_model(doc: Doc) -> list[Mention]:
    return [Mention(ent.start, ent.end, ent.label_) for ent in doc.ents]


def _inside(doc: Doc, sentences: Sequence[Sentence], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, each cut to the sentence in which it begins and to what is not white space."""
    starts = [sentence.span.start for sentence in sentences]
    cut = []
    for mention in mentions:
        index = bisect_right(starts, doc[mention.start].idx) - 1
        limit = sentences[index].span.end if index >= 0 else 0
        end = mention.end
        while end > mention.start and (doc[end - 1].idx >= limit or doc[end - 1].is_space):
            end -= 1
        if end > mention.start:
            cut.append(mention if end == mention.end else replace(mention, end=end))
    return cut


def _trim_all(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    trimmed = (_trim(doc, mention) for mention in mentions)
    return [mention for mention in trimmed if mention.end > mention.start]


def _trim(doc: Doc, mention: Mention) -> Mention:
    """Cut marks, white space, possessives and titles off; and everything from a double mark inside on."""
    start, end = mention.start, mention.end
    while start < end and _is_edge(doc[start]):
        start += 1
    if mention.label in NAMED:
        end = next((i for i in range(start, end) if doc[i].text in '“”„"«»' or doc[i].is_space), end)
    if mention.label in NAMED and not any(doc[i].text == ")" for i in range(start, end)):
        end = next((i for i in range(start, end) if doc[i].text == "("), end)
    while end > start and (_is_edge(doc[end - 1]) or doc[end - 1].text in ("'s", "’s", "'S", "’S", "-", "–", "—")):
        end -= 1
    if mention.label == "PERSON":
        while start < end - 1 and (is_title(doc[start].text) or doc[start].text in ",."):
            start += 1
        if start == end - 1 and is_title(doc[start].text) and doc[start].text[-1] == ".":
            end = start
    return mention if (start, end) == (mention.start, mention.end) else replace(mention, start=start, end=end)


def _is_edge(token: Token) -> bool:
    return token.is_space or token.text in _MARKS or token.text in ("''", "``", ",", ";", ":", "--")


def _without_overlaps(first: Iterable[Mention], second: Iterable[Mention]) -> list[Mention]:
    """All of `first` and what of `second` overlaps none of it, in order. Each list is free of overlaps by itself."""
    kept = sorted(first, key=lambda m: m.start)
    starts = [m.start for m in kept]
    extra = []
    for mention in second:
        index = bisect_right(starts, mention.start)
        before = index > 0 and kept[index - 1].end > mention.start
        after = index < len(kept) and kept[index].start < mention.end
        if not before and not after:
            extra.append(mention)
    return sorted([*kept, *extra], key=lambda m: m.start)


def _title_gender(doc: Doc, mention: Mention) -> Gender | None:
    """Gender from a title right before a name, or from "spokeswoman", "his wife" and the like there."""
    return gender_of_words(token.text for token in doc[max(0, mention.start - 2) : mention.start])


def _text(doc: Doc, mention: Mention) -> str:
    return str(doc[mention.start : mention.end].text)


def _found_people(doc: Doc, mentions: Sequence[Mention], roster: Roster) -> dict[int, Person]:
    """Enter the document's people: full names first, then lone names, so that order in the text does not matter.

    Returns the person of each mention by its first token.
    """
    people: dict[int, Person] = {}
    lone = []
    for mention in mentions:
        words = name_words(_text(doc, mention)) if mention.label == "PERSON" else ()
        if not words or not any(word[:1].isupper() for word in words):
            continue
        if full_form(words):
            people[mention.start] = roster.found(words, mention.start, _title_gender(doc, mention))
        else:
            lone.append((mention, words[-1]))
    for mention, word in lone:
        if word[:1].isupper() and len(key_of(word)) > 1:
            people[mention.start] = roster.bare(word, mention.start, _title_gender(doc, mention))
    return people


def _project(doc: Doc, words: Sequence[str], roster: Roster, mentions: Sequence[Mention]) -> list[Mention]:
    """A mention of a known person wherever the surname stands, unless the text says that it is something else."""
    inside = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    found: list[Mention] = []
    for index, word in enumerate(words):
        if not word[0].isupper() or len(word) < 3:
            continue
        token = doc[index]
        candidates = [p for p in roster.by_surname.get(key_of(word), []) if p.full]
        holder = inside.get(token.i)
        if candidates and not _is_something_else(token, holder):
            known = holder is not None and holder.label == "PERSON"
            start = holder.start if holder is not None and known else _name_start(doc, token, candidates)
            if not (found and found[-1].end > start):
                found.append(Mention(start, token.i + 1, "PERSON"))
    return found


def _name_start(doc: Doc, token: Token, candidates: Sequence[Person]) -> int:
    """First token of the name that ends here: given names and initials before the surname, not another sentence's."""
    start = token.i
    known = {key_of(word) for person in candidates for form in person.forms for word in form.split()}
    while start > 0 and not doc[start].is_sent_start and doc[start - 1].text[:1].isupper():
        key = key_of(doc[start - 1].text)
        if key not in known and not any(same_first(doc[start - 1], person) for person in candidates):
            break
        start -= 1
    return start


def same_first(token: Token, person: Person) -> bool:
    """Whether a token is the person's first name or its initial."""
    key = key_of(token.text)
    return (
        bool(key) and not token.is_punct and (key == person.first or (len(key) == 1 and person.first.startswith(key)))
    )


def _is_something_else(token: Token, mention: Mention | None) -> bool:
    """Whether a known surname is here a part of another name, a place, a month or a common word."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if mention is None or mention.label not in NAMED:
        name = token.tag_ in ("NNP", "NNPS") or not token.is_sent_start or token.dep_ in ("nsubj", "nsubjpass", "poss")
        return not name or (mention is not None and _dated(token))
    if listed(token.text) == mention.label:
        return True
    length = mention.end - mention.start
    if any(other.lower_ == "and" for other in token.doc[mention.start : mention.end]):
        return False  # two names that the model has taken for one
    if mention.label == "PERSON":
        return token.i != mention.end - 1
    if mention.label in ("GPE", "LOC") and token.i > 0 and token.nbor(-1).lower_ in _PLACE_PREPOSITIONS:
        return True
    named_on = following is not None and following.text[:1].isupper() and following.i < mention.end
    return length > 1 and mention.label in _LONG_NAMES and (named_on or token.i == mention.end - 1)


def _dated(token: Token) -> bool:
    """Whether a token stands beside a number: "May 4"."""
    around = [token.nbor(k) for k in (-1, 1) if 0 <= token.i + k < len(token.doc)]
    return any(other.like_num for other in around)


def _name_people(doc: Doc, mentions: Sequence[Mention], people: dict[int, Person], roster: Roster) -> list[Mention]:
    """Give each mention of a person the person's name."""
    named = []
    for mention in mentions:
        person = people.get(mention.start)
        if mention.label == "PERSON" and person is None:
            words = name_words(_text(doc, mention))
            gender = _title_gender(doc, mention)
            if full_form(words):
                person = roster.found(words, mention.start, gender)
            elif words:
                person = roster.known(words[-1], mention.start, gender)
        if person is not None and mention.label == "PERSON":
            mention = replace(mention, name=person.name)
        named.append(mention)
    return named


def _name_bodies(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Give names that are no person's one name and one type each; an acronym the name of what it stands for."""
    long_of = _acronyms(doc, mentions)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.label in NAMED and not (mention.label == "PERSON" and " " in mention.name):
            key = name_key(mention.name or _text(doc, mention))
            groups[long_of.get(key, key)].append(mention)
    verdicts: dict[int, tuple[str, str]] = {}
    for key, group in groups.items():
        label = Counter(m.label for m in group).most_common(1)[0][0]
        forms = Counter(m.name or clean(_text(doc, m)) for m in group)
        spelled = Counter({form: count for form, count in forms.items() if name_key(form) == key}) or forms
        verdicts |= {m.start: (label, body_name(spelled)) for m in group}
    return [
        replace(m, label=verdicts[m.start][0], name=verdicts[m.start][1]) if m.start in verdicts else m
        for m in mentions
    ]


def _project_acronyms(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """A mention wherever an acronym stands that the text has explained."""
    labels: dict[str, str] = {}
    for mention in mentions:
        short = _acronym_after(doc, mention)
        if short:
            labels[short] = mention.label
    return [Mention(i, i + 1, labels[word]) for i, word in enumerate(words) if word in labels] if labels else []


def _acronym_after(doc: Doc, mention: Mention) -> str:
    """The acronym of a mention in the brackets right after it, or ""."""
    end = mention.end
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        short = doc[end + 1].text
        return short if is_acronym_of(short, _text(doc, mention)) else ""
    return ""


def _acronyms(doc: Doc, mentions: Sequence[Mention]) -> dict[str, str]:
    """Keys of acronyms that stand in brackets after a name of which they are the initials, with that name's key."""
    pairs = ((_acronym_after(doc, mention), mention) for mention in mentions)
    return {name_key(short): name_key(_text(doc, mention)) for short, mention in pairs if short}
