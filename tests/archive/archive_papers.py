"""Single papers are PDF/A-3u: every form, as a draft and as issued."""

import io

import pikepdf

from casework.documents import FORMS, render, sealing
from tests.documents.seals import pkcs12_file


def test_every_form_is_pdf_a_3u(app, verapdf):
    verapdf("3u", {f"{code}{'-draft' * draft}": render.sample(form, draft=draft)
                   for code, form in FORMS.items() for draft in (False, True)})


def test_what_only_says_so_is_refused(app, judge):
    """The judge judges: the same paper without its output intent is no archive file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(render.sample(FORMS["acceptance-notice"]))) as document:
        del document.Root.OutputIntents
        document.save(out)
    verdict = judge("3u", {"without": out.getvalue()})["without"]
    assert not verdict.ok and "6.2" in verdict.failed


def test_every_form_stays_pdf_a_3u_under_its_seal(app, verapdf, tmp_path):
    app.config.update(pkcs12_file(tmp_path / "seal.p12"))
    with app.app_context():
        verapdf("3u", {code: sealing.sealed(render.sample(form)) for code, form in FORMS.items()})
