"""The archive: one handle on everything kept and everything derived from it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archive import settings
from archive.current import is_current
from archive.errors import StorageFailed
from archive.model import Draft, Source
from archive.reading.knowledge import Knowledge, load, load_series
from archive.reading.knowledge.kept import load_kept
from archive.reference import Series
from archive.store.catalog import Catalog
from archive.store.judged import Judged
from archive.store.originals import Originals
from archive.store.questions import Questions

if TYPE_CHECKING:  # what only some need is loaded when they ask: a search page is up in half the time
    from archive.curation.judgement import Judgement
    from archive.deriving import Outcome
    from archive.graph import Graph
    from archive.review import Review
    from archive.search import Index, ResultPage, Searcher, SearchRequest

__all__ = ["Archive"]


class Archive:
    """An archive in its folder: `catalog.db`, `originals/`, `index/`, and the knowledge as it was last read."""

    def __init__(self, home: Path, data: Path = settings.DATA) -> None:
        self.home, self.data = home, data
        self.originals = Originals(home / "originals")
        self._curated: tuple[int, Knowledge] | None = None
        self._replayed: tuple[str, Knowledge] | None = None
        self._graph: Graph | None = None
        self._searcher: Searcher | None = None

    @cached_property
    def catalog(self) -> Catalog:
        """What is kept and derived, opened (and at first made) when first asked for."""
        return Catalog(self.home / "catalog.db")

    @cached_property
    def ask(self) -> Questions:
        """The catalog's answers."""
        return Questions(self.catalog)

    @cached_property
    def judged(self) -> Judged:
        """What staff decided, and who they are."""
        return Judged(self.catalog)

    @cached_property
    def reference(self) -> Knowledge:
        """The reference data alone, loaded and checked once.

        :raises BadReferenceData: with file and line
        """
        folder = self.data / "knowledge"
        return load_kept(folder, self.home / "knowledge.kept") if self.exists() else load(folder)

    @property
    def knowledge(self) -> Knowledge:
        """The reference data with the judgements on records that the derived state takes into account."""
        if not self.exists():
            return self.reference
        version = self.catalog.version()
        if self._curated is None or self._curated[0] != version:
            self._curated = version, self._with_judgements()
        return self._curated[1]

    def _with_judgements(self) -> Knowledge:
        judgements = self.catalog.state("judgements")
        if judgements in ("", "0"):
            return self.reference
        if self._replayed is None or self._replayed[0] != judgements:
            from archive.curation.replay import Replay

            self._replayed = judgements, Replay.of(self.reference, self.judged.all()).knowledge
        return self._replayed[1]

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The publications this archive knows."""
        return load_series(self.data / "series.yaml")

    @property
    def graph(self) -> Graph:
        """Who is told of together with whom."""
        from archive.graph import Graph

        knowledge = self.knowledge
        if self._graph is None or self._graph.knowledge is not knowledge:
            self._graph = Graph(self.ask, knowledge)
        return self._graph

    @property
    def review(self) -> Review:
        """What waits for a person's judgement."""
        from archive.review import Review
        from archive.store.cases import Cases

        return Review(Cases(self.catalog), self.ask, self.judged, self.knowledge)

    @cached_property
    def index(self) -> Index:
        """The index of the items' words, dates and entities."""
        from archive.search import Index

        return Index(self.home / "index")

    @property
    def searcher(self) -> Searcher:
        """What answers searches."""
        from archive.search import Searcher

        knowledge = self.knowledge
        if self._searcher is None or self._searcher.knowledge is not knowledge:
            self._searcher = Searcher(self.index, self.ask, knowledge)
        return self._searcher

    def search(self, request: SearchRequest) -> ResultPage:
        """One page of what a search finds.

        :raises BadQuery: the query means nothing; the message says where and what to write instead
        :raises IndexMissing: there is no index yet
        """
        return self.searcher.search(request)

    def exists(self) -> bool:
        """Whether anything was ever kept in the folder; a question asked of one where not would make it."""
        return os.path.exists(self.home / "catalog.db")

    def close(self) -> None:
        """Let go of every file."""
        if "index" in self.__dict__:
            self.index.close()
        if "catalog" in self.__dict__:
            self.catalog.close()

    # --- taking in ---------------------------------------------------------------------------------

    def file(self, source: Source, batch: str) -> tuple[str, bool]:
        """Keep an original and its receipt before anybody reads it; its SHA-256, and whether the receipt is news."""
        sha256 = self.originals.keep(source.data)
        return sha256, self.catalog.receive(source, sha256, batch)

    def keep_reading(
        self,
        sha256: str,
        reader: str,
        version: int,
        media_type: str,
        drafts: Sequence[Draft] = (),
        failure: str | None = None,
    ) -> None:
        """Keep what a reader made of an original, or in words why it could not."""
        self.catalog.keep_reading(sha256, reader, version, media_type, drafts, failure)

    # --- deriving ------------------------------------------------------------------------------------

    def derive(self, whole: bool = False) -> Outcome:
        """Bring issues, mentions, dates and index up to what is kept; `whole` does it all anew."""
        from archive.deriving import derive

        with self.writing():
            outcome = derive(self.catalog, self.judged, self.reference, self.series, whole)
            self.index.bring_up(self.ask, outcome.revision, anew=whole)
            return outcome

    def judge(self, *judgements: Judgement) -> Outcome:
        """Keep judgements and derive what they reach; a judgement that is kept already changes nothing.

        :raises BadJudgement: one means nothing here; none is kept
        """
        from archive.judging import require_sense

        for judgement in judgements:
            require_sense(judgement, self.knowledge, self.ask, self.judged)
        self.judged.put(judgements)
        return self.derive()

    def take_judgements(self, judgements: Sequence[Judgement]) -> int:
        """Keep judgements made elsewhere, all or none, whatever they hang on here; how many were news."""
        news = self.judged.put(judgements)
        self.derive()
        return news

    def rebuild(self) -> Outcome:
        """Throw everything derived away and derive it again; the result is the same as before."""
        return self.derive(whole=True)

    def is_behind(self) -> bool:
        """Whether something kept waits to be read or derived, or the rules, reference data or index are others."""
        if self.catalog.unread() or not is_current(self.catalog, self.judged, self.reference, self.series):
            return True
        return self.index.problem(self.catalog.revision()) is not None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the archive's one lock for writers of derived state, here and in other processes."""
        with self._lock("writing.lock", fcntl.LOCK_EX):
            yield

    @contextmanager
    def taking_in(self) -> Iterator[None]:
        """Let others see that an import is at work; any number may be."""
        with self._lock("taking-in.lock", fcntl.LOCK_SH):
            yield

    @contextmanager
    def mending(self) -> Iterator[bool]:
        """Whether no import is at work, and none begins in the meantime: what waits was left by one that was ended."""
        try:
            with self._lock("taking-in.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                yield True
        except BlockingIOError:
            yield False

    @contextmanager
    def _lock(self, name: str, how: int) -> Iterator[None]:
        """Hold a lock that the system lets go of however the process ends."""
        try:
            file = (self.home / name).open("w")
        except OSError as error:
            raise StorageFailed(
                str(self.home),
                f"the folder cannot be written ({error.strerror}).",
                "Check the permissions of the folder.",
            ) from error
        with file:
            fcntl.flock(file, how)
            yield

    # --- checking ------------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """What is wrong with the archive, one sentence a problem; empty when all is well."""
        wrong = [f"catalog: {what}. Restore it from a backup." for what in self.catalog.damage()]
        for sha256, what in self.originals.damaged(self.catalog.originals()):
            wrong.append(f"original {sha256[:12]} {what}. Restore it from a backup or import it again.")
        if self.catalog.unread():
            wrong.append(f"{len(self.catalog.unread())} originals were kept but not read. `digest rebuild` reads them.")
        if not is_current(self.catalog, self.judged, self.reference, self.series):
            wrong.append("what is derived is behind what is kept. `digest rebuild` makes it anew.")
        elif behind := self.index.problem(self.catalog.revision()) or self.index.damage():
            wrong.append(behind)
        return wrong

    def left_to_people(self) -> list[str]:
        """What no rule decides: documents that could not be read, and issues with a problem, one sentence each."""
        unread = [f"{name}: {why}" for name, why in self.catalog.failures()]
        return unread + [f"{issue.id}: {issue.problem}" for issue in self.ask.issues() if issue.problem]
