"""Joined files are PDF/A-3b: both volumes and copies for outsiders, with photos of every kind and uploads in them."""

import io

from PIL import Image

from casework.arrears import queries
from casework.dossiers import binder
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
