"""How long a batch of back issues takes, and how much memory: 1,000 issues in at most 120 s and 500 MB.

Prints one line; exits 1 when it is over. `python tests/bench/importing.py [ISSUES [HOME]]`.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from corpus import generated, reference_data

from archive import Archive
from importers.batch import import_sources

SECONDS, MEGABYTES = 120, 500


def run(issues: int, home: Path) -> bool:
    """Import so many generated issues into an empty archive; whether it kept the bounds for 1,000."""
    sources = list(generated(issues))
    archive = Archive(home / "home", reference_data(home / "data", issues))
    begun, processor = perf_counter(), process_time()
    report = import_sources(archive, (partial(lambda source: source, source) for source in sources))
    seconds, processor = perf_counter() - begun, process_time() - processor
    archive.close()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"import: {report.count('new')} of {issues} issues in {seconds:.1f} s "
        f"(at most {SECONDS * issues / 1000:.0f}; {processor:.1f} s of one processor), "
        f"{megabytes:.0f} MB (at most {MEGABYTES})"
    )
    return report.count("new") == issues and seconds <= SECONDS * issues / 1000 and megabytes <= MEGABYTES


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    if len(sys.argv) > 2:
        sys.exit(not run(count, Path(sys.argv[2])))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not run(count, Path(folder)))
