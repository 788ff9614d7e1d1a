"""The slot `entities`: the model's entities made consistent over the document, each with its canonical name.

Conventions: a mention is without quotation marks, white space and a possessive ending at its edges ("Varga", not
"Varga’s"), a person's without titles; the article that belongs to a name ("the Kremlin") stays in the mention, as in
OntoNotes, and not in the name. A name that occurs in full is a person's wherever its surname occurs, whatever the
model says there; every other name has the one type that the document speaks for. docs/entities.md tells all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Entity, Span
from toolkit.annotators.amounts import settled
from toolkit.annotators.bodies import NAMED, acronym_after, name_bodies
from toolkit.annotators.credits import uncredited
from toolkit.annotators.evidence import one_type
from toolkit.annotators.gender import gender_of_words
from toolkit.annotators.given_names import GIVEN_NAMES
from toolkit.annotators.handles import speaking_handles, with_legal_form, without_legal_form
from toolkit.annotators.headlines import cut_in_headlines, title_cased
from toolkit.annotators.initials import spelt_out
from toolkit.annotators.joints import given_in_brackets, in_running_text, longer_forms, misspelt, rejoined
from toolkit.annotators.kinds import as_listed, everywhere, known_places, of_dateline, without_agency
from toolkit.annotators.lexicon import REPORTING_FORMS, ROLES
from toolkit.annotators.mentions import (
    Mention,
    firms,
    hidden_people,
    retitled,
    speakers_missed,
    text_of,
    titled,
    with_nicknames,
)
from toolkit.annotators.names import Person, Roster, clean, full_form, is_title, key_of, name_words, nickname
from toolkit.annotators.people import introduced
from toolkit.annotators.projection import projected
from toolkit.annotators.spans import trimmed, whole_names
from toolkit.annotators.surnames import with_given_names
from toolkit.annotators.tidy import disowned, divided, proper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotation import Sentence
    from toolkit.annotators import Parsed

_OFFICES: Final = frozenset(
    """State Staff Defense Defence Treasury Commerce Energy Labor Education Agriculture Interior Transportation Justice
    Veterans Homeland Health Elections Police""".split()
)
"""What somebody is secretary, chief or head of, right before the name."""
_MARKS: Final = frozenset("“”„‟«»\"‘’‚'`")
_OPENERS: Final = frozenset(REPORTING_FORMS.split("|")) | frozenset(
    """about above across after against along amid among and around as at because before behind below beneath beside
    besides between beyond but by despite for from if in inside into like near nor of off on or outside over since so
    than though through to toward towards under unless unlike until upon when where while with within without""".split()
)
"""Words before a name that are no part of it where they begin a sentence."""


def annotate_entities(parsed: Parsed, sentences: Sequence[Sentence]) -> list[Entity]:
    """Mentions of entities in order; none overlaps another, each lies inside one sentence."""
    doc, text = parsed.doc, parsed.layout.text
    words, starts = parsed.words, parsed.starts
    mentions = retitled(doc, words, _inside(words, starts, sentences, _from_model(doc)))
    mentions = settled(doc, text, starts, _trim_all(doc, words, mentions))
    mentions = divided(doc, as_listed(doc, proper(words, disowned(doc, trimmed(doc, mentions)))))
    mentions = without_agency(doc, mentions, parsed.layout.dateline)
    places = of_dateline(doc, parsed.layout.dateline)
    mentions = _without_overlaps(places, mentions)
    mentions = _without_overlaps(mentions, titled(doc, words, mentions))
    mentions = _without_overlaps(mentions, known_places(words, mentions))
    mentions = _without_overlaps(mentions, speakers_missed(doc, words, mentions))
    mentions = spelt_out(words, rejoined(doc, words, mentions))
    mentions = firms(words, whole_names(doc, one_type(doc, mentions, places)))
    mentions = _without_overlaps(mentions, everywhere(doc, words, mentions))
    mentions = hidden_people(words, with_nicknames(doc, mentions))
    headlines = title_cased(text, starts)
    mentions = with_given_names(doc, _without_overlaps(introduced(doc, text, words, mentions), mentions), headlines)
    mentions = uncredited(words, cut_in_headlines(doc, words, mentions, headlines))
    roster = Roster()
    people = _found_people(doc, words, mentions, roster)
    found = projected(doc, words, roster, mentions)
    mentions = with_given_names(doc, _without_overlaps(found, mentions), headlines)
    mentions = _name_people(doc, words, mentions, people, roster)
    mentions = _without_overlaps(mentions, _project_acronyms(doc, words, mentions))
    mentions = _without_overlaps(with_legal_form(doc, words, mentions), mentions)
    mentions = _without_overlaps(without_legal_form(doc, words, mentions), mentions)
    mentions = _without_overlaps(speaking_handles(doc, words, mentions), mentions)
    mentions = name_bodies(doc, words, mentions)
    return [_entity(doc, mention) for mention in _inside(words, starts, sentences, mentions)]


def _entity(doc: Doc, mention: Mention) -> Entity:
    start, text = doc[mention.start].idx, text_of(doc, mention)
    blank = len(text) - len(text.lstrip())  # a token may begin with a space that does not break
    return Entity(Span(start + blank, start + len(text.rstrip())), mention.label, mention.name or clean(text))


def _from_model(doc: Doc) -> list[Mention]:
    return [Mention(ent.start, ent.end, ent.label_) for ent in doc.ents]


def _inside(
    words: Sequence[str], starts: Sequence[int], sentences: Sequence[Sentence], mentions: Iterable[Mention]
) -> list[Mention]:
    """The mentions, each cut to the sentence in which it begins and to what is not white space."""
    begins = [sentence.span.start for sentence in sentences]
    cut = []
    for mention in mentions:
        index = bisect_right(begins, starts[mention.start]) - 1
        limit = sentences[index].span.end if index >= 0 else 0
        end = mention.end
        while end > mention.start and (starts[end - 1] >= limit or words[end - 1].isspace()):
            end -= 1
        if end > mention.start:
            cut.append(mention if end == mention.end else mention._replace(end=end))
    return cut


def _trim_all(doc: Doc, words: Sequence[str], mentions: Iterable[Mention]) -> list[Mention]:
    trimmed = (_trim(doc, words, _without_office(words, mention)) for mention in mentions)
    return [mention for mention in trimmed if mention.end > mention.start]


def _without_office(words: Sequence[str], mention: Mention) -> Mention:
    """A person's name without the office before it: "Secretary of State Ana Ruiz", which may be taken for a body."""
    start, length = mention.start, mention.end - mention.start
    held = start > 1 and words[start - 1] == "of" and key_of(words[start - 2]) in ROLES
    if not held or length < 3 or words[start] not in _OFFICES or mention.label not in ("PERSON", "ORG"):
        return mention
    named = mention.label == "PERSON" or key_of(words[start + 1]) in GIVEN_NAMES
    return mention._replace(start=start + 1, label="PERSON") if named else mention


def _trim(doc: Doc, words: Sequence[str], mention: Mention) -> Mention:
    """Cut marks, white space, possessives and titles off; and everything from a double mark inside on."""
    start, end = mention.start, mention.end
    while start < end and _is_edge(words[start]):
        start += 1
    if mention.label in NAMED:
        end = next((i for i in range(start, end) if words[i] in '“”„"«»' or words[i].isspace()), end)
    if mention.label in NAMED and "(" in words[start:end] and ")" not in words[start:end]:
        end = words.index("(", start, end)
    while end > start and (_is_edge(words[end - 1]) or words[end - 1] in ("'s", "’s", "'S", "’S", "-", "–", "—")):
        end -= 1
    if mention.label == "PERSON":
        while start < end - 1 and (is_title(words[start]) or words[start] in ",." or _opens(doc[start])):
            start += 1
        if start == end - 1 and _is_bare_title(doc, start):
            end = start
    return mention if (start, end) == (mention.start, mention.end) else mention._replace(start=start, end=end)


def _opens(token: Token) -> bool:
    """Whether a word has its capital from the beginning of a sentence: "Beside Ana Ruiz", "Continued Ruiz"."""
    return token.is_sent_start is True and token.lower_ in _OPENERS


def _is_bare_title(doc: Doc, at: int) -> bool:
    """Whether an abbreviated title stands at a token: "Sen.", whose period may be a token of its own."""
    period = doc[at].text[-1] == "." or (at + 1 < len(doc) and doc[at + 1].text == ".")
    return period and is_title(doc[at].text)


def _is_edge(word: str) -> bool:
    return word.isspace() or word in _MARKS or word in ("''", "``", ",", ";", ":", "--")


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


def _titles(words: Sequence[str], mention: Mention) -> list[str]:
    """The titles, roles and kin right before a name, nearest first: "Sen.", "spokeswoman", "wife"."""
    found: list[str] = []
    for word in reversed(words[max(0, mention.start - 4) : mention.start]):
        key = key_of(word)
        if not (is_title(word) or key in ROLES or gender_of_words([key]) or word in ".-"):
            break
        found += [key] if key else []
    return found


def _found_people(doc: Doc, texts: Sequence[str], mentions: Sequence[Mention], roster: Roster) -> dict[int, Person]:
    """Enter the document's people: full names first, then lone names, so that order in the text does not matter.

    Returns the person of each mention by its first token.
    """
    people: dict[int, Person] = {}
    lone, known = [], []
    for mention in mentions:
        words = name_words(text_of(doc, mention)) if mention.label == "PERSON" else ()
        if words and any(word[:1].isupper() for word in words):
            given = given_in_brackets(texts, mention)
            known.append((mention, (given, *words) if given else words))
    long = [words for mention, words in known if len(words) > 2 and in_running_text(doc, mention)]
    roster.longer = longer_forms(long, {key_of(words[0]) for _, words in known if len(words) == 1}) if long else {}
    for mention, words in known:
        if full_form(words):
            titles = _titles(texts, mention)
            person = people[mention.start] = roster.found(words, mention.start, gender_of_words(titles), titles)
            other = nickname(text_of(doc, mention))
            if other:
                roster.nicknamed(person, other)
        else:
            lone.append((mention, words))
    for mention, words in lone:
        if words[-1][:1].isupper() and len(key_of(words[-1])) > 1:
            gender = gender_of_words(_titles(texts, mention))
            if roster.known(words, mention.start, gender) is not None:
                continue
            key = key_of(words[-1])
            meant = misspelt(key, roster) if len(words) == 1 else None
            if meant is not None:
                roster.nicknamed(meant, key)
            else:
                people[mention.start] = roster.bare(words, mention.start, gender)
    roster.meant.clear()
    return people


def _name_people(
    doc: Doc, texts: Sequence[str], mentions: Sequence[Mention], people: dict[int, Person], roster: Roster
) -> list[Mention]:
    """Give each mention of a person the person's name."""
    meant: list[Person | None] = []
    for mention in mentions:
        person = people.get(mention.start) if mention.label == "PERSON" else None
        words = name_words(text_of(doc, mention)) if mention.label == "PERSON" else ()
        if mention.label == "PERSON" and not words and _is_surname(doc, mention, roster):
            words = (texts[mention.start],)  # "King" for Ana King
        if words and (person is None or not person.full):
            titles = _titles(texts, mention)
            ask = roster.found if full_form(words) else roster.known
            person = ask(words, mention.start, gender_of_words(titles), titles) or person
        meant.append(person)
    return [m._replace(name=person.name) if person else m for m, person in zip(mentions, meant, strict=True)]


def _is_surname(doc: Doc, mention: Mention, roster: Roster) -> bool:
    """Whether a mention is the surname of somebody whom the text names in full, be it a title too."""
    return any(person.full for person in roster.namesakes(key_of(text_of(doc, mention))))


def _project_acronyms(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """A mention wherever an acronym stands that the text has explained."""
    labels: dict[str, str] = {}
    for mention in mentions:
        short = acronym_after(doc, words, mention)
        if short:
            labels[short] = mention.label
    return [Mention(i, i + 1, labels[word]) for i, word in enumerate(words) if word in labels] if labels else []
