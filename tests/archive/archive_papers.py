"""Single papers are PDF/A-3u: every form, as a draft and as issued."""

import io

import pikepdf

from casework.documents import FORMS, render


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
