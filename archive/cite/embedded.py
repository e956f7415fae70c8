"""What a page tells reference managers and search engines of the work it shows: Highwire tags, COinS, schema.org.

None of the three can say "about", so each gives only the part of a date that is certain, and none where none is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from archive.cite import dating
from archive.cite.work import Work

CONTEXT = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.language=en"
"""How every context object of ours begins: the version of the standard, and its format for journals."""

_quoted = lru_cache(maxsize=8192)(quote_plus)
"""A list has a context object for each result, mostly with titles seen before; quoting is most of what one costs."""


def highwire(work: Work) -> list[tuple[str, str]]:
    """The `citation_…` tags of a page as (name, content); dates as 2022/01/29, as their readers ask for."""
    issue, when = work.issue, dating.certain(work.published.when)
    tags = [
        ("citation_title", work.title),
        ("citation_journal_title", work.series.title),
        ("citation_publication_date", dating.iso(when).replace("-", "/")),
        ("citation_volume", str(issue.volume) if work.is_numbered else ""),
        ("citation_issue", str(issue.number) if work.is_numbered else ""),
        ("citation_publisher", work.publisher),
        ("citation_language", "en"),
        ("citation_public_url", work.address),
        ("citation_fulltext_html_url", work.address),
    ]
    return [(name, content) for name, content in tags if content]


def coins(work: Work) -> str:
    """The context object of a work for a `span` of class Z3988 (OpenURL, Z39.88-2004, the format for journals)."""
    issue = work.issue
    fields = [
        ("rft.genre", "article" if work.item else "issue"),
        ("rft.atitle" if work.item else "rft.title", work.title),
        ("rft.jtitle", work.series.title),
        ("rft.volume", issue.volume if work.is_numbered else ""),
        ("rft.issue", issue.number if work.is_numbered else ""),
        ("rft.date", dating.iso(dating.certain(work.published.when))),
        ("rft_id", work.address),
    ]
    return f"{CONTEXT}&{'&'.join(f'{name}={_quoted(str(value))}' for name, value in fields if value != '')}"


def schema_org(work: Work, home: str, issue_address: str, leads_to: list[tuple[str, str]]) -> dict[str, Any]:
    """The work as schema.org's JSON-LD: an Article in a PublicationIssue in a PublicationVolume in a Periodical.

    `home` is the archive's own address, `issue_address` that of the issue; `leads_to` are names with the addresses of
    their pages: of an item what it mentions, of an issue its items.
    """
    issue = work.issue
    series: dict[str, Any] = {"@type": "Periodical", "name": work.series.title, "url": home}
    if work.publisher:
        series["publisher"] = {"@type": "Organization", "name": work.publisher}
    whole: dict[str, Any] = {"@type": "PublicationIssue", "@id": issue_address, "url": issue_address}
    if work.is_numbered:
        whole["issueNumber"] = str(issue.number)
        whole["isPartOf"] = {"@type": "PublicationVolume", "volumeNumber": str(issue.volume), "isPartOf": series}
    else:
        whole["isPartOf"] = series
    whole["name"] = Work(issue, work.series, issue_address).title
    certain = dating.iso(dating.certain(work.published.when))
    date = {"datePublished": certain} if certain else {}
    if work.item is None:
        parts = [{"@type": "Article", "headline": name, "url": url} for name, url in leads_to]
        return {"@context": "https://schema.org", **whole, **date, "inLanguage": "en", "hasPart": parts}
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": work.address,
        "url": work.address,
        "headline": work.title,
        **date,
        "position": work.item.position,
        "inLanguage": "en",
        "isPartOf": whole,
        "mentions": [{"@type": "Thing", "name": name, "url": url} for name, url in leads_to],
    }
