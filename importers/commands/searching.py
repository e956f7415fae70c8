"""`digest search` and `digest show`: find items and read issues on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from archive import Archive, export
from archive.model import Interval, Issue
from archive.reading.edtf import wording
from archive.search import ResultPage, SearchRequest
from archive.search.asking import MOST_PER_PAGE, SORTS, Dates, Group
from importers.commands import Talk, command

FunctionOrCommand = TypeVar("FunctionOrCommand", bound=Callable[..., Any])

_ARGUMENTS = {"query": "q"}
"""What a search's address calls an option; the others go by their own names."""


def register(group: click.Group) -> None:
    """Add this module's commands."""
    command(group, archive_is="healed")(search)
    command(group, archive_is="healed")(show)


def _each(name: str, help: str) -> Callable[[FunctionOrCommand], FunctionOrCommand]:
    """An option that may come more than once."""
    return click.option(f"--{name}", f"each_{name}", multiple=True, metavar="TEXT", help=help)


@click.argument("query", default="")
@click.option("--page", default=1, type=click.IntRange(1), help="Which page of results.")
@click.option("--per-page", default=10, type=click.IntRange(1, MOST_PER_PAGE), help="Results on a page.")
@click.option("--sort", default=SORTS[0], type=click.Choice(SORTS), help="The order; events: by date of what is told.")
@_each("year", "Only of this year; more years are alternatives.")
@_each("volume", "Only of this volume; more volumes are alternatives.")
@_each("leader", "Only what mentions this person; likewise the next five. All that are given must be mentioned.")
@_each("base", "Only what mentions this base.")
@_each("agreement", "Only what mentions this agreement.")
@_each("organization", "Only what mentions this organization.")
@_each("place", "Only what mentions this place.")
@_each("programme", "Only what mentions this programme.")
@_each("not", "Nothing that mentions this entity.")
@_each("in", "Search within the results: a further query that must match as well.")
@click.option("--dates", default="published", type=click.Choice(get_args(Dates)), help="Which dates --year goes by.")
@click.option("--group", default="item", type=click.Choice(get_args(Group)), help="issue: each issue once, best item.")
@click.option("--exact", is_flag=True, help="Take names as mere words.")
@click.pass_context
def search(context: click.Context, /, archive: Archive, talk: Talk, **options: Any) -> None:
    """Search the items: words, "phrases", AND OR NOT, leader: base: agreement: after: before: and more.

    A faulty part of a query is named, the rest is searched, and the command exits with 1.

    Example: digest search 'base:mcas-futenma after:2022-06 relocation'

    Example: digest search '"base relocation"~5' --year 2022 --year 2023 --not henoko --group issue

    Example: digest search --leader nobuo-kishi --in 'Kadena OR Iwakuni' --dates told --year 2022 --sort events
    """
    args = {_ARGUMENTS.get(name, name.removeprefix("each_")): value for name, value in options.items()}
    page = archive.search(SearchRequest.from_args(args | {"exact": "1" if options["exact"] else ""}))
    if page.problem:
        talk.failure(f"digest: {page.problem.as_error()} {page.problem.done}")
    if talk.json:
        talk.result("", page.as_dict())
    else:
        _say(talk, page)
    context.exit(1 if page.problem else 0)


def _say(talk: Talk, page: ResultPage) -> None:
    """A page of results in words; what is not a result goes to stderr."""
    talk.note(f"{page.total} items.")
    for note in (*page.notes, page.uncertain):
        if note:
            talk.note(note)
    for one in page.corrections:
        talk.note(f"Did you mean: {one.words}")
    for hit in page.hits:
        told = f"  tells of {', '.join(hit.told)}" if hit.told else ""
        more = f"  and {hit.more} more of the issue" if hit.more else ""
        click.echo(
            f"{hit.item}  {date_words(hit.published)}{told}{more}\n  {hit.headline.text}\n  {hit.snippet.text}\n"
        )


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
