"""The items that pages show, fetched from the catalog once a generation."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from archive.model import Issue, Item
from archive.search.index import Opened
from archive.store.questions import Questions

MOST = 5_000
"""Items kept, about 25 MB: the hits of the searches of an afternoon."""

Shown = tuple[Item, Issue]


def shown(opened: Opened, documents: Sequence[int], questions: Questions) -> list[tuple[int, Shown]]:
    """Documents with item and issue, in the order given; what the catalog no longer has is left out."""
    kept: OrderedDict[int, Shown] = opened.cache.setdefault("items", OrderedDict())
    with opened.lock:
        found = {document: kept[document] for document in documents if document in kept}
    missing = {opened.sidecar.key(document): document for document in documents if document not in found}
    if missing:
        issues = questions.headings({issue for issue, _ in missing})
        for key, item in questions.items(missing).items():
            if key[0] in issues:
                found[missing[key]] = item, issues[key[0]]
        with opened.lock:
            kept |= {document: found[document] for document in missing.values() if document in found}
            while len(kept) > MOST:
                kept.popitem(last=False)
    return [(document, found[document]) for document in documents if document in found]
