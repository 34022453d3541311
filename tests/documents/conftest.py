"""Every registered form rendered once from its sample; helpers that read a PDF the way a printer and a person would."""

import subprocess

import pytest
from PIL import Image

import casework.arrears.documents
import casework.collective.documents
import casework.contracts.documents
import casework.dossiers.documents
import casework.serving.documents  # noqa: F401  (all register their forms)
from casework.documents import FORMS, render, sample_facts


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """code -> path of the sample as issued; code + "~" -> as a draft."""
    folder, made = tmp_path_factory.mktemp("papers"), {}
    for code, form in FORMS.items():
        for draft in (False, True):
            facts = sample_facts(form)
            if draft:
                facts["paper"].update(number=None, issued_on=None)
            made[code + "~" * draft] = folder / f"{code}{'-draft' * draft}.pdf"
            made[code + "~" * draft].write_bytes(render.pdf(form, facts, draft=draft)[0])
    return made


def text(path, *options):
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


def squeezed(path):
    """All text without blanks, in the order in which it was drawn, so that a cell stays together."""
    return "".join(text(path, "-raw").split())


def pictures(path, folder, dpi=60):
    """One grey picture for each page."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", str(path), str(folder / path.stem)], check=True)
    found = []
    for name in sorted(folder.glob(f"{path.stem}-*.png")):
        with Image.open(name) as picture:
            found.append(picture.convert("L"))
    return found
