"""Short lines in English: what their words weigh for the kind, and by rule their category, urgency and emergency.

Neighbours who write no Chinese write to the same chat; the acts of speech and the categories are those of `understanding`.
"""

from __future__ import annotations

import re

from models.rules.categories import Category
from models.rules.emergencies import Emergency
from models.rules.patterns import regex

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_CALLS = frozenset({"help", "fire"})
_MOST = 40
"""Words weighed."""


def is_english(said: str) -> bool:
    """Whether it has Latin words and not one Chinese character."""
    if _CHINESE.search(said):
        return False
    return len(_LATIN.findall(said[:200])) >= 2 or said.strip(" .!").lower() in _CALLS


_CATEGORIES = tuple(
    (category, regex(pattern, re.I))
    for category, pattern in (
        (Category.SAFETY, r"\bfire\b(?! hydrant (?:sign|paint))|smoke(?!r| break)|gas (?:smell|leak|odou?r)|smell(?:s|ed|ing)? (?:of |like )?gas|electric shock|electrocut|live wire|sparks?\b|burning smell|collapsed|faint(?:ed|ing)|unconscious|bleeding|heart attack|drown|stabb|knife|\bgun\b|fight(?:ing)?\b|break[- ]?in|broke in|burglar|thief|stolen|\bstole\b|robb|suspicious|stranger|prowl"),
        (Category.SAFETY, r"extinguisher|fire (?:exit|door|lane|alarm|escape)|smoke detector|e-?bike.{0,30}(?:charg|inside|elevator|lift|hall|stair)|charg\w* .{0,20}(?:e-?bike|scooter)|throw\w* .{0,30}(?:window|balcony|out)|dropp\w* .{0,20}(?:window|balcony)|(?:off|no|without|un)[- ]?leash|dog (?:bit|attack|bites|lunged)|bitten|snake"),
        (Category.ILLEGAL_BUILDING, r"illegal(?:ly)? (?:build|construct|structure|extension|apartment)|load-?bearing|knock\w* down .{0,12}wall|unpermitted|without a? ?permit|built? (?:a |an )?(?:shed|room|hut|extension|structure)|enclos\w+ (?:the |their )?(?:balcony|terrace|hallway)"),
        (Category.GREENING, r"\btrees?\b|branch(?:es)?\b|\bgrass\b|weeds?\b|hedges?|bush(?:es)?\b|lawns?\b|shrubs?|flower ?beds?|overgrown|vegetation|stump|poison ivy|vines?\b"),
        (Category.ELEVATOR, r"\belevators?\b(?!.{0,20}(?:pee|urin|smell|dirty|trash|vomit))|\blifts?\b(?!.{0,20}(?:pee|urin|smell|dirty|trash|vomit))"),
        (Category.NOISE, r"\bnois[ey]|loud|barking|party(?:ing)?\b|drilling|jackhammer|can'?t sleep|keep\w* (?:us|me) (?:up|awake)|stomp|music (?:at|all|so|blast)|blasting|hammering|karaoke|leaf blower"),
        (Category.SANITATION, r"trash|garbage|rubbish|litter|dumpster|recycl|\bpoop|dog (?:waste|mess|shit)|feces|urin|\bpee(?:d)?\b|roach|\brats?\b|mice|mouse droppings|rodent|smell|stink|odou?r|filthy|dirty|mold|cigarette butts?|graffiti|vomit|\bbulk\b|debris|sewage smell|skunk|dead (?:animal|bird|squirrel|cat|rat)"),
        (Category.UTILITIES, r"\bwater\b|power (?:is |went |has been )?(?:out|off|outage)|no power|outage|electricity|blackout|\bheat(?:ing|er)?\b|radiator|\bhot water|leak|pipes?\b|plumb|toilet|\bsink\b|drains?\b|clogg|sewer|flood|faucet|\btap\b|breaker|gas (?:is|has been)? ?(?:off|cut)|no gas|hydrant|storm drain|catch basin"),
        (Category.PROPERTY, r"management (?:office|company|fee|won'?t|never|doesn'?t|ignor)|security guard|guards? (?:is|are|was|were)|\bmanagement\b|overcharg|landlord|no(?:body|[- ]one) (?:answers|picks up)"),
        (Category.TRAFFIC, r"park(?:ed|ing|s)\b|\bspots?\b|traffic|potholes?|crosswalk|speeding|\broads?\b|stop sign|driveway|\bcars?\b|truck|sidewalk|intersection|pavement|street(?! ?l(?:ight|amp))|lane\b|curb|snow|plow|\bice\b|icy|bike lane|meter\b|vehicles?"),
        (Category.DISPUTE, r"neighbou?rs? (?:keeps?|is|are|refus|threat|yell|scream|insult|curs)|refus\w+ to (?:pay|move|stop)|argu(?:e|ing|ment)|harass|threaten"),
        (Category.FACILITIES, r"lights?\b|lamp|door|lock|gate\b|intercom|buzzer|key ?card|camera|bench|swing|slide|playground|stairs?\b|handrail|railing|ceiling|roof|window|wall|tiles?|manhole|mailbox|locker|gym|pool|wifi|internet|charger|charging|fence|sign\b|restroom|bathroom|bleacher|dryer|bulb"),
    )
)


def find_english_category(said: str) -> Category:
    """The category by the first rule that fits, the particular before the general."""
    return next((category for category, pattern in _CATEGORIES if pattern.search(said)), Category.OTHER)


_PERSON = r"(?:man|woman|guy|lady|kid|child|boy|girl|baby|neighbou?r|someone|somebody|person|people|grand(?:ma|pa|mother|father)|mother|father|mom|dad|wife|husband|son|daughter|resident|elderly|he|she|we|i|i'm|i am|they)"
_EMERGENCIES = tuple(
    (kind, regex(pattern, re.I))
    for kind, pattern in (
        (Emergency.TRAPPED, r"(?:stuck|trapped|locked) (?:in(?:side)?|on) .{0,14}(?:elevator|lift)|(?:elevator|lift).{0,30}(?:people|someone|somebody|kids?|person) (?:inside|trapped|stuck)|(?:elevator|lift).{0,20}can'?t get out|trapped in(?:side)? the"),
        (Emergency.GAS, r"smell(?:s|ed|ing)?(?: of| like| a| strong| some| the)* gas\b|gas (?:leak|smell|odou?r)|carbon monoxide"),
        (Emergency.FIRE, r"\b(?:there(?:'s| is) (?:a )?|a |the |on |caught |catch(?:ing)? |is on )fire\b(?! (?:drill|sale|sign|place|lane|door|exit|extinguisher|station|truck|safety|hydrant|works?|department|alarm test|pit))|^(?:help\W+)?fire\b(?! (?:drill|sale|sign|place|lane|door|exit|extinguisher|station|truck|safety|hydrant|works?|department))|(?:smoke|flames?) (?:is |are )?(?:coming|pouring|everywhere|in the|from)|lots of smoke|burning smell|(?:is|are) burning\b(?! calories)|explo(?:ded|sion)"),
        (Emergency.SHOCK, r"electrocuted|electric shock|got (?:a )?shock(?:ed)?|live wires?|(?:power|electric(?:al)?) (?:line|wire|cable)s? (?:is |are |has |have )?(?:down|fell|fallen|hanging|sparking|exposed)|spark(?:s|ing)\b"),
        (Emergency.MEDICAL, rf"\b{_PERSON}\b.{{0,24}}(?:collapsed|fainted|passed out|unconscious|not breathing|can'?t breathe|chok(?:ing|ed)|seizure|bleeding|drown(?:ing|ed)|heart attack|stroke|fell .{{0,20}}(?:can'?t get up|not moving|bleeding))|call (?:an )?(?:ambulance|911|120)|need (?:an )?ambulance|going to jump|heart attack"),
        (Emergency.VIOLENCE, rf"\b{_PERSON}\b.{{0,24}}(?:with a (?:knife|gun|bat)|has a (?:knife|gun)|being (?:attacked|beaten|robbed)|stabbed|fighting|beating)|call (?:the )?police|break(?:ing)? in(?:to)? (?:right )?now|gun ?shots?"),
    )
)
_UNREAL = regex(
    r"\b(?:movie|film|tv|show|game|drill|dream(?:ed|t)?|book|if|training|class|joke|fixed|put out|is out now|rescued|safe now|no longer|false alarm|not a|yesterday|last (?:week|year|month)|used to|gonna be|lol|haha)\b", re.I
)
_PRESSING = regex(
    r"no (?:water|power|electricity|heat|gas)\b|(?:power|water|electricity|heat) (?:is |went |has been |just went )?(?:out|off|cut)\b|outage|burst|flood(?:ed|ing)|gushing|pouring|overflow|sewage|dangerous|hazard|about to fall|hanging|falling|collaps|emergency|asap|urgent|"
    r"immediately|manhole|injured|hurt|bit(?:ten)?\b|wires?\b|thrown? .{0,20}window|break[- ]?in|gas\b|help!|sinkhole|both elevators|all elevators",
    re.I,
)


def find_english_emergency(said: str) -> Emergency | None:
    """The emergency it tells of, or None; films, drills and what is over are none."""
    if _UNREAL.search(said):
        return None
    return next((kind for kind, pattern in _EMERGENCIES if pattern.search(said)), None)


def presses_in_english(said: str) -> bool:
    """Whether the words press: danger, damage running on, water or power gone."""
    return _PRESSING.search(said) is not None


def english_features(said: str) -> set[str]:
    """What is weighed of an English line: its words by one and two, its length, and the category and emergency the rules find."""
    words = _WORD.findall(said.lower())[:_MOST]
    plain = ["0" if word.isdigit() else word for word in words]
    found = {f"w {word}" for word in plain} | {f"w {one} {two}" for one, two in zip(["^", *plain], [*plain, "$"], strict=True)}
    return found | {f"e#{min(len(words) // 4, 5)}", f"e={find_english_category(said).value}", f"e!{find_english_emergency(said) is not None}"}

