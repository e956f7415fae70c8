"""Words that show what kind of name they belong to or stand beside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archive.model import KINDS, Kind
from archive.reading.names.vocabulary import any_of, words


def kinds_of(**texts: str) -> dict[str, Kind]:
    """The words of each text with the kind under which it is given."""
    return {word: kind for kind in KINDS for word in texts.get(kind, "").split()}


HEADS: Mapping[str, Kind] = kinds_of(
    organization="""
    Academy Administration Aerospace Agency Airline Airlines Airways Alliance Army Assembly Association Authority
    Bank Battalion Brigade Broadcasting Bureau Cabinet Center Centre Chemical Co Coalition Command Commission
    Committee Company Confederation Congress Consortium Corp Corporation Corps Council Court Department Detachment
    Directorate Division Dynamics Electric Electronics Federation Fleet Flotilla Force Forces Forum Foundation
    Fund Group Guard Headquarters Holdings Hospital Inc Industries Institute Institution Laboratory League Legion
    Library Limited Ltd Marines Ministry Mission Motors Museum Navy Network News Newspaper Office Organisation
    Organization Parliament Party Police Press Regiment Reserve School Secretariat Senate Service Shimbun
    Shipbuilding Society Squadron Staff Steel Syndicate Systems Taskforce Technologies Television Times Tribunal
    Union Unit University Wing
    """,
    agreement="""
    Accord Accords Act Agreement Agreements Arrangement Charter Compact Convention Declaration Dialogue Framework
    Initiative Law Memorandum Pact Partnership Pledge Principles Protocol Treaties Treaty
    """,
    base="""
    Airfield Barracks Base Camp Depot Garrison
    """,
    place="""
    Airport Archipelago Atoll Basin Bay Bridge Canal Cape Castle Cathedral Channel City County Falls Gulf Harbor
    Harbour Heights Highway Hotel Island Islands Islets Lake Mountain Mountains Ocean Palace Park Pass Peninsula
    Plain Plateau Port Prefecture Province Range Reef River Sea Shoal Shrine Square Strait Straits Temple
    Territories Tower Town Trench Valley Village Volcano Ward Zone
    """,
    programme="""
    Program Programme Project
    """,
)
"""The last word of a name and the kind it makes of it: "Marine Littoral Regiment"."""

TWO_WORD_HEADS: dict[tuple[str, str], Kind] = {
    ("Heavy", "Industries"): "organization",
    ("Air", "Base"): "base",
    ("Air", "Station"): "base",
    ("Naval", "Base"): "base",
    ("Naval", "Station"): "base",
    ("Training", "Area"): "base",
    ("Training", "Range"): "base",
    ("Training", "Center"): "base",
    ("Ammunition", "Depot"): "base",
    ("Space", "Station"): "organization",
    ("Space", "Center"): "place",
    ("Power", "Plant"): "place",
    ("Power", "Station"): "place",
    ("Task", "Force"): "organization",
    ("Working", "Group"): "organization",
    ("Strike", "Group"): "organization",
    ("Press", "Club"): "organization",
    ("Action", "Plan"): "agreement",
}
"""The same for heads of two words: "Yausubetsu Training Area"."""

LEADING: dict[str, tuple[Kind, str]] = {
    "Camp": ("base", "after “Camp”"),
    "Vice-Camp": ("base", "after “Vice-Camp”"),
    "Fort": ("base", "after “Fort”"),
    "MCAS": ("base", "after “MCAS”"),
    "Naval Base": ("base", "after “Naval Base”"),
    "Naval Station": ("base", "after “Naval Station”"),
    "Naval Air Station": ("base", "after “Naval Air Station”"),
    "Naval Air Facility": ("base", "after “Naval Air Facility”"),
    "Joint Base": ("base", "after “Joint Base”"),
    "Marine Corps Air Station": ("base", "after “Marine Corps Air Station”"),
    "Marine Corps Base": ("base", "after “Marine Corps Base”"),
    "Exercise": ("programme", "after “Exercise”"),
    "Operation": ("programme", "after “Operation”"),
    "Project": ("programme", "after “Project”"),
    "Mount": ("place", "after “Mount”"),
    "Mt.": ("place", "after “Mt.”"),
    "Cape": ("place", "after “Cape”"),
    "Lake": ("place", "after “Lake”"),
    "City of": ("place", "after “City of”"),
    "Port of": ("place", "after “Port of”"),
    "Bay of": ("place", "after “Bay of”"),
    "Gulf of": ("place", "after “Gulf of”"),
    "Sea of": ("place", "after “Sea of”"),
    "Strait of": ("place", "after “Strait of”"),
    **{
        ship: ("programme", f"a ship, after “{ship}”")
        for ship in ("USS", "USNS", "USCGC", "JS", "HMS", "HMAS", "HMCS", "HMNZS", "INS", "ROKS", "BRP", "HNLMS", "FGS")
    },
}
"""First words of a name and the kind that they make of what follows: "Camp Courtney", "USS Miguel Keith"."""

WEAK_HEADS = words(
    """Act Administration Agency Agreement Alliance Arrangement Army Assembly Authority Base Cabinet City Coalition
    Command Commission Committee Congress Council Court Declaration Department Dialogue Division Fleet Force Forces
    Framework Government Group Guard Headquarters Initiative Island Islands Law Marines Ministry Mission Navy News
    Office Pact Parliament Partnership Party Police Press Program Programme Project Sea Senate Service Strait
    Treaty Union University Congress"""
)
"""Heads that name nothing with a nationality alone before them: "Japanese Cabinet", "Chinese Navy"."""

BEFORE_HEAD = words(
    """Annual Bilateral Central Coast District First Joint Lower New Old Regional Self-Defense Special Third Trilateral
    Upper"""
)
"""Words that alone before a head make no name of it: "Supreme Court", "New Agreement"."""

Cue = tuple[re.Pattern[str], Kind]
"""A pattern with the group `cue`, and the kind that it makes of the name beside it."""


def _before(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<cue>{any_of(text)}) (?:called |named |of |the )?[\"']?\Z")


BETWEEN = any_of("air anti-ship ballistic cruise defense fishing long-range naval patrol spy stealth supersonic test")


def _behind(text: str) -> re.Pattern[str]:
    return re.compile(rf" ?[\"']?(?:-class)? ?(?:{BETWEEN} )?(?P<cue>{any_of(text)})\b")


TYPE_BEFORE: tuple[Cue, ...] = (
    (
        _before(
            """aircraft_carrier carrier destroyer destroyers drill drills drone exercise exercises frigate helicopter
            missile missiles patrol_ship probe rocket satellite spacecraft submarine tanker vessel warship"""
        ),
        "programme",
    ),
    (
        _before(
            """airline automaker bank broadcaster builder carmaker chipmaker company conglomerate contractor daily firm
            foundry giant magazine maker manufacturer newspaper operator shipbuilder shipyard start-up startup
            steelmaker subsidiary supplier think_tank utility"""
        ),
        "organization",
    ),
    (
        _before(
            """airport at atoll capital city city_of coast_of district district_of east_of from governor_of in island
            island_of islands_of isle islet mayor_of municipality near north-east_of north_of off outside outskirts_of
            port port_of prefecture province reef region settlement shoal south_of suburb_of toward towards around town
            town_of via village village_of visited ward waters_of west_of"""
        ),
        "place",
    ),
)
"""Small words before a name: "the rocket Kairos", "off Okushiri"."""

TYPE_BEHIND: tuple[Cue, ...] = (
    (
        _behind(
            """cruise_missiles? destroyers? drills? drones? exercises? fighters? frigates? helicopters? interceptors?
            jets? launchers? missiles? radars? rockets? satellites? spacecraft submarines? tanks? torpedoes trainers?
            transports? warships?"""
        ),
        "programme",
    ),
    (_behind("chips customers employees engineers executives shareholders shares subsidiary workers"), "organization"),
    (
        _behind(
            """airport bay city coast district harbor islands? mayor peninsula port prefecture province reef residents
            shoal strait town village ward waters"""
        ),
        "place",
    ),
)
"""Small words behind a name: "Kairos rocket", "Kunigami village"."""

BASE_BEHIND = re.compile(
    r" (?:(?:air|naval|military|training|ammunition|army|maneuver|practice|firing|live-fire|US|SDF|[A-Z]SDF) )*"
    r"(?P<cue>base|station|airfield|camp|garrison|facility|range|training area|maneuver area|depot|barracks)\b"
)
"""Words that make a base of the name before them: "Hijudai training area"."""

SPEECH = any_of(
    """accused acknowledged added admitted advised agreed announced answered apologized argued asked asks assured
    called calls cited claimed complained conceded concluded condemned confirmed congratulated countered criticized
    declared declined defended demanded denied denounced disclosed dismissed emphasized expressed explained expects
    hailed hinted hopes hoped insisted insists inspected invited lamented met meets noted objected offered phoned
    pledged pleaded pointed praised predicted pressed promised proposed protested questioned rang reaffirmed
    recalled refused regretted reiterated rejected remarked replied reported responded resigned retired returned
    said says signaled signed sought spoke speaks stated stressed suggested telephoned testified thanked told tells
    toured traveled urged urges visited visits vowed voiced wants warned warns welcomed wondered wrote flew arrived
    received hosted greeted took sat handed shook won lost ran gave gives attended named joined landed wished
    who whose"""
)
"""What people do, in words that stand behind their names."""

EXERCISES = re.compile(r"\b(?:exercis|drill|maneuver|war ?game|train)\w*")
SHIPS = re.compile(r"\b(?:carriers?|destroyers?|frigates?|submarines?|warships?|vessels?|USS|[A-Z]?MSDF|sailed)\b")
ROCKETS = re.compile(r"\b(?:rockets?|missiles?|satellites?|drones?|launchers?|spacecraft)\b")
"""Words of a sentence whose unknown names are likely exercises, ships, weapons."""

HELPING = any_of("will would has had is was may might also then himself herself later did_not has_not in_turn")
VERB = re.compile(rf",? (?:{HELPING} )?{SPEECH}\b")
MAY = re.compile(r" (?:will|would|has|had|is|was|may|might)\b")
"""A person's verb right behind a name: "Mimura warned"."""

ROLES = any_of(
    """activist adviser advisor aide ambassador analyst assemblyman astronaut candidate captain chair chairman
    chairwoman chief colleague colonel commander commissioner counterpart deputy diplomat director economist editor
    envoy executive expert founder general governor head historian incumbent journalist judge lawmaker lawyer leader
    mayor member minister negotiator official officer politician premier president predecessor professor prosecutor
    researcher representative rival scholar secretary senator soldier speaker specialist spokesman spokesperson
    spokeswoman successor veteran whip wife husband daughter son brother sister vice-president"""
)
"""What people are, in small letters: "the negotiator Cho Hyun-dong"."""

ROLE_BEFORE = re.compile(rf"(?:\b|-)(?P<cue>{ROLES}),? [\"(]?\Z")
APPOSITION = re.compile(rf" ?[,(] ?(?:[^,.;()]{{0,60}}\b)?(?P<cue>{ROLES})\b")
AGE = re.compile(r", [2-9]\d,")  # ", 56,"
GOVERNS = re.compile(  # behind a surname: "the Ishiba cabinet"
    r"(?:'s?)? (?:[Cc]abinet|[Gg]overnment|[Aa]dministration|[Dd]octrine|faction)\b"
)
MET = re.compile(
    r"\b(?:with|by|told|met|succeed(?:s|ed)?|replac(?:es|ed)|invited|rang|phoned|asked|thanked|urged|under|between"
    r"|welcomed|appointed|named|nominated|congratulated|counterparts?|colleagues?|successor|predecessor)[:,]? \(?\Z"
)
"""Words before a name that mean a person."""

INITIALISM = re.compile(r"[A-Z][A-Z0-9&-]*[A-Z]s?")
"""Capitals alone: "KCNA"."""

DESIGNATION = re.compile(
    r"(?:Type|Mk|Mark|Block)[ -]\d{1,3}[A-Z]?"  # "Type 12"
    r"|[A-Z]{1,5}-?\d{1,4}[A-Z]{0,3}"  # "RQ-4B", "H3"
    r"|[A-Z][a-z]+-\d{1,4}[A-Z]?"  # "Hwasong-15"
)
NO_DESIGNATION = re.compile(  # "G7", "COVID-19", "COP27", "U-17": a group, an illness, a meeting, a league
    r"[GPQV]-?\d+|COVID-?\d+|COP-?\d+|FY-?\d+|U-?\d\d|AP\d|L\d|[A-GI-Z]\d|CO2|MH\d+|Vol-?\d+|No-?\d+|A\d|S\d|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*-?\d+"
)
