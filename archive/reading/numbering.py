"""Volume and number as titles, addresses and file names write them. Pure text; nothing is guessed."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from archive.model import KnownBy, Numbering
from archive.reference import Series

# "Vol 1.2", "Vol 1. 22", "Vol. 1, No. 2", "Volume 1 Issue 2", "Vol 2-11"
_VOLUME = (
    r"vol(?:ume)?s?[.:]?\s*(?P<volume>\d{1,2})"
    r"(?:\s*[.,/–—-]\s*|\s+(?=n|i|#))(?:n(?:o|umber|r)?\.?\s*|issue\s*|\#\s*)?(?P<number>\d{1,3})(?![\d%])"
)
_IN_PROSE = re.compile(_VOLUME, re.IGNORECASE)
# "-vol-2-11/", "Vol 1. 22.pdf", "vol_3.12", "/vol/2/11"; "_v3n12", "v3-no12", "v3i2"
_IN_NAME = re.compile(
    r"(?:(?<![a-z])vol(?:ume)?[\s._/-]*(?P<volume>\d{1,2})[\s._,/-]+(?:n(?:o|umber)?|issue|i)?[\s._-]*(?P<number>\d{1,3})"
    r"|(?<![a-z])v(?:ol)?[\s._-]*(?P<short_volume>\d{1,2})[\s._-]*(?:no?|i)[\s._-]*(?P<short_number>\d{1,3}))(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?P<volume>(?<![\d.])\d{1,2})\.(?P<number>\d{1,3})(?![\d.]|-\d)"
)  # "Digest 3.14.html"; "3-14" may be a day
_WORD = re.compile(r"[^\W\d_]{4,}")
_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")  # ".pdf", ".html"


def number_in_title(text: str, series: Series) -> Numbering | None:
    """The number behind one of the series' names: "US-Japan Alliance Digest -Vol 1.9-"; None if it is not there."""
    found = _named(series).search(text)
    if found is None:
        return None
    return Numbering(int(found["volume"]), int(found["number"]), "title", found[0].strip())


def number_alone(text: str) -> Numbering | None:
    """The number of a line that holds nothing else, as under a series' name: "-Vol 1.9-"."""
    found = _IN_PROSE.fullmatch(text.strip(" -–—|·"))
    return Numbering(int(found["volume"]), int(found["number"]), "title", found[0]) if found else None


def number_in_address(url: str, series: Series) -> Numbering | None:
    """The number in an address's path: ".../us-japan-alliance-digest-vol-2-11/"."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:  # "http://[broken"
        return None
    return _in_words(path, series, "address")


def number_in_name(name: str, series: Series) -> Numbering | None:
    """The number in a file name: "US-Japan Alliance Digest Vol 1. 22.pdf", "digest_v3n12.html", "Digest 3.14.html"."""
    return _in_words(_SUFFIX.sub("", name), series, "name")


def _in_words(words: str, series: Series, known_by: KnownBy) -> Numbering | None:
    """The last number in a path or name, if the words before it are none or share one with the series' names.

    A number without "vol" counts only right behind such a word.
    """
    last = words.strip("/").rpartition("/")[2]
    for found in reversed(list(_IN_NAME.finditer(words))):
        before = words[: found.start()]
        told = {word.lower() for word in _WORD.findall(before.rpartition("/")[2] or before)}
        if not told or told & _vocabulary(series):
            volume, number = found["volume"] or found["short_volume"], found["number"] or found["short_number"]
            return Numbering(int(volume), int(number), known_by, last or found[0])
    for found in _BARE.finditer(last):
        told_last = _WORD.findall(last[: found.start()])[-1:]
        if told_last and told_last[0].lower() in _vocabulary(series) and not re.search(r"\d", last[: found.start()]):
            return Numbering(int(found["volume"]), int(found["number"]), known_by, last)
    return None


@lru_cache(maxsize=64)
def name_pattern(series: Series) -> str:
    """A pattern for any of the series' names, longest first, whatever stands between their words."""
    names = sorted({series.title, *series.names}, key=lambda name: (-len(name), name))
    return "|".join(r"[\s\W_]*".join(map(re.escape, re.findall(r"\w+", name))) for name in names)


@lru_cache(maxsize=64)
def _named(series: Series) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{name_pattern(series)})[\s\W]{{0,6}}{_VOLUME}", re.IGNORECASE)


@lru_cache(maxsize=64)
def _vocabulary(series: Series) -> frozenset[str]:
    """The words of four letters and more of a series' names: "alliance", "digest", "japan"."""
    return frozenset(word.lower() for name in (series.title, *series.names) for word in _WORD.findall(name))
