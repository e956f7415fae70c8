"""One engine in a process of its own: it opens its index, says so, and answers the searches that come in, one a line.

`python answering.py ENGINE FOLDER` with the engine's module beside this file. Each line of the input is a search as
`asking.py` has it, and each of the output what came of it: the CPU milliseconds of the whole page, how many items
were found, the ids of those shown, and the memory of the process in megabytes. Only the standard library is imported
here: Xapian runs in the Python that the system has it for.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from time import process_time


def memory() -> float:
    """Megabytes that the process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(engine: str, folder: str) -> None:
    """Answer until the input ends."""
    answer = importlib.import_module(engine).opened(Path(folder))
    for line in sys.stdin:
        asked = json.loads(line)
        begun = process_time()
        page = answer(asked)
        spent = (process_time() - begun) * 1000
        said = {"ms": spent, "total": page["total"], "ids": page["ids"], "mb": memory()}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
