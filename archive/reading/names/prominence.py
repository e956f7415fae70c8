"""How prominent an office is: of several people of one surname the press means the one who needs no first name."""

from __future__ import annotations

import re

from archive.reference import Entity

FIRST = re.compile(
    r"Prime Minister|Premier of|President of (?!the (?:House|European|Liberal))|Chancellor of|Chief Cabinet Secretary"
    r"|(?:Minister|Secretary) (?:for|of) (?:Foreign|External) Affairs|Foreign Secretary"
    r"|(?:Minister|Secretary) (?:for|of) (?:National )?Defen[cs]e|Defence Secretary|Secretary of State"
    r"|Supreme Leader|Secretary General of NATO"
)
"""Heads of state and government, foreign and defense ministers, the government's spokesman."""

SECOND = re.compile(
    r"Economy, Trade|Minister of Finance|Economic Security|Treasury|Secretary of Commerce|Trade Representative"
    r"|National Security Advis|Governor of Okinawa|Ambassador of (?:the United States to Japan|Japan to the United)"
    r"|President of the Liberal|Leader of|Secretary-General of|Commander of United States|Joint Chiefs|Joint Staff,"
)
"""Trade, finance and economic security, party leaders, the ambassadors between the two countries, commanders."""

LESSER = re.compile(r"\b(?:Deputy|Vice|Assistant|Under|Acting|Adviser to|State Minister|Chargé)\b")
"""What makes another office of one, and a lesser."""


def rank(office: Entity) -> int:
    """0 for the most prominent offices, 1 for the next, 2 for all others."""
    name = office.name
    if name == "Vice President of the United States":
        return 0
    if LESSER.search(name):
        return 2
    return 0 if FIRST.search(name) else 1 if SECOND.search(name) else 2
