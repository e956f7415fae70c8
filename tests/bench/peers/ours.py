"""Our own engine: a whole page as the `.json` twin of the search page has it, or (`html`) the page itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

FINDS = frozenset(
    ("rare word", "common word", "and", "or of four", "phrase", "prefix", "fuzzy", "entity", "dates", "page")
)


def build(folder: Path) -> None:
    """Fill catalog, index and sidecar with the corpus of the folder."""
    import filling

    archive = filling.opened(folder)
    filling.fill(archive, filling.read(folder / "corpus.jsonl"))
    archive.close()


def args_of(asked: dict[str, Any]) -> dict[str, str]:
    """A search of the bench as an address has it."""
    words, first, last = asked.get("words", []), asked.get("first"), asked.get("last")
    match asked["kind"]:
        case "as written":
            q = asked["q"]
        case "or of four":
            q = " OR ".join(words)
        case "phrase":
            q = f'"{" ".join(words)}"'
        case "prefix":
            q = f"{words[0]}*"
        case "fuzzy":
            q = f"{words[0]}~"
        case "entity":
            q = f"entity:{asked['entity']}"
        case _:
            q = " ".join(words)
    return {"q": f"{q} date:{first}..{last}".strip() if first else q}


def opened(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers searches."""
    from archive import Archive
    from archive.errors import BadQuery
    from archive.search import SearchRequest

    archive = Archive(folder / "ours", folder / "data")
    if os.environ.get("BENCH_FORM") == "html":
        return _site(archive)

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        try:
            page = archive.search(SearchRequest.from_args(args_of(asked))).as_dict()
        except BadQuery:
            return {"total": -1, "ids": []}
        return {"total": page["total"], "ids": [hit["item"] for hit in page["hits"]]}

    return answer


def _site(archive: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    from web import create_app

    client = create_app(archive).test_client()

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        page = client.get("/search", query_string=args_of(asked))
        if page.status_code != 200:
            raise RuntimeError(page.get_data(as_text=True))
        return {"total": page.get_data().count(b'<article class="hit"'), "ids": []}

    return answer


def sizes(folder: Path) -> Iterator[Path]:
    """What lies on the disk."""
    yield folder / "ours" / "catalog.db"
    yield folder / "ours" / "index"


def adding(folder: Path) -> float:
    """Seconds until a running archive finds an issue that is added to it, reading and linking it not counted."""
    import filling
    from items import made

    from archive.search import SearchRequest

    archive = filling.opened(folder)
    fresh = filling.one_more(made(5, seed=23))
    archive.search(SearchRequest(q="anniversary"))
    begun = perf_counter()
    filling.fill(archive, fresh, archive.catalog.revision() + 1)
    number = fresh[0].issue.rpartition("/")[2]
    found = archive.search(SearchRequest.from_args({"q": f"issue:{number}"})).total
    spent = perf_counter() - begun
    archive.close()
    if found != len(fresh):
        raise RuntimeError(f"{found} of {len(fresh)} items are found")
    return spent
