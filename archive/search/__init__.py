"""Search: the words in Whoosh, everything else in numpy. Whoosh is used nowhere else."""

from archive.search.asking import SearchRequest
from archive.search.index import Index
from archive.search.results import ResultPage, Whole
from archive.search.searching import Searcher

__all__ = ["Index", "ResultPage", "SearchRequest", "Searcher", "Whole"]
