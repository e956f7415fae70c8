"""Found items and issues as entries of feeds."""

from __future__ import annotations

from collections.abc import Sequence

from archive import Archive
from archive.model import Issue
from archive.search import ResultPage
from web.addresses import absolute, issue_url, item_page
from web.atom import Category, Entry
from web.telling import appeared, called, dated, local_id, moments, place, publication, updated, urn
from web.words import issue_name


def item_entries(archive: Archive, page: ResultPage) -> list[Entry]:
    """The hits of a page, each with its passage, and in words where it stands and how sure its date is."""
    issues = archive.ask.headings({hit.issue for hit in page.hits})
    taken_in = moments().taken_in((hit.issue, hit.position) for hit in page.hits)
    found = []
    for hit in page.hits:
        issue = issues.get(hit.issue)
        if issue is None:  # it went away since it was found
            continue
        where = place(issue, publication(archive, issue.series), hit.position)
        doubt = "" if hit.certain else " It only possibly fits the dates asked for."
        found.append(
            Entry(
                id=urn(local_id(hit.item)),
                title=called(hit.headline.text, hit.position, hit.issue),
                address=absolute(item_page(hit.item)),
                updated=updated((hit.issue, hit.position), hit.published, taken_in),
                published=appeared(hit.published),
                summary=f"{hit.snippet.text}\n\n{where}. {dated(issue.published)}{doubt}",
                categories=[Category(one.id, one.name, one.kind) for one in hit.entities],
            )
        )
    return found


def issue_entries(archive: Archive, issues: Sequence[Issue]) -> list[Entry]:
    """Issues with their items, each with its headlines and everything that it names."""
    taken_in = moments().taken_in((item.issue, item.position) for issue in issues for item in issue.items)
    known, found = archive.knowledge.entities, []
    for issue in issues:
        when = issue.published.when
        headlines = "\n".join(f"{one.position}. {called(one.headline, one.position, issue.id)}" for one in issue.items)
        named = dict.fromkeys(one.entity for item in issue.items for one in item.mentions if one.entity)
        found.append(
            Entry(
                id=urn(issue.id),
                title=issue_name(issue, publication(archive, issue.series)),
                address=absolute(issue_url(issue.id)),
                updated=max(updated((one.issue, one.position), when, taken_in) for one in issue.items),
                published=appeared(when),
                summary=f"{headlines}\n\n{dated(issue.published)}",
                categories=[Category(id, known[id].name, known[id].kind) for id in named if id in known],
            )
        )
    return found
