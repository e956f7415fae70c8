"""The words beside a name that make another name of it: "Austin, Texas", "Kenji Kishida", "USS Ronald Reagan"."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name

from archive.reading.names.look import Look

FUNCTION = frozenset(
    """a after again against all also although amid among an and any are as at because before behind being besides between
    both but by can despite did do does during each either even every first following for from given had has have he her here
    his how however if in including into is it its just last later like many may meanwhile more most moreover much neither
    nevertheless no nor not now of on once one only or other our out over per rather second separately several she should
    similarly since so some soon still such than that the their then there these they third this those though through thus to
    today together two under unless unlike until upon via was were what when where whether which while who whom whose why will
    with within without would yet you both asked critics diplomats officials observers aides supporters experts analysts
    sources reports lawmakers reporters leaders voters media state north south east west new former old president""".split()
)
"""Words that a capital does not make a name: they open a sentence, or belong to a title."""

CALENDAR = frozenset(name.lower() for name in (*day_name, *month_name, *month_abbr) if name)

AFTER = frozenset(
    """administration cabinet government doctrine plan presidency team summit vision diplomacy jr sr ii iii iv white
    says meets calls visits urges to and""".split()
)
"""Words with a capital that may follow a surname and leave it one: "Kishida Cabinet"."""

INSTITUTION = re.compile(  # a thing named after a person: "Carl Vinson Strike Group", "Reagan Library"
    r" (?:University|Center|Centre|Institute|Foundation|Library|Memorial|Building|Airport|Award|Prize|School|Carrier|Strike|Chair)\b"
)
SHIP = re.compile(r"\b(?:USS|USNS|JS|HMS|HMAS|[Aa]ircraft carrier|[Cc]arrier|[Dd]estroyer)(?: the)? [\"']?\Z")
ERA = re.compile(r"(?:'s)?[- ][Ee]ra\b")  # "Biden era"
STATE = re.compile(  # a town in a US state: "Austin, Texas"
    r", (?:Ala(?:bama|ska|\.)|Ariz(?:ona|\.)|Ark(?:ansas|\.)|Calif(?:ornia|\.)|Colo(?:rado|\.)|Conn(?:ecticut|\.)|Del(?:aware|\.)"
    r"|Fl(?:orida|a\.)|Georgia|Ga\.|Hawaii|Idaho|Ill(?:inois|\.)|Ind(?:iana|\.)|Iowa|Kan(?:sas|\.)|Kentucky|Ky\.|Louisiana|La\."
    r"|Maine|Maryland|Md\.|Mass(?:achusetts|\.)|Mich(?:igan|\.)|Minn(?:esota|\.)|Miss(?:issippi|ouri|\.)|Mo\.|Mont(?:ana|\.)"
    r"|Neb(?:raska|\.)|Nev(?:ada|\.)|New (?:Hampshire|Jersey|Mexico|York)|N\.[CDHJMY]\.|North (?:Carolina|Dakota)|Ohio"
    r"|Okla(?:homa|\.)|Ore(?:gon|\.)|Penn(?:sylvania|\.)|Pa\.|Rhode Island|R\.I\.|S\.[CD]\.|South (?:Carolina|Dakota)"
    r"|Tenn(?:essee|\.)|Tex(?:as|\.)|Utah|Vermont|Vt\.|Virginia|Va\.|Wash(?:ington|\.)|West Virginia|W\.Va\.|Wis(?:consin|\.)"
    r"|Wyo(?:ming|\.)|TX|CA|NY|VA|WA)\b"
)
GIVEN_TAIL = re.compile(r"-(?!led\b|era\b|style\b|\w+ed\b)[a-z]")  # "Park Jin" in "Park Jin-hee"


def no_person(look: Look, start: int, end: int) -> bool:
    """Whether a person's name here names a thing or a time: a ship, an institution, a town, an era."""
    text = look.page.folded
    return bool(
        ERA.match(text, end)
        or STATE.match(text, end)
        or INSTITUTION.match(text, end)
        or SHIP.search(text, max(0, start - 24), start)
        or GIVEN_TAIL.match(text, end)
    )


def in_place(look: Look, start: int, end: int) -> bool:
    """Whether the words put it on the map: "in Austin"; but "in Kishida's cabinet" does not."""
    following = look.page.folded[end : end + 12]
    return look.page.before(start).lower() in ("in", "near") and not re.match(
        r"(?:'s|s')|[ -][Cc]abinet|[ -][Gg]ov", following
    )


BODY = re.compile(  # the rest of a body's name: "UN Human Rights Council", "US Air Force Special Operations Command"
    r" (?:[A-Z][\w'-]+ ){0,4}(?:Command|Council|Committee|Commission|Agency|Assembly|Center|Centre|Institute|Bureau|Academy"
    r"|School|University|Hospital|Group|Fund|Foundation|Association|Charter|Wing|Squadron|Division|Brigade|Regiment)\b"
)


def of_body(look: Look, end: int) -> bool:
    """Whether an organization's name is only the first words of another body's."""
    rest = BODY.match(look.page.folded, end)
    return bool(rest) and not look.page.titled and not look.explained(end + 1)


def longer(look: Look, end: int) -> bool:
    """Whether a name goes on with capitalised words that nobody here knows: "Tokyo Electric Power Company"."""
    return followed(look, end) and not re.match(
        r"(?:Gov|Vice|Deputy|Mayor|Rep|Sen|Gen|Adm|Lt|Maj)\b", look.page.after(end)
    )


def preceded(look: Look, start: int) -> bool:
    """Whether a capitalised word before a surname makes it another person's name: "Kenji Kishida"."""
    page = look.page
    if page.shouted or page.titled:
        return False
    word = page.before(start)
    first = start - len(word) - 1
    if page.opens_sentence(first) and re.search(r"(?:ing|ed|ly)\Z", word):  # "Meeting Kishida"
        return False
    return _named(look, word, first) and not re.search(r"-[a-z]", word)  # "LDP-backed Toguchi"


def followed(look: Look, end: int) -> bool:
    """Whether a capitalised word behind a surname makes it another person's name: "Kim Yo-jong"."""
    page = look.page
    word = page.after(end)
    return not (page.shouted or page.titled) and _named(look, word, end + 1) and word.rstrip(".").lower() not in AFTER


def _named(look: Look, word: str, at: int) -> bool:
    """Whether a word looks like part of a person's name: a capital, and nothing else that explains it."""
    if not word[:1].isupper() or word.endswith(("'s", "s'")):
        return False
    if word.isupper() and len(word) > 1 and not word.endswith("."):
        return False  # an initialism: "LDP Kishida"
    plain = word.rstrip(".").lower()
    return plain not in FUNCTION | CALENDAR and not look.explained(at)
