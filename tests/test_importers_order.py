"""Whatever the order in which things arrive, however they quarrel: the exports are the same bytes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import CHECKOUT, ISSUES, issue_text
from test_importers_bad_input import FILES, state
from written import listed, page

from archive import Archive
from importers.batch import import_paths

SAMPLES = CHECKOUT / "data" / "samples"


@pytest.fixture
def quarrel(tmp_path: Path) -> list[Path]:
    """Copies that agree, differ, contradict each other on the number or claim the same one, a page and its PDF."""
    one, two, three = ISSUES["1.12"], ISSUES["1.13"], ISSUES["1.20"]
    texts = {f"{number}.txt": issue_text(number, *items) for number, items in ISSUES.items()}
    bare = issue_text("1.12", one[0], two[1]).replace(" Vol 1.12", "")
    texts |= {
        "copy.txt": texts["1.20.txt"],
        "rival.txt": issue_text("1.12", two[0], three[0]),
        "rival again.txt": issue_text("1.12", three[1], two[1]),
        "renumbered.txt": issue_text("1.14", *three),
        "better.txt": issue_text("1.13", (two[0][0], f"{two[0][1]} They will meet again."), two[1]),
        "half.txt": issue_text("1.13", two[0]),
        "bare.txt": bare,
        "digest-vol-1.30.txt": bare + "\n",
        "alliance-digest-vol-1-31.txt": bare,
        "page.html": page(listed()),
        "page again.html": page(listed()).replace("41 billion", "42 billion"),
    }
    folder = tmp_path / "quarrel"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    shutil.copy(FILES / "chromium.pdf", folder)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("what", ["quarrel", "samples"])
def test_order_and_rebuilding_change_nothing(what: str, quarrel: list[Path], tmp_path: Path) -> None:
    paths = quarrel if what == "quarrel" else sorted(one for one in SAMPLES.iterdir() if one.suffix != ".json")
    together = Archive(tmp_path / "together")
    import_paths(together, paths)
    expected = state(together)
    together.rebuild()
    assert state(together) == expected and together.check() == []
    for seed in range(4 if what == "quarrel" else 1):
        shuffled, archive = paths[:], Archive(tmp_path / f"home{seed}")
        archive.__dict__["knowledge"] = together.knowledge  # loaded once
        chance = random.Random(seed)
        chance.shuffle(shuffled)
        while shuffled:
            count = chance.choice((1, 2, 3)) if what == "quarrel" else 4
            import_paths(archive, shuffled[:count])
            del shuffled[:count]
        assert state(archive) == expected, f"order {seed}"
        archive.close()
    together.close()
