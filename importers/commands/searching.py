"""`digest search` and `digest show`: find items and read issues on the terminal."""

from __future__ import annotations

from dataclasses import replace

import click

from archive import Archive, export
from archive.model import Interval, Issue
from archive.reading.edtf import wording
from archive.search import SearchRequest
from importers.commands import Talk, command


def register(group: click.Group) -> None:
    """Add this module's commands."""
    command(group, archive_is="healed")(search)
    command(group, archive_is="healed")(show)


@click.argument("query")
@click.option("--page", default=1, type=click.IntRange(1), help="Which page of ten results.")
@click.option("--sort", default="relevance", type=click.Choice(["relevance", "newest", "oldest"]), help="The order.")
def search(archive: Archive, talk: Talk, query: str, page: int, sort: str) -> None:
    """Search the items: words, "phrases", AND OR NOT, leader: base: agreement: after: before: and more.

    Example: digest search 'base:mcas-futenma after:2022-06 relocation'
    """
    found = archive.search(replace(SearchRequest.from_args({"q": query, "sort": sort}), page=page))
    if talk.json:
        talk.result("", found.as_dict())
        return
    talk.note(f"{found.total} items.")
    for hit in found.hits:
        click.echo(f"{hit.item}  {date_words(hit.published)}\n  {hit.headline.text}\n  {hit.snippet.text}\n")


@click.argument("id")
def show(archive: Archive, talk: Talk, id: str) -> None:
    """Show an issue with its date, items and links.

    Example: digest show us-japan-alliance-digest/1.2
    """
    issue = archive.ask.issue(id)
    talk.result(_in_words(archive, issue), export.issue_as_dict(archive, issue))


def date_words(when: Interval) -> str:
    """An interval in words, "date unknown" where nothing is known."""
    return wording(when) if when.earliest or when.latest else "date unknown"


def _in_words(archive: Archive, issue: Issue) -> str:
    lines = [issue.title, f"{issue.id}  {date_words(issue.published.when)} ({issue.published.basis})"]
    lines += [f"  {evidence}" for evidence in issue.published.evidence]
    lines += [f"Problem: {issue.problem}"] if issue.problem else []
    for item in issue.items:
        lines += ["", f"{item.position}. {item.headline}", item.body]
        for one in item.mentions:
            lines.append(f"   {one.text} → {one.entity or 'not linked'} ({one.reason})")
        for told in item.dates:
            lines.append(f"   {told.text} → {told.when.edtf}")
    return "\n".join(lines)
