"""Which type a name has in this document: the model's votes weighed against what the text says beside each mention.

One name has one type in a document. Each mention votes with the model's label, and with what stands beside it: a title
or an age makes a person, "in" and "the town of" a place, "the X spokesman" a body; the name's own words vote as well
("Ministry", "River"). The weights are round numbers set by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from toolkit.annotators.given_names import GIVEN_NAMES
from toolkit.annotators.kinds import listed, name_key
from toolkit.annotators.lexicon import GROUPS, ROLES, SAYING, THINKING
from toolkit.annotators.mentions import text_of
from toolkit.annotators.names import clean, is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotators.mentions import Mention

Votes = defaultdict[str, float]

_ORG: Final = """
    ministry university bank party inc corp ltd llc plc company co group council agency court committee commission
    association union federation foundation institute college school academy department office authority board
    bureau club fc corporation holdings airlines airways motors parliament senate assembly alliance league
    organization organisation society trust fund services partners church network television radio magazine
    coalition industries systems technologies studios pictures entertainment brothers associates initiative
    secretariat chamber confederation consortium cooperative enterprises insurance securities police army navy
    herald tribune gazette courier newspaper bundesliga brigade battalion regiment orchestra choir band ngo
    directorate congregation faculty laboratory laboratories clinic healthcare pharmaceuticals electronics
    communications telecom airline
"""
_FAC: Final = """
    airport street avenue road bridge stadium hotel tower palace boulevard highway cathedral mosque temple castle
    theatre theater museum library prison jail monument arena square station terminal harbour harbor pier quay mall
    plaza expressway motorway tunnel dam lane row stairs rooms st ave rd blvd wharf breakwater courthouse cemetery
    house zoo
"""
_LOC: Final = """
    river lake mountain mountains sea bay ocean peninsula valley desert gulf strait canyon forest basin plateau
    volcano creek reef atoll glacier delta
    """
_PERHAPS_LOC: Final = frozenset("island islands coast hills falls cape heights point".split())
"""Words that end the names of towns and provinces nearly as often."""
_GPE: Final = "province county republic kingdom emirate township municipality governorate prefecture"
_EVENT: Final = "olympics olympiad paralympics festival war cup championship championships marathon biennale expo games"
_LAW: Final = "act constitution treaty accord accords convention protocol bill"
HEADS: Final = {
    word: label
    for label, words in (("ORG", _ORG), ("FAC", _FAC), ("LOC", _LOC), ("GPE", _GPE), ("EVENT", _EVENT), ("LAW", _LAW))
    for word in words.split()
}
"""The last word of a name, or the one before "of", and the type that it tells."""

VOTING: Final = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"])
MODEL_VOTE: Final = 1.0
"""What the model's label of one mention weighs where the name occurs once."""
DAMPING: Final = 0.5
"""Each of n mentions weighs n to the minus this: the model repeats itself, and its mistakes."""
FAMILY_VOTE: Final = 3.0
"""What a person's full name weighs for the family name alone."""

_SETTLEMENTS: Final = frozenset(
    """
    city town village province state capital district county region municipality suburb port township country nation
    neighborhood neighbourhood island hamlet republic kingdom governorate prefecture commune settlement metropolis
    resort department parish
    """.split()
)
_BODIES: Final = frozenset(
    """
    company firm party group bank agency newspaper team club organization organisation union network website
    manufacturer maker giant retailer startup start-up airline carrier brand magazine daily weekly broadcaster
    operator militia developer lender insurer automaker conglomerate subsidiary outlet platform university squad
    side
    """.split()
)
_STAFF: Final = (
    ROLES
    | GROUPS
    | frozenset(
        """
    spokespeople officials shares stock employees members headquarters subsidiary fans supporters players candidates
    lawmaker lawmakers
    """.split()
    )
)
_IN: Final = frozenset("in near across throughout outside around into".split())
_TO: Final = frozenset("from to at".split())
_AGE: Final = re.compile(r"\d{2}")
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&]{1,6}|[A-Z]{2,}s?")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){3,}")
_VESSELS: Final = frozenset(
    """
    ferry ship vessel carrier tanker dredger trawler yacht submarine frigate destroyer schooner spacecraft rocket
    liner freighter warship cruiser steamer barge lifeboat
    """.split()
)
_PERSONAL: Final = frozenset(
    """
    think feel love hate marry divorce graduate study live die bear grow smile laugh cry nod walk sit stand sleep
    wake wear eat drink sing dance drive swim recall remember retire testify arrest imprison jail hug kiss text
    whisper shout joke shrug
    """.split()
)
_SURNAMES: Final = frozenset(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu zhu hu guo lin gao luo zheng liang xie tang deng feng cao peng
    zeng xiao cai yuan kim lee park choi jung kang cho yoon jang lim shin moon kwon tanaka suzuki sato takahashi
    watanabe yamamoto nakamura kobayashi nguyen tran pham singh khan patel kumar sharma gupta reddy verma mehta shah
    modi ahmed hussain hussein hassan mohamed mohammed muhammad ali ibrahim abdullah khalil mahmoud saleh mansour
    garcia garcía rodriguez rodríguez martinez martínez hernandez hernández lopez lópez gonzalez gonzález perez
    pérez sanchez sánchez ramirez ramírez torres flores rivera gomez gómez diaz díaz morales ortiz gutierrez
    gutiérrez chavez chávez ramos ruiz mendoza castillo vargas romero jimenez jiménez silva oliveira pereira
    ferreira costa ivanov petrov smirnov kuznetsov popov sokolov novak kowalski müller schmidt schneider fischer
    weber meyer wagner becker schulz dubois moreau rossi russo ferrari esposito bianchi romano papadopoulos yilmaz
    kaya demir okafor mensah mwangi otieno dlamini nkosi mokoena smith jones johnson williams brown davis miller
    wilson taylor anderson thomas moore thompson clark lewis robinson walker allen wright scott hill adams nelson
    baker campbell mitchell roberts carter phillips evans turner parker collins edwards stewart morris murphy cook
    rogers
    """.split()
)
"""Family names that millions bear: a lone one is more likely a person's than a firm's."""
_SAILING: Final = frozenset("capsize sink dock sail founder moor".split())
_POSTING: Final = frozenset("write post tweet share publish stream message".split())
_HUMAN: Final = ("er", "or", "ist", "ian", "man", "woman", "master", "eer")
_NOT_HUMAN: Final = frozenset("paper newspaper number order river border centre center winner power water ever".split())
_PERSONS: Final = _SURNAMES | GIVEN_NAMES
_UTTERING: Final = SAYING | THINKING


def votes_of_name(words: Sequence[str]) -> Votes:
    """What the words of a name say by themselves."""
    votes: Votes = defaultdict(float)
    label = listed(" ".join(words))
    if label:
        votes[label] += 4
    if len(words) > 1:
        head = next((words[i - 1] for i in range(1, len(words)) if words[i] in ("of", "for", "and")), words[-1])
        kind = HEADS.get(key_of(head))
        if kind:
            votes[kind] += 4
        elif key_of(head) in _PERHAPS_LOC:
            votes["LOC"] += 1
            votes["GPE"] += 1
        elif key_of(words[0]) in GIVEN_NAMES and len(words) < 4 and all(word[:1].isupper() for word in words):
            votes["PERSON"] += 2
    elif not label and key_of(words[0]) in _PERSONS and not (words[0].isupper() and len(words[0]) < 4):
        votes["PERSON"] += 1.5
    elif _INITIALS.fullmatch(words[0]):
        votes["ORG"] += 2
        votes["PERSON"] -= 2
    elif _ACRONYM.fullmatch(words[0]):
        votes["ORG"] += 1
        votes["PERSON"] -= 2
    return votes


def votes_of_context(doc: Doc, mention: Mention) -> Votes:
    """What stands beside one mention says."""
    votes: Votes = defaultdict(float)
    before = doc[mention.start - 1] if mention.start else None
    after = doc[mention.end] if mention.end < len(doc) else None
    root = _root(doc, mention)
    if before is not None and not doc[mention.start].is_sent_start:
        _before(doc, before, root, votes)
    if after is not None and not after.is_sent_start:
        _after(doc, mention, after, root, votes)
    _apposed(root, votes)
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in _SAILING:
        votes["PRODUCT"] += 2
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in _PERSONAL:
        votes["PERSON"] += 1
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in _UTTERING:
        votes["PERSON"] += 0.5
        votes["ORG"] += 0.5
    return votes


def one_type(doc: Doc, mentions: Sequence[Mention], places: Iterable[Mention] = ()) -> list[Mention]:
    """The mentions of names, each name with the type that the document speaks for; `places` are surely places."""
    sure = {name_key(text_of(doc, place)) for place in places}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.label in VOTING:
            groups[name_key(text_of(doc, mention))].append(mention)
    votes = {key: _votes(doc, group) for key, group in groups.items()}
    verdicts = {key: "GPE" if key in sure else _most(votes[key]) for key in groups if " " in key}
    family = {key.rsplit(" ", 1)[1] for key, label in verdicts.items() if label == "PERSON"}
    for key in groups.keys() - verdicts.keys():
        votes[key]["PERSON"] += FAMILY_VOTE * (key in family)
        verdicts[key] = "GPE" if key in sure else _most(votes[key])
    found = {mention.start: verdicts[key] for key, group in groups.items() for mention in group}
    return [
        mention._replace(label=found[mention.start])
        if found.get(mention.start, mention.label) != mention.label
        else mention
        for mention in mentions
    ]


def _most(votes: Votes) -> str:
    return max(votes, key=lambda label: (votes[label], label))


def _add(votes: Votes, more: Votes) -> None:
    for label, weight in more.items():
        votes[label] += weight


def _votes(doc: Doc, group: Sequence[Mention]) -> Votes:
    votes: Votes = defaultdict(float)
    for text in sorted({text_of(doc, m) for m in group}):
        _add(votes, votes_of_name(clean(text).split()))
    for mention in group:
        _add(votes, votes_of_context(doc, mention))
        votes[mention.label] += MODEL_VOTE / len(group) ** DAMPING
    return votes


def _root(doc: Doc, mention: Mention) -> Token:
    inside = range(mention.start, mention.end)
    return next((doc[i] for i in reversed(inside) if doc[i].head.i not in inside), doc[mention.end - 1])


def _apposed(root: Token, votes: Votes) -> None:
    """What the noun says that explains a name: "Lesk, a town up a mountain", "the harbourmaster, Ana Ruiz"."""
    nouns = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        nouns.append(root.head)
    for noun in nouns:
        word = noun.lower_
        if noun.pos_ == "PROPN":
            continue
        if word in _SETTLEMENTS:
            votes["GPE"] += 3
        elif word in _BODIES:
            votes["ORG"] += 2
        elif word in ROLES or (word.endswith(_HUMAN) and word not in _NOT_HUMAN):
            votes["PERSON"] += 2


def _before(doc: Doc, before: Token, root: Token, votes: Votes) -> None:
    word = before.lower_
    if is_title(before.text) and (before.text[-1] == "." or before.text[0].isupper()):
        votes["PERSON"] += 3
    elif word in ROLES:
        votes["PERSON"] += 2
    elif word in _VESSELS:
        votes["PRODUCT"] += 4
    elif word == "on" and before.head.lemma_ in _POSTING:
        votes["PRODUCT"] += 1
        votes["PERSON"] -= 2
    elif word in _IN:
        votes["GPE"] += 1.5
    elif word in _TO:
        votes["GPE"] += 0.5
    elif word in _BODIES:
        votes["ORG"] += 1.5
    elif word == "of" and before.i and before.nbor(-1).lower_ in _SETTLEMENTS:
        votes["GPE"] += 3
    elif word == "the":
        votes["PERSON"] -= 1
        votes["GPE"] -= 0.5


def _after(doc: Doc, mention: Mention, after: Token, root: Token, votes: Votes) -> None:
    word = after.lower_
    following = after.nbor(1) if after.i + 1 < len(doc) else None
    if word == "," and following is not None:
        if _AGE.fullmatch(following.text) and following.i + 1 < len(doc) and following.nbor(1).text in (",", "."):
            votes["PERSON"] += 3
        elif following.lower_ == "who":
            votes["PERSON"] += 2
        elif listed(following.text) == "GPE" and following.text != "US":
            votes["GPE"] += 1
    elif word == "who":
        votes["PERSON"] += 2
    elif word in _SETTLEMENTS:
        votes["GPE"] += 1.5
    elif word in _STAFF and root.head.i >= after.i:
        votes["ORG"] += 1
        votes["PERSON"] -= 1
    elif word == "-" and following is not None and following.lower_ in ("based", "born"):
        votes["GPE"] += 2
