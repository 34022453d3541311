"""`verapdf(flavour, {name: bytes})`: fails with the rules that failed. No Java, no answer: an error, never a skip."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))


@pytest.fixture
def judge(tmp_path):
    """{name: Verdict} of veraPDF on files given as bytes; one start of Java for all of them."""
    import verapdf

    def ask(flavour, files):
        folder = tmp_path / f"archive-{flavour}"
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / f"{name}.pdf").write_bytes(data)
        return dict(zip(files, verapdf.judge(flavour, [folder / f"{name}.pdf" for name in files]), strict=True))

    return ask


@pytest.fixture
def verapdf(judge):
    def accept(flavour, files):
        refused = {name: one.failed for name, one in judge(flavour, files).items() if not one.ok}
        assert files and not refused, refused

    return accept
