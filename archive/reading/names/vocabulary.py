"""Plain English words that the rules ask for, each list with what it is for."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def any_of(text: str) -> str:
    """A pattern for any of the words of a text, the longest first; "_" stands for a blank."""
    return (
        "(?:"
        + "|".join(sorted((word.replace("_", " ") for word in text.split()), key=lambda one: (-len(one), one)))
        + ")"
    )


OPENERS = words(
    """a after again against all also although amid among an and any are as at because before behind being besides
    between both but by can critics despite did diplomats do does during each either even every experts first
    following for former from given had has have he her here his how however if in including into is it its just
    last later leaders like many may meanwhile media more moreover most much neither nevertheless new no nor not
    now observers of officials old on once one only or other our out over per president rather reporters reports
    second separately several she should similarly since so some soon sources state still such supporters than
    that the their then there these they third this those though through thus to today together two under unless
    unlike until upon via voters was were what when where whether which while who whom whose why will with
    within without would yet you north south east west aides analysts asked lawmakers additionally
    afterward afterwards earlier finally hence instead nonetheless overall previously therefore ultimately"""
)
"""Words that a capital does not make a name: they open a sentence, or belong to a title."""

CALENDAR = frozenset(name.lower() for name in (*day_name, *month_name, *month_abbr) if name)

AFTER_SURNAME = words(
    """administration cabinet government doctrine plan presidency team summit vision diplomacy jr sr ii iii iv white
    says meets calls visits urges to and"""
)
"""Words that may follow a surname with a capital and leave it one: "Kishida Cabinet"."""

ENGLISH_SURNAMES = words(
    """young glass brown park moon green greene rice bush long white black king miller may will bell stone wood waters
    price day short work sun rich case cook hill law lake ford grant hope joy love noble page pace power rose ross smith
    west east"""
)
"""Surnames that are also words: alone and without another sign in the item they name nobody."""

NAME_WORDS = words(
    """administration agency agreement agreements air airfield airport area army bank barracks base bay camp city
    command commission committee conference council court department depot dialogue district drill economic
    exercise facilities facility fighter fighters fleet force forces framework gateway government group
    headquarters helicopter house initiative island islands jet jets lower mainland ministry missile missiles
    naval ocean pact parliament partnership party peninsula port prefecture process program programme project
    reef republic review sea statement station strait strategy summit system town training treaty upper version
    village ward"""
)
"""Words of a name that the press also writes small: "Kadena air base", "Taiwan strait"."""

NOUN_BEFORE = words(
    """agreed agrees again after against alike alone already also amid and announces approves are as at became because
    becomes before began begins between both bought but by calls came can could did directly do does during each
    fought for from gave gets gives goes had has have held holds hopes hosts if imposes in intends into is it's
    itself joins joint jointly kept later launches led left let lifts lost made makes may met might must needs
    nor not of on or over plus put recently remain remains said saw says seeks sees sent set should signs since
    so sold soon still takes than that their then through to together told took toward towards under until urges
    via wants was went were when where which while who whose will with withdrew within without won would yet
    about its now"""
) - {"joint"}
"""Words after "US" that make it a noun: the sentence goes on without what an adjective would need."""

HEADLINE_VERBS = words(
    """accept accuse add adopt affirm agree allow announce apologize approve arrest ask back ban begin block boost
    bring call clear close commit complete conclude condemn confirm congratulate consider continue criticize
    decide declare defend delay demand denounce deny deploy discuss donate ease elect end enter exempt expand
    expect express extend face fail finalize formalize fly give halt hail hold honor host impose increase inform
    invite join keep kick lament launch lead leave lift mark meet mull need oppose pass pay pledge praise
    prepare press promise propose protest provide push put reach reaffirm reject remove renew reopen repeat
    reply request resume restart return reveal say scrap seal see seek sell send set share shift shoot sign slap
    start stress strengthen strike suspend take tell tighten transfer try turn unveil upgrade urge voice vow
    warn weigh welcome win withdraw"""
)
"""Verbs of headlines: "US clears missile sale", "Japan and US congratulate Lai"."""

BODY_NOUNS = any_of(
    """Academy Agency Assembly Association Brigade Bureau Center Centre Charter Command Commission Committee Council
    Division Foundation Fund Group Hospital Institute Regiment School Squadron University Wing"""
)
"""The last word of a body's name: "UN Human Rights Council"."""

INSTITUTION_NOUNS = any_of(
    """Airport Award Building Carrier Center Centre Chair Foundation Institute Library Memorial Prize School Strike
    University"""
)
"""The last word of a thing named after a person: "Reagan Library", "Carl Vinson Strike Group"."""

US_STATES = any_of(
    r"""Alabama Ala\. Alaska Arizona Ariz\. Arkansas Ark\. California Calif\. Colorado Colo\. Connecticut Conn\.
    Delaware Del\. Florida Fla\. Georgia Ga\. Hawaii Idaho Illinois Ill\. Indiana Ind\. Iowa Kansas Kan\.
    Kentucky Ky\. Louisiana La\. Maine Maryland Md\. Massachusetts Mass\. Michigan Mich\. Minnesota Minn\.
    Mississippi Miss\. Missouri Mo\. Montana Mont\. Nebraska Neb\. Nevada Nev\. New_Hampshire N\.H\. New_Jersey
    N\.J\. New_Mexico N\.M\. New_York N\.Y\. North_Carolina N\.C\. North_Dakota N\.D\. Ohio Oklahoma Okla\.
    Oregon Ore\. Pennsylvania Pa\. Rhode_Island R\.I\. South_Carolina S\.C\. South_Dakota S\.D\. Tennessee
    Tenn\. Texas Tex\. TX Utah Vermont Vt\. Virginia Va\. Washington Wash\. West_Virginia W\.Va\. Wisconsin
    Wis\. Wyoming Wyo\."""
)
"""What follows a town in the US: "Austin, Texas"."""

MOTION = any_of(
    r"""arriv\w+ continu\w+ hurr\w+ rush\w+ proceed\w* visit\w* trips? travel\w* fly flew flies flown flights?
    flying return\w* c[ao]me comes coming go goes going went tours? toured leav\w+ left depart\w* headed
    heading way back stop\w* stopovers? journey\w* mov\w+ escort\w* dispatch\w* based invit\w+ welcom\w+
    drove drive sail\w* transit\w* train\w* brought bring\w* mission delegation convene\w* hosted? from"""
)
"""Words that make "to Tokyo" a journey."""

AT_A_PLACE = any_of(
    r"""in near outside around across at downtown central through via throughout inside toured visit(?:s|ed|ing)? left
    leav(?:e|es|ing) reach(?:ed|es|ing)? city_of capital capital_of streets_of Tower_of University_of Port_of
    City_of suburb_of north_of south_of east_of west_of outskirts_of visit_of"""
)
"""Words right before a city that is meant as a place."""

REACTION = any_of(
    r"""aid anger answer approval assurances? backlash calls? coercion commitments? complaints? concessions?
    condemnation critici\w+ demands? denials? funding help instructions? message objections? opposition orders?
    permission pressure protests? reactions? rebukes? reply requests? responses? signals? statements? support
    threats? warnings? word"""
)
"""What comes from a government, or goes to one: "complaints from Beijing"."""

MEETING_WORDS = any_of(
    "annual bilateral climate defen[sc]e economic emergency leaders ministerial nuclear peace security trade trilateral"
)
"""Words between a city and its meeting: "the Cairo peace summit"."""

CITY_NOUNS = any_of(
    r"""airport area bay bureau ceremony conference court dialogue district embassy event forum games governor
    headquarters hotel mayor meetings? metropolitan offices? olympics port prison rally residents round session
    shrine skyline station stock stop streets? suburbs? summits? talks tower trip university visit ward"""
)
"""What a city's name stands before as a place: "the Tokyo summit"."""

ROLE_WORDS = any_of(
    """a an another any appointed as be became become becomes becoming been both each either elected chosen
    confirmed made nominated re-elected ex every first five for former four her his is its last many my
    named neither next no of only our served several serving sitting some second third their three two
    was whose would-be appointed all which"""
)
"""Words right before a title that make it a role and no person: "as defense minister", "a prime minister"."""

ROLE_NOUNS = any_of(
    "candidates? elections? hopefuls? job level nominee office posts? position race residence role selection title"
)
"""Words behind a title that make it a thing: "the Prime Minister's Office"."""

TITLE_NOUNS = any_of(
    r"""administrators? admirals? advis[eo]rs? ambassadors? chancellors? chair(?:man|woman|person|men)? chief colonel
    commanders? congress(?:man|woman) coordinators? captain counterparts? candidates? deputy_ministers?
    directors? directors?_general envoys? generals? governors? head king lawmakers? leaders?
    lieutenant_generals? mayors? major major_generals? brigadier_generals? ministers? predecessor premiers?
    presidents? press_secretary prime_ministers? professor queen rear_admirals? vice_admirals? representatives?
    secretar(?:y|ies) senators? sergeant speakers? spokes(?:man|woman|person) successor under_?secretary
    vice_ministers?"""
)
TITLE_ABBREVIATIONS = any_of(
    r"""Amb\. Gen\. Lt\._Gen\. Maj\._Gen\. Brig\._Gen\. Adm\. Vice_Adm\. Rear_Adm\. Col\. Capt\. Cmdr\. Sgt\. Sens?\.
    Reps?\. Govs?\. Dr\. Mr\. Ms\. Mrs\."""
)
"""Words that stand before a name but alone name no one office: "Minister Nishimura", "Amb. Emanuel"."""

SMALL_NAME_HEADS = re.compile(
    any_of(
        r"""accords? agency agreements? alliance association commission commitment committee communique
    convention council deal declaration dialogue forces? framework guidelines initiative interceptor
    ministry missiles? pact partnership party principles protocol roadmap test-ban treaty treaties"""
    ),
    re.IGNORECASE,
)
"""The head of a name that is one also in small letters: "nuclear non-proliferation treaty"."""
