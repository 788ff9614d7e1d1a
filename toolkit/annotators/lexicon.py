"""The words that the rules turn on: lemmas unless said otherwise, hand-made for English news."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAYING: Final = _words(
    """say tell add write state declare announce claim argue insist explain note remark reply respond warn ask continue
    conclude suggest tweet retweet post assert maintain contend admit acknowledge concede confirm deny disclose
    reveal reiterate recall joke quip boast brag lament complain predict caution stress emphasize emphasise
    underscore underline exclaim shout yell scream whisper mutter opine observe comment affirm allege testify
    vow pledge answer interject counter retort proclaim elaborate clarify plead urge read muse repeat echo sigh
    gush report recount signal indicate hint promise agree chant cry attest profess rebut bellow murmur inquire
    venture deadpan blurt grumble scoff snap chime reaffirm remind inform assure reassure summarize
    advise recite thunder drawl mention imply estimate propose recommend threaten speculate theorize posit
    forecast project swear demand request point stipulate tease whine protest preach vent rant cite quote
    specify detail outline highlight notify counsel order instruct beg implore charge accuse blast question
    wonder speak rule warrant preface text email blog describe object marvel rave concur intone holler roar
    mumble stammer bark tout trumpet certify fume rail grant confess snipe mouth deplore"""
)
"""Verbs of saying: beside a quotation they are its cue, and a clause that they govern is reported speech."""

PLAIN: Final = _words(
    """say tell add ask note argue claim announce declare point explain suggest write call describe insist state admit
    acknowledge warn complain mention remark deny assert shout predict respond reply tweet"""
)
"""Verbs of saying that stay one as an infinitive."""

THINKING: Final = _words(
    """believe think hope fear feel know suspect assume doubt find expect anticipate worry determine decide show
    learn discover hear remember realize realise recognize recognise understand imagine envision reason reflect
    see consider view regard perceive conclude want wish intend plan aim seek prefer support favor oppose reject
    dismiss deem judge calculate figure guess reckon sense dream bet argue regret gather advocate"""
)
"""Verbs of thought: they make a cue beside quotation marks, not of a clause without any."""

JUDGING: Final = _words(
    """call describe label dub characterize characterise brand term deem accuse blame criticize criticise slam blast
    denounce condemn praise hail mock dismiss portray liken compare refer cite tout decry deride disparage
    attack rip lambaste ridicule style nickname paint cast depict consider view see regard bill pronounce
    commend applaud salute credit fault thank congratulate laud chide scold rebuke admonish hammer pan bash
    trash ding declare berate mention address welcome rate rank extol"""
)
"""Verbs that say what something is called: with a quotation in their complement they make it a mixed one."""

EXPRESSING: Final = _words(
    """express voice articulate convey communicate give offer make issue deliver use utter release publish print launch
    endorse advocate champion defend apologize apologise talk discuss address tackle raise lay promise hold
    begin start open close end finish conclude go quote sing read run set put pose follow shoot fire lash hit
    explain argue interrupt pray celebrate laugh joke smile nod grin shrug cite invoke"""
)
"""Verbs that make a cue only where a comma or a colon leads from their clause to the quotation."""

ASKED_TO: Final = _words(
    """vow pledge promise threaten offer propose ask urge tell order demand claim instruct beg
    swear advise recommend call warn implore request remind direct challenge counsel caution plead
    beseech exhort petition"""
)
"""Verbs of saying whose content may be an infinitive: "vowed to build"."""

GERUNDS: Final = _words(
    """propose suggest recommend advise advocate urge deny admit confess acknowledge mention recall report describe
    forbid"""
)
"""Verbs of saying whose content may be a gerund: "proposed closing it"."""

SAYING_NOUNS: Final = _words(
    """claim statement assertion argument suggestion allegation accusation promise pledge vow warning comment remark
    announcement contention conclusion prediction insistence charge admission declaration report rumor rumour
    notice complaint confession denial reply answer response observation acknowledgment acknowledgement
    assurance proposal demand recommendation reminder threat testimony word message point"""
)
"""Nouns of saying: "her claim that ..."."""

PLEDGES: Final = _words(
    """promise pledge vow threat offer proposal demand call plea appeal request invitation order directive instruction
    command"""
)
"""Nouns of saying whose content may be an infinitive: "her promise to stay"."""

PHRASE_NOUNS: Final = SAYING_NOUNS | _words(
    """speech rhetoric slogan phrase quote quotation line tweet post letter email memo op-ed essay motto mantra
    description characterization notion idea belief view opinion criticism praise term label question call
    concern fear statement words remarks comments refrain catchphrase nickname tagline cry chant plea appeal
    message declaration"""
)
"""Nouns that may lead to words in marks: "Kim's slogan “...”"."""

REPORTING_FORMS: Final = "|".join(
    """said says say asked asks added adds told tells wrote writes replied replies responded responds continued
        continues explained explains insisted insists noted notes remarked recalled recalls joked quipped
        exclaimed shouted yelled screamed whispered declared declares announced argued argues claimed claims
        concluded warned warns tweeted posted cried answered answers wondered mused observed commented admitted
        conceded confirmed stated states began testified demanded inquired retorted snapped lamented complained
        predicted cautioned stressed emphasized promised vowed pledged urged pleaded muttered mumbled sighed
        laughed boasted bragged""".split()
)
"""Word forms, as alternatives of a regular expression."""

MALE_WORDS: Final = _words(
    """mr mister sir lord king prince pope father son husband brother uncle nephew grandfather grandson man boy
    gentleman spokesman businessman congressman chairman policeman fireman salesman statesman actor duke monk
    priest widower dad boyfriend fiancé groom councilman assemblyman alderman anchorman sportsman guy"""
)
FEMALE_WORDS: Final = _words(
    """mrs ms miss madam mme lady queen princess mother daughter wife sister aunt niece grandmother granddaughter woman
    girl spokeswoman businesswoman congresswoman chairwoman policewoman actress duchess nun widow mom mum
    girlfriend fiancée bride councilwoman assemblywoman anchorwoman waitress heroine goddess baroness ballerina"""
)

TITLES: Final = _words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative gov governor president
    vice-president chancellor premier prime minister secretary general gen lt lieutenant col colonel maj major
    capt captain sgt sergeant cpl corporal adm admiral cmdr commander rev reverend father fr sister brother pope
    king queen prince princess judge justice mayor congressman congresswoman ambassador chairman chairwoman
    chief officer detective det inspector sheriff rabbi imam bishop cardinal archbishop sheikh ayatollah coach
    vice deputy acting former ex-president then-president president-elect attorney speaker leader councilman
    councilwoman commissioner superintendent supt principal nurse private pvt constable marshal envoy baroness
    baron count duke duchess emperor emir sultan crown first sens reps gov-elect special counsel spokesman
    spokeswoman spokesperson agent majority minority assistant cllr councillor councilor hon honourable honorable mme
    mlle señor señora herr frau deputy-mayor vice-chancellor vice-chairman cpt sra provost bailie reeve dean canon
    archdeacon chair secretary-general director-general brig brigadier wing cdr pte insp supt gov-general
    lt-gen maj-gen ceo cfo coo cto datuk seri dato administrator undersecretary under-secretary comptroller treasurer
    solicitor prosecutor chairperson vp pm"""
)
"""Words before a name that are not part of it; compared in lower case without a period."""

NAME_SUFFIXES: Final = _words("jr sr ii iii iv esq md phd")

ROLES: Final = _words(
    """president leader premier chancellor minister senator governor mayor spokesman spokeswoman spokesperson secretary
    nominee candidate director chief chairman chairwoman chair ceo executive founder professor lawyer attorney
    judge analyst author reporter host coach player star actor actress singer general commander officer sheriff
    ambassador diplomat official economist scientist researcher doctor nurse expert congressman congresswoman
    lawmaker representative politician billionaire mogul businessman businesswoman adviser advisor strategist
    pollster aide speaker king queen prince princess pope bishop activist victim woman man teen boy girl mother
    father wife husband son daughter brother sister teacher student writer journalist editor pundit republican
    democrat conservative incumbent hopeful frontrunner front-runner veteran farmer pilot driver owner resident
    neighbor neighbour witness suspect defendant engineer artist musician filmmaker novelist poet historian
    philosopher priest pastor rabbi imam captain colonel detective inspector superintendent principal dean
    treasurer tycoon developer magnate statesman legislator envoy negotiator counsel prosecutor justice
    magistrate exec whip organizer organiser volunteer trainer manager referee athlete swimmer runner quarterback
    pitcher striker goalkeeper native interviewee interviewer"""
)
"""What a person may be called without a name."""

CLEAR_ROLES: Final = ROLES - _words(
    """star son boy girl man general justice judge king queen prince princess pope bishop dean priest pilot driver
    player farmer"""
)
"""Roles that are nobody's name: King, Bishop and Star are names too."""

ONE: Final = _words("a an another one")
"""Words before one of a kind, who or which is not known yet."""

BODIES: Final = _words(
    """authority secretariat regulator watchdog firm business bureau academy association federation parliament senate
    congress assembly cabinet church hospital school university institute unit force coalition regime society club
    league tribunal panel inquiry embassy consulate mission parish diocese charity employer operator manufacturer
    airline bank insurer broadcaster publisher agency directorate inspectorate delegation alliance movement"""
)
"""Bodies besides `GROUPS` that can say something."""

LEADERS: Final = _words("president leader premier chancellor minister head ruler strongman king queen emir prime")
"""Roles that stand for each other where a country's head is meant: "the Russian leader"."""

GROUPS: Final = _words(
    """official officials analyst analysts expert experts critic critics supporter supporters source sources people
    others some many most republicans democrats lawmakers police authorities government administration campaign
    company court committee department ministry agency council group party team army military union bank board
    observers witnesses residents voters investigators prosecutors researchers scientists economists leaders
    aides officers lawyers diplomats activists opponents allies advocates reporters journalists media press
    public crowd audience both all everyone everybody members families parents students teachers women men
    americans report reports study poll survey statement newspaper paper outlet magazine article site website
    document documents filing lawsuit letter staff office commission organization institute foundation"""
)
"""Heads of descriptions that mean several people or a body (word forms, not lemmas)."""

PERSONS: Final = _words(
    """rival challenger contender opponent foe enemy backer donor delegate client customer passenger tenant landlord
    survivor refugee migrant immigrant protester protestor demonstrator colleague friend boss employee worker
    staffer operative surrogate appointee deputy clerk trooper guard ranger firefighter paramedic medic surgeon
    dentist pharmacist chemist physicist biologist geologist geographer meteorologist forecaster trader broker
    investor shareholder banker accountant auditor consultant contractor builder architect designer plumber
    electrician carpenter mechanic chef cook baker butcher grocer shopkeeper fisherman skipper sailor veterinarian
    librarian curator archaeologist anthropologist psychologist psychiatrist sociologist linguist blogger columnist
    commentator critic reviewer reader viewer listener caller user fan signatory petitioner plaintiff complainant
    relative cousin parent grandparent child kid youth person individual couple twin sibling uncle aunt nephew niece
    attendee participant respondent applicant recipient beneficiary patient prisoner inmate hostage captive exile
    insider outsider bystander onlooker acquaintance mentor tutor lecturer scholar academic theologian cleric monk
    nun missionary preacher worshipper congregant parishioner voter shopper tourist visitor commenter follower
    passer-by pupil graduate trucker soldier cop juror citizen taxpayer commuter homeowner campaigner lobbyist
    moderator panelist panellist rapper comedian celebrity believer atheist libertarian socialist evangelical
    loyalist predecessor successor coworker co-worker waiter waitress bartender miner rancher cowboy policeman
    policewoman fireman therapist counselor counsellor heckler marcher counterprotester rioter looter gunman shooter
    attacker hacker whistleblower whistle-blower leaker informant agent dictator strongman millionaire entrepreneur
    trustee provost mom mum dad spouse widow widower fiancé fiancée girlfriend boyfriend partner roommate classmate
    teammate stranger guest translator interpreter bodyguard chauffeur nanny babysitter janitor receptionist cashier
    laureate seller vendor buyer bidder dealer realtor photographer producer screenwriter playwright"""
)
"""What people are called besides `ROLES`."""

AMOUNTS: Final = _words(
    """number majority minority dozen score hundred thousand million handful host chorus pair trio percent half third
    quarter plurality share bulk slew array string range"""
)
"""Heads of descriptions that mean as many of what "of" leads to: "a growing number of mayors"."""

SIGNS: Final = _words(
    """sign card notice banner placard plaque plate poster label sticker board billboard headline caption marquee
    shirt t-shirt cap hat flag screen display graffiti graffito tattoo inscription tombstone headstone"""
)
"""Things that bear words which nobody speaks."""


WORKS: Final = _words(
    """book film movie show song album novel memoir documentary series play musical episode programme program podcast
    magazine newspaper article essay column report blog poem painting sitcom drama comedy thriller blockbuster
    video single track hit anthem biography autobiography game sequel trilogy franchise opera ballet exhibition
    exhibit sculpture bestseller segment special newsletter website site ad paper"""
)
"""Kinds of works, whose titles stand in marks."""

MESSAGES: Final = _words(
    """statement message letter ad advertisement post tweet article email note memo sign release report video speech
    remark comment briefing conference interview series cover banner poster placard text book column"""
)
"""What somebody issues that says something: "sent a letter saying"."""

OCCASIONS: Final = _words(
    """time day night week weekend month year morning afternoon evening minute hour monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november december
    today yesterday tonight news call hearing debate testimony meeting speech rally address filing court"""
)
"""What says when, where or how somebody spoke, between "said" and "that"."""

ACTS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("accuse", "complain", "speak", "talk", "testify", "boast"), frozenset(("of", "about"))),
    **dict.fromkeys(("blame", "praise", "mock"), frozenset(("for", "as"))),
    **dict.fromkeys(("criticize", "criticise", "slam", "blast"), frozenset(("for", "as", ""))),
    **dict.fromkeys(("deny", "demand", "propose", "suggest", "predict", "promise", "pledge"), frozenset(("",))),
    **dict.fromkeys(("denounce", "condemn", "describe"), frozenset(("as", ""))),
    **dict.fromkeys(("discuss", "question", "mention", "declare", "repeat", "acknowledge"), frozenset(("",))),
    **dict.fromkeys(
        ("outline", "note", "state", "emphasize", "emphasise", "stress", "report", "confirm"), frozenset(("",))
    ),
    **dict.fromkeys(("dismiss", "portray", "hail", "characterize", "characterise", "depict"), frozenset(("as",))),
    **dict.fromkeys(("ridicule", "tout", "attack", "deride", "decry", "paint"), frozenset(("as",))),
    **dict.fromkeys(("label", "dub", "brand", "term"), frozenset(("=",))),
    **dict.fromkeys(("remark", "comment"), frozenset(("on", "upon"))),
    "call": frozenset(("for", "=")),
    "ask": frozenset(("for",)),
    "warn": frozenset(("of", "about", "against")),
    "argue": frozenset(("for", "against")),
    "apologize": frozenset(("for",)),
    "apologise": frozenset(("for",)),
}
"""Verbs to what they report: their object (""), what they call it ("="), or a phrase with one of these prepositions."""

WITHHOLDING: Final = _words("decline refuse fail avoid stop neglect omit forget refrain abstain")
"""Verbs that say of an infinitive or gerund that it was not done."""

TITLE_ROLES: Final[dict[str, str]] = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "dr": "doctor",
    "prof": "professor",
    "rev": "reverend",
    "capt": "captain",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "cllr": "councillor",
    "supt": "superintendent",
    "det": "detective",
    "insp": "inspector",
    "premier": "premier",
    "pres": "president",
}
"""What abbreviated titles say that somebody is."""
