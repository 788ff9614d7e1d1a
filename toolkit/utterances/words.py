"""What of a statement is compared: its content words, in a form that other wordings and translations share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from toolkit.utterances.numerals import in_figures

PREFIX = 5
"""Letters of a word that count: inflections and most derivations differ after them."""

ENOUGH_INSIDE = 3.0
TIMES_MORE = 2.5
"""A quote of which so much stands inside marks, and so many times more in all, is mostly a reporter's comment."""

# They tell no statement apart: function words, and what everyone says who speaks freely ("I think we really want ...").
FUNCTION_WORDS = frozenset(
    """a an the and or but nor if as at by for from in into of off on onto out over to up with about
    between under than that this these those there here it its he him his she her hers we us our ours you
    your yours i me my mine they them their theirs is are was were be been being am do does did done have
    has had having will would shall should can could may might must not no so very just also only too then
    when where who whom whose which what how why all any some each every both such own same until because
    while during before after again more most other s t re ve ll d m never nor neither
    himself herself themselves myself yourself ourselves itself one
    think know want going go gonna get got come make made way thing
    things lot really something anything everything now well much many like say said says tell told""".split()
)
COMMON = frozenset(
    """people year time day work good new first last long great little man woman world country state government
    president minister week month today back need help take give look use find ask feel try leave call keep let begin
    show hear play run move live believe bring happen write provide sit stand lose pay meet include continue set learn
    change lead understand watch follow stop create speak read allow add spend grow open walk win offer remember love
    consider appear buy wait serve die send expect build stay fall cut reach kill remain suggest raise pass sell
    require report decide pull important big small large high old right part place case point number group
    problem fact hand company system program question area home money story business issue side kind head house
    service friend power hour game line end member law city community name team minute idea body party result
    reason morning war process able always sure better best hard real whole nobody somebody anybody everybody nothing
    someone anyone everyone none""".split()
)
# Irregular forms of frequent verbs and nouns, each line one word.
_FORMS = {
    form: forms[0]
    for line in """begin began begun;break broke broken;bring brought;build built;buy bought;catch caught;choose chose
        chosen;deal dealt;die died dying;draw drew drawn;drink drank drunk;drive drove driven;eat ate eaten;fall fell
        fallen;feel felt;fight fought;find found;fly flew flown;forget forgot forgotten;give gave given;go went
        gone;grow grew grown;hang hung;hear heard;hide hid hidden;hold held;keep kept;lead led;learn learnt;leave
        left;lend lent;lie lying lain;lose lost;mean meant;meet met;pay paid;ride rode ridden;ring rang rung;rise rose
        risen;run ran;see saw seen;seek sought;sell sold;send sent;shake shook shaken;shoot shot;show shown;sing sang
        sung;sink sank sunk;sit sat;sleep slept;speak spoke spoken;spend spent;stand stood;steal stole stolen;stick
        stuck;strike struck;swear swore sworn;swim swam swum;take took taken;teach taught;tear tore torn;think
        thought;throw threw thrown;understand understood;wake woke;wear wore worn;win won;write wrote written;nobody
        noone;man men;woman women;child children;foot feet;tooth teeth;life lives;wife wives;half halves;good better
        best;bad worse worst;neighbour neighbor;colour color;harbour harbor;labour labor;centre center;defence
        defense;quarrel quarreling""".split(";")
    if (forms := line.split())
    for form in forms
}
# Words that translators of one sentence choose between, each line one.
_SYNONYMS = {
    word: words[0]
    for line in """close shut;repair mend fix;buy purchase acquire;begin start commence;end finish conclude;help aid
        assist assistance;big large huge;small little;restore rebuild renew;argue quarrel dispute;want wish
        desire;job employment;glad happy pleased delighted;answer reply respond response;prevent avoid
        avert;need require necessary;attempt try effort;show demonstrate;choose select pick;allow permit
        let;forbid ban prohibit;fast quick rapid swift;correct right;wrong mistaken incorrect;error
        mistake;child kid;house home;street road;speak talk; look watch;hope expect;reduce cut lower
        decrease;raise increase lift;destroy ruin wreck;kill murder;attack assault strike;danger threat
        risk;important crucial vital;difficult hard tough;immediate instant;frequent often; sad unhappy
        sorry;afraid scared frightened fear;angry furious anger;rich wealthy;money cash funds;pay paid
        payment;sick ill;doctor physician;car automobile vehicle;boat ship vessel;war conflict;peace
        truce;soldier troop;deal agreement accord;meeting meet talks;leader head chief;citizen resident
        inhabitant;customer client consumer;worker employee staff;company firm;enough sufficient;silent
        quiet silence;nation country;taxes tax levy;whole entire;near close;rest remainder;gift
        present;build construct erect;send dispatch;postpone delay defer;cancel scrap abandon;approve
        endorse support;oppose resist;lawyer attorney solicitor;prison jail;pupil student;fire blaze;storm
        hurricane;plane aircraft airplane aeroplane;crash collision collide;injure hurt wound;baby
        infant;film movie;picture photo photograph;cheap inexpensive;expensive costly;profit earnings;wage
        salary;vote ballot;promise pledge vow;refuse reject decline;admit concede acknowledge;accuse
        blame;thank grateful gratitude;brave courage courageous;false untrue;true truth;obvious
        evident;strange odd weird;empty vacant;strong powerful;weak feeble;safe secure safety
        security;protect defend guard;warn caution;save rescue;discover uncover;search hunt;jump leap;cry
        weep;shout yell;wash clean;sea ocean;shore coast;stone rock;woods forest;farmer grower;gun
        firearm;mother mum mom;father dad;grandmother granny gran;grandfather grandad grandpa;enemy
        foe;crowd throng;holiday vacation;dawn sunrise daybreak;noon midday;sum amount;everyone
        everybody;someone somebody;anyone anybody;maybe perhaps possibly;certain surely definite;final
        eventual;victory triumph;split divide;gather collect assemble;hide conceal;reveal disclose;announce
        declare proclaim;complain grumble complaint;trust confidence faith;guess estimate;phone
        telephone;coach trainer;fan supporter;stop halt cease;forever permanent;temporary interim;enlarge
        expand extend;shrink dwindle;hire employ recruit;dismiss sack;resign quit;replace substitute;inquiry
        investigation investigate probe;proof evidence;guilty guilt;innocent innocence;illegal
        unlawful;legal lawful;unfair unjust;cruel brutal;honest sincere;stupid foolish silly;clever
        smart;lucky fortunate;unlucky unfortunate;poor poverty;hungry hunger starve;thirsty thirst;tired
        exhausted weary;disaster catastrophe;accident mishap;damage harm;chance opportunity;goal aim
        target;plan scheme;method approach;task duty;aware conscious;forget forgotten;ignore
        overlook;guarantee ensure;demand insist;beg plead;persuade convince;surprise astonish amaze;shock
        stun;confuse puzzle;worry concern anxious anxiety;calm peaceful;noise noisy din;smell odour
        odor;pain ache;cure heal;vaccine vaccinate jab;drug medicine medication;goods merchandise;shop
        store;garbage rubbish trash;petrol gasoline;lorry truck;pavement sidewalk;railway railroad rail""".split(";")
    if (words := line.split())
    for word in words
    if word not in ("head", "near", "present", "strike")
}
_INFLECTIONS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
_NEGATIONS = frozenset("not no never nobody nothing none neither nor noone nowhere without cannot".split())


@lru_cache(200_000)
def stem(word: str) -> str:
    """A word without its inflection, cut to its first letters; a number as it is."""
    if word[0].isdigit():
        return word
    word = _uninflected(word, _INFLECTIONS)
    word = _SYNONYMS.get(word) or _SYNONYMS.get(word + "e", word)
    if len(word) > 3:
        word = word.rstrip("e")
    return intern(word[:PREFIX])


def base(word: str) -> str:
    """A word without its inflection and the ending of adverbs; a number as it is."""
    if word[0].isdigit():
        return word
    word = _uninflected(word, (*_INFLECTIONS, ("ly", "")))
    return word.rstrip("e") if len(word) > 3 else word


def _uninflected(word: str, endings: Sequence[tuple[str, str]]) -> str:
    word = _FORMS.get(word, word)
    for ending, instead in endings:
        rest = word[: -len(ending)] + instead
        if word.endswith(ending) and len(rest) >= 3 and not word.endswith("ss"):
            word = re.sub(r"(?<=..)([bdgklmnprt])\1$", r"\1", rest) if ending in ("ing", "ed") else rest
            break
    return _FORMS.get(word, word)


_COMMON_STEMS = frozenset(map(stem, COMMON))


def weight(one: str, *, proper: bool = False) -> float:
    """What a shared stem says: a common word says less, and so does a name, which says what the talk is about."""
    return 0.5 if proper or one in _COMMON_STEMS else 1.0


class Wording(NamedTuple):
    """The words of a statement."""

    every: str
    """In lower case, numbers in figures, contractions in full, with a space between two."""
    content: str
    """Those that are no function words."""
    stems: tuple[str, ...]
    """Of the content words, each once, in the order of the text."""
    weights: tuple[float, ...]
    """What each stem says."""
    negated: bool
    """Whether an odd number of the words negate."""

    @property
    def evidence(self) -> float:
        """What all the stems say together."""
        return sum(self.weights)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers among the words."""
        return frozenset(word for word in self.content.split() if word[0].isdigit())


def wording(text: str) -> Wording:
    """The words of a text."""
    every = tokens(text)
    content = [word for word in every if word not in FUNCTION_WORDS]
    proper = {word.casefold() for word in _PROPER.findall(text)}
    weights: dict[str, float] = {}
    for word in content:
        one = stem(word)
        weights[one] = min(weights.get(one, 1.0), weight(one, proper=word in proper))
    negated = sum(word in _NEGATIONS for word in every) % 2 == 1
    return Wording(" ".join(every), " ".join(content), tuple(weights), tuple(weights.values()), negated)


def said(text: str, quoted: Sequence[str]) -> str:
    """What of a quote to compare: what stands inside marks, where that is enough and the rest is far more than it."""
    inside = " ".join(quoted)
    evidence = wording(inside).evidence if quoted and inside != text else 0.0
    return inside if ENOUGH_INSIDE <= evidence < wording(text).evidence / TIMES_MORE else text


_PROPER = re.compile(r"(?<=[\w,;] )[A-Z]\w+")


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, numbers in figures, contractions in full."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.casefold()).replace("’", "'").replace("no one", "nobody")
    plain = plain.replace("won't", "will not").replace("can't", "can not").replace("n't", " not")
    plain = re.sub(r"'(?:s|re|ve|ll|d|m)?\b|[\[\]]", " ", plain)
    return in_figures(re.findall(r"\d+\.\d+|[^\W_]+", plain))


def joined(parts: Sequence[Wording]) -> Wording:
    """The words of several pieces as those of one text."""
    weights: dict[str, float] = {}
    for part in parts:
        for one, value in zip(part.stems, part.weights, strict=True):
            weights[one] = min(weights.get(one, 1.0), value)
    return Wording(
        " ".join(part.every for part in parts),
        " ".join(part.content for part in parts),
        tuple(weights),
        tuple(weights.values()),
        sum(part.negated for part in parts) % 2 == 1,
    )
