"""Places: countries as nouns only, capitals as cities or as governments."""

from __future__ import annotations

import re

from archive.reading.names.look import Look

CAPITALS_REASON = "a capital standing for its government"

SHORT = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")  # initials also serve as adjectives: "US troops"
LONG = re.compile(r"United (?:States|Kingdom|Arab Emirates)")
ATTRIBUTE = re.compile(
    r" (?:[Gg]overnment|[Mm]ilitary|forces|troops|officials?|[Ss]enat\w+|side|policy|personnel|ambassador|envoy|lawmakers?)\b"
)
FUNCTION = frozenset(
    """and or to in on at with from for of as by is are was were will would has have had can could may might should must also not
    did does do than that which who whose over under after before between against amid during since until into about while when
    where if but nor yet so because through toward towards via without within plus both each its their alone itself together
    remains remain became becomes agreed says said wants seeks asks urges calls agrees signs imposes announces approves begins holds
    hosts joins launches lifts hopes expects intends needs sees takes makes gives gets goes came went took made gave held sent
    told put set let led began won lost kept left met saw sold bought fought withdrew withdraws still now then again already
    soon later recently directly jointly alike""".split()
)
"""Words after "US" that make it a noun: the rest of the sentence goes on without what an adjective would need."""

VERBS = frozenset(
    """accept accuse add adopt affirm agree allow announce apologize approve arrest ask back ban begin block boost bring call
    clear close commit complete conclude condemn confirm congratulate consider continue criticize decide declare defend
    delay demand denounce deny deploy discuss donate ease elect end enter exempt expand expect express extend face fail
    finalize formalize fly give halt hail hold honor host impose increase inform invite join keep kick lament launch lead
    leave lift mark meet mull need oppose pass pay pledge praise prepare press promise propose protest provide push put
    reach reaffirm reject remove renew reopen repeat reply request resume restart return reveal say scrap seal see seek
    sell send set share shift shoot sign slap start stress strengthen strike suspend take tell tighten transfer try turn
    unveil upgrade urge voice vow warn weigh welcome win withdraw""".split()
)
"""Verbs of headlines: "US clears missile sale", "Japan and US congratulate Lai"."""

PLANS_TO = re.compile(
    r" (?:plans?|moves?|offers?|pushes|looks?|aims?|tests?|deploys|sends|votes?|orders|names|picks|claims?) (?:to|for|that|on)\b"
)
NOUN_ED = re.compile(r"\w{3,}ed\Z")  # "US pledged", and no adjective, which would carry a hyphen ("US-led")
COMPOUND = re.compile(
    r"(?:New|North|South|Latin|Central|West|Pan|Bank of|Air|Mid)[ -]\Z"
)  # "North America", "Bank of America"
PAIRED = re.compile(r"(?:,? and|,? or|,|/) (?=[A-Z])")  # "the US and Japanese governments": look behind the pair

MOTION = re.compile(
    r"\b(?:arriv\w+|visit\w*|trips?|travel\w*|fl(?:y|ies|ew|own|ight|ying)\w*|return\w*|c[ao]m(?:e|es|ing)|go(?:es|ing)?|went|tours?|toured|leav\w+|left"
    r"|depart\w*|headed|heading|way|back|stop\w*|stopovers?|journey\w*|mov\w+|escort\w*|dispatch\w*|based|invit\w+|welcom\w+|moved"
    r"|drove|drive|sail\w*|transit\w*|train\w*|brought|brings?|bring\w*|mission|delegation|convene\w*|hosted?|from)\b"
    r"(?: [\w'-]+){0,3}? \Z",
    re.IGNORECASE,
)
PLACE_WORD = re.compile(
    r"\b(?:in|near|outside|around|across|at|downtown|central|through|via|throughout|inside|toured|visit(?:s|ed|ing)?|left|leav(?:e|es|ing)"
    r"|reach(?:ed|es|ing)?|city of|capital(?: of|,)?|streets of|(?:Tower|University|Port|City|suburb|north|south|east|west|outskirts|visit) of) \Z",
    re.IGNORECASE,
)
TO_OR_FROM = re.compile(r"\b(?:to|from|for) \Z", re.IGNORECASE)
REACTION = re.compile(
    r"\b(?:complaints?|critici\w+|protests?|pressure|objections?|responses?|backlash|threats?|support|approval|requests?|condemnation|reactions?"
    r"|warnings?|message|signals?|assurances?|demands?|anger|reply|answer|opposition|rebukes?|denials?|calls?|coercion|concessions?|help|aid|funding"
    r"|permission|commitments?|word|orders?|instructions?|statements?)\b[^.;]{0,25} (?:from|to) \Z",
    re.IGNORECASE,
)
CITY_AFTER = re.compile(
    r"(?:'s)? (?:[Ss]ummits?|[Mm]eetings?|[Cc]onference|[Tt]alks|[Tt]rip|[Vv]isit|[Ss]top|[Ee]mbassy|[Aa]irport|[Oo]lympics|[Gg]ames|[Cc]ourt|[Dd]istrict|[Ss]tock|[Mm]etropolitan"
    r"|[Gg]overnor|[Mm]ayor|[Ss]treets?|[Hh]otel|[Ww]ard|[Uu]niversity|[Bb]ay|[Aa]rea|[Ss]uburbs?|[Cc]eremony|[Rr]ally|[Ff]orum|[Hh]eadquarters|[Oo]ffices?"
    r"|[Pp]ort|[Ss]tation|[Tt]ower|[Tt]alks|[Rr]esidents|[Pp]rison|[Bb]ureau|[Ss]kyline|[Ss]hrine|[Dd]ialogue|[Ee]vent|[Ss]ession|[Rr]ound)\b"
    r"|, (?:Japan|China|Russia|Ukraine|Australia|India|Philippines|the Philippines|France|Germany|Italy|Belgium|D\.?C\.?)\b|-based"
)


def is_noun(look: Look, start: int, end: int) -> bool:
    """Whether a country's name stands as a noun: not in "US-Japan", not as "US" in "US troops"."""
    text = look.page.folded
    if (
        text[end : end + 1] == "-"
        or text[max(0, start - 1) : start] == "-"
        or COMPOUND.search(text, max(0, start - 10), start)
    ):
        return False
    if text.startswith(("'s", "'"), end):
        return True
    if LONG.fullmatch(text[start:end]):
        return not ATTRIBUTE.match(text, end)
    if not SHORT.fullmatch(text[start:end]):
        return True
    return _ends_noun(look, end)


def _ends_noun(look: Look, end: int) -> bool:
    text = look.page.folded
    if paired := PAIRED.match(text, end):
        at = paired.end()
        adjective = any(form.role == "adjective" for match in look.by_start.get(at, ()) for form in match.forms)
        country = look.qualifier_starting(at)
        if adjective:
            return False
        if country and SHORT.fullmatch(text[at : country[0]]):
            return _ends_noun(look, country[0])
        return True
    following = re.match(r" ?([\w'-]*)", text[end:])
    word = following[1] if following else ""
    if not word or not text.startswith(" ", end):
        return True
    if word in FUNCTION or NOUN_ED.match(word) or word.endswith("ly") or PLANS_TO.match(text, end):
        return True
    return look.page.field == "headline" and bool({word, word[:-1], word[:-2], word[:-3] + "y"} & VERBS)


def is_city(look: Look, start: int, end: int) -> bool:
    """Whether a capital's name means the city and not the government: "arrived in Tokyo", "the Tokyo summit"."""
    text = look.page.folded
    before = text[max(0, start - 60) : start]
    if CITY_AFTER.match(text, end) or PLACE_WORD.search(before):
        return True
    return bool(
        TO_OR_FROM.search(before)
        and MOTION.search(before[: -len("to ")].rstrip() + " ")
        and not REACTION.search(before)
    )
