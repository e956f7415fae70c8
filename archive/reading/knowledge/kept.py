"""The knowledge in a file of its own, read and compiled: loading it again costs a tenth.

The file is a pickle, so it lies where only the archive itself writes, beside the index. It
names the bytes of `data/knowledge` and of the code that it was made with; where either changed it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from functools import cache
from pathlib import Path

from archive.reading import knowledge as reading
from archive.reading.knowledge import Knowledge
from archive.reading.knowledge.quickly import collector_off

CODE = ("model.py", "reference.py", "reading/edtf.py", "reading/text.py", "reading/knowledge", "reading/names")
"""What the shape of the pickle depends on, within `archive/`."""


def load_kept(folder: Path, file: Path) -> Knowledge:
    """The knowledge of a folder, from the file if that is of today; else loaded, checked, and kept there.

    A file that is damaged or cannot be written is no error: the knowledge is loaded all the same.

    :raises BadReferenceData: as `load`
    """
    key = _key(folder)
    with suppress(Exception), file.open("rb") as kept, collector_off():  # a damaged pickle fails in many ways
        if kept.read(len(key)) == key:
            found = pickle.load(kept)
            if isinstance(found, Knowledge):
                return found
    knowledge = reading.load(folder)
    knowledge.lexicon  # noqa: B018  (compiled once here, and kept with it)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        fresh.write_bytes(key + pickle.dumps(knowledge, pickle.HIGHEST_PROTOCOL))
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
    return knowledge


def _key(folder: Path) -> bytes:
    digest = hashlib.sha256(_code())
    for path in sorted(folder.glob("*.yaml")):
        data = path.read_bytes()
        digest.update(b"%s %d\n" % (path.name.encode(), len(data)))
        digest.update(data)
    return digest.digest()


@cache
def _code() -> bytes:
    """The code as this process runs it."""
    home, digest = Path(__file__).parents[2], hashlib.sha256()
    for name in CODE:
        for path in sorted((home / name).rglob("*.py")) if (home / name).is_dir() else [home / name]:
            digest.update(path.read_bytes())
    return digest.digest()
