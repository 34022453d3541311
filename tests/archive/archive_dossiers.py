"""Joined files are PDF/A-3b: both volumes and copies for outsiders, with photos of every kind and uploads in them."""

import io

from PIL import Image

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.core import files
from casework.dossiers import actions, binder, contents, redacting
from casework.extensions import db
from tests.features.test_dossiers import bring, case, inside, jpeg, upload  # noqa: F401


def test_the_bound_file_is_pdf_a_3b(case, make, inside, verapdf):  # noqa: F811
    make.move(case, "file")
    for name, mode, kind in (("透明.png", "RGBA", "PNG"), ("截图.png", "RGB", "PNG"), ("扫描.png", "1", "PNG"), ("色板.png", "P", "PNG"),
                             ("印刷.jpg", "CMYK", "JPEG"), ("灰.jpg", "L", "JPEG")):
        out = io.BytesIO()
        Image.new(mode, (60, 40)).save(out, kind)
        bring(case, name, out.getvalue())
    bring(case, "现场.jpg", jpeg(6))
    for turn in (0, 90):
        bring(case, f"考勤{turn}.pdf", upload(turn))
    found = queries.case_by_number(case)
    verapdf("3b", {"main": binder.bind(found), "side": binder.bind(found, "side"), "redacted": binder.bind(found, redacted=True),
                   "duplex": binder.bind(found, duplex=True)})


def test_supplements_and_copies_with_pictures_are_pdf_a_3b(case, inside, verapdf):  # noqa: F811
    by, second = accounts.by_login("inspector"), accounts.by_login("leader")
    bring(case, "现场.jpg", jpeg(6))
    found = queries.case_by_number(case)
    actions.hand_out(case=found, prepared=actions.prepare(found, "main", "whole", by), recipient="法院", by=by)
    bring(case, "补充.jpg", jpeg(3))
    bring(case, "补充.pdf", upload(90))
    found = queries.case_by_number(case)
    late = actions.hand_out(case=found, prepared=actions.prepare(found, "main", "supplement", by), recipient="法院", by=by)
    photo = db.session.scalar(db.select(files.Evidence).order_by(files.Evidence.id))
    drawn = redacting.cover(case=found, evidence=photo, areas=[[0, 0, 300, 300]], by=by)
    redacting.approve(case=found, evidence=photo, seen=drawn.version, by=second)
    verapdf("3b", {"supplement": files.read(late.sha256), "whole": binder.bind(found), "copy": binder.bind(found, redacted=True),
                   "index": binder.some(contents.read(found, drafts=False), []).read_bytes()})
