"""The bound file: main and side volume, copies for outsiders, what uploads may bring, where page numbers stand."""

import io
import subprocess
import zlib
from datetime import date

import pikepdf
import pytest
from PIL import Image

from casework.accounts import queries as accounts
from casework.arrears import actions, queries
from casework.core import files, uploads
from casework.core.errors import Refused
from casework.documents import pictures
from casework.dossiers import binder
from casework.dossiers.masking import Mask
from casework.extensions import db

NUMBER, TELEPHONE, NAME = "11010519491231002X", "13800002106", "买买提·吐尔逊"


def jpeg(turn=1, size=(120, 80), place=True):
    """A photo, red at its left half as people see it, with a GPS position in its EXIF."""
    seen = Image.new("RGB", size, "white")
    seen.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270,
            2: Image.Transpose.FLIP_LEFT_RIGHT, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
            7: Image.Transpose.TRANSVERSE}
    stored = seen.transpose(back[turn]) if turn in back else seen
    exif = Image.Exif()
    exif[0x0112] = turn
    if place:
        exif.get_ifd(0x8825)[2] = (30.0, 15.0, 7.0)
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def upload(rotate=0, text=b"BT /F 12 Tf 72 700 Td (Payroll of May) Tj ET"):
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page(page_size=(595, 842))
    page = made.pages[0]
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=made.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))))
    page.obj.Contents = made.make_stream(text)
    page.rotate(rotate, relative=False)
    made.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def inside(app):
    with app.app_context():
        yield app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def case(make):
    return make.case(worker_name=NAME, id_number=NUMBER, telephone=TELEPHONE, worker_address="澄溪县柳堰镇人民路7号302室",
                     facts=f"{NAME}（{NUMBER}，电话{TELEPHONE}）反映单位拖欠一月工资。", claimed_fen=1234550,
                     from_on=date(2026, 1, 1), to_on=date(2026, 1, 31), path=["accept"])


def bring(number, name, data, kind=None):
    by = accounts.by_login("inspector")
    kept = files.keep(data, name, kind or files.judge_evidence(data))
    actions.add_evidence(case=queries.case_by_number(number, by), kept=kept, brought_by=NAME, by=by)
    db.session.commit()


def streams(data):
    """Every stream of a PDF, unpacked, and everything beside streams."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.stream_dict.unparse(resolved=True)
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    yield thing.read_raw_bytes()
            else:
                yield thing.unparse(resolved=True)


def words(data, tmp_path):
    path = tmp_path / "words.pdf"
    path.write_bytes(data)
    return "".join(subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout.split())


def test_the_file_of_a_filed_case_has_its_approval_in_the_side_volume(case, make, inside, tmp_path):
    make.move(case, "file")
    found = queries.case_by_number(case)
    main, side = words(binder.bind(found), tmp_path), words(binder.bind(found, "side"), tmp_path)
    assert "投诉受理通知书" in main and "立案审批表" not in main
    assert "立案审批表" in side and "副卷" in side and "受理通知书" not in side


def test_without_such_papers_there_is_no_side_volume(case, inside):
    with pytest.raises(Refused, match="副卷里还没有材料"):
        binder.bind(queries.case_by_number(case), "side")


def test_a_copy_for_outsiders_has_nobody_in_it(case, inside, tmp_path):
    bring(case, f"{NAME}的工资条.jpg", jpeg())
    bring(case, "考勤.pdf", upload())
    found = queries.case_by_number(case)
    whole, hidden = binder.bind(found), binder.bind(found, redacted=True)
    assert NAME in words(whole, tmp_path) and NUMBER in words(whole, tmp_path), "the test can see what it looks for"
    told = words(hidden, tmp_path)
    for secret in (NAME, "吐尔逊", NUMBER, TELEPHONE, "302室", "Payroll"):
        assert secret not in told, secret
    assert "买某" in told and told.count(case) > 4 and "隐名副本" in told and "12,345.50" in told
    everything = b"\n".join(streams(hidden))
    for secret in (NAME, "吐尔逊", NUMBER, TELEPHONE, "302室", "工资条"):
        for code in ("utf-8", "utf-16-be"):
            assert secret.encode(code) not in everything, (secret, code)
    with pikepdf.open(io.BytesIO(hidden)) as document:
        assert not document.attachments and "/AF" not in document.Root
        assert not any("/Photo" in p.obj.Resources.get("/XObject", {}) for p in document.pages)


def test_the_location_of_a_photo_stays_in_the_original(case, inside):
    data = jpeg()
    bring(case, "现场.jpg", data)
    bound = b"\n".join(streams(binder.bind(queries.case_by_number(case))))
    kept = db.session.scalar(db.select(files.Evidence.sha256))
    assert b"Exif\0" in files.read(kept) and files.read(kept) == data and b"Exif\0" not in bound
    assert b"Exif\0" not in files.small_picture(kept).read_bytes()


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_stands_upright_and_its_picture_is_untouched(turn, inside, tmp_path):
    from casework.documents import parts
    from casework.documents.joining import Part, join

    data = jpeg(turn)
    picture = pictures.read(data + b"a film behind the photo")
    assert picture.data.endswith(data[data.index(b"\xff\xda"):]) and len(picture.data) < len(data)
    slip = {"n": 1, "name": "现场.jpg", "who": "", "on": "2026-03-02", "proves": "", "sha256": "", "case_number": "x", "why": ""}
    path = tmp_path / "photo.pdf"
    sheet = pictures.sheet(files.keep(data, "现场.jpg", "image/jpeg").sha256)
    path.write_bytes(join([Part("现场", parts.page("_dossier-slips", slips=[slip]), photo=sheet)], title="t"))
    subprocess.run(["pdftoppm", "-r", "30", "-png", "-singlefile", path, tmp_path / "photo"], check=True)
    seen = Image.open(tmp_path / "photo.png").convert("RGB")
    wide, high = seen.size
    top = 297 - 24 - 231  # mm from the upper edge; the picture is 3:2 and 170 mm wide
    y = round((top + 55) / 297 * high)
    left, right = seen.getpixel((round(60 / 210 * wide), y)), seen.getpixel((round(150 / 210 * wide), y))
    assert left[0] > 150 > left[1] and min(right) > 230, (left, right)


def test_every_counted_page_has_its_number_in_the_corner(case, inside, tmp_path):
    for turn in (0, 90, 180, 270):
        bring(case, f"考勤{turn}.pdf", upload(turn, text=f"BT /F 12 Tf 72 700 Td (Payroll {turn}) Tj ET".encode()))
    bring(case, "现场.jpg", jpeg())
    found = queries.case_by_number(case)
    data = binder.bind(found)
    assert data == binder.bind(found), "deterministic"
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "60", "-gray", "-png", path, tmp_path / "p"], check=True)
    pictures_ = sorted(tmp_path.glob("p-*.png"))
    for n, one in enumerate(pictures_[2:-1], 1):
        page = Image.open(one)
        mm = page.height / (297 if page.height > page.width else 210)
        x, y = (10, 8) if page.height > page.width else (20, 6)
        box = ((page.width / mm - x - 9), (y if page.height > page.width else 210 - y - 6))
        corner = page.crop(tuple(round(v * mm) for v in (box[0], box[1], box[0] + 9, box[1] + 7)))
        assert min(corner.tobytes()) < 140, f"page {n} has no number in its corner"
    with pikepdf.open(path) as document:
        assert len(document.pages) == len(pictures_)
        assert len(document.attachments) == 4 and len(document.Root.AF) == 4
        assert all("/Dest" in a and "/A" not in a for a in document.pages[1].obj.Annots)


def evil(change):
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    change(made)
    made.save(out)
    return out.getvalue()


def script(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(made):
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe")))])


def carries(made):
    made.attachments["x.exe"] = b"MZ"


def bomb(made):
    stream = pikepdf.Stream(made, b"")
    pack = zlib.compressobj(9)
    stream.write(b"".join(pack.compress(b" " * 1_000_000) for _ in range(60)) + pack.flush(), filter=pikepdf.Name.FlateDecode)
    made.pages[0].obj.Contents = made.make_indirect(stream)


def locked():
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(user="1234", owner="1234"))
    return out.getvalue()


def twice(made):
    """A bomb inside a bomb: 400 MB in 400 KB."""
    made.pages[0].obj.Contents = made.make_stream(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9))
    made.pages[0].obj.Contents.stream_dict.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])


def picture(made):
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=made.make_stream(
        b"x", Subtype=pikepdf.Name.Image, Width=90_000, Height=90_000, BitsPerComponent=8, Filter=pikepdf.Name.JPXDecode)))


HIDDEN = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>>>endobj\n"
          b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
          b"trailer<</Root 1 0 R>>\n%%EOF")
LOOP = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF")


@pytest.mark.parametrize(("data", "said"), [
    (locked(), "有打开密码"), (HIDDEN, "脚本"), (LOOP, "打不开"), (evil(twice), "展开后过大"), (evil(picture), "展开后过大"),
    (jpeg() + b"PK\x05\x06" + bytes(18), "还藏着另一个文件"), (jpeg(size=(800, 600))[:1200], "照片打不开或不完整"),
    (b"<svg onload='alert(1)'/>", "只收 PDF"),
    (evil(script), "脚本"), (evil(launch), "脚本"), (evil(carries), "夹带"), (evil(bomb), "展开后过大"),
    (upload() + b"PK\x05\x06" + bytes(18), "还藏着另一个文件"), (upload()[:90], "打不开"),
], ids=["password", "hidden name", "loop", "bomb in bomb", "huge picture", "zip behind photo", "photo cut", "svg", "script",
        "launch", "carries", "bomb", "double", "cut"])
def test_a_pdf_that_does_more_than_pages_is_refused_in_one_sentence(data, said, app):
    with pytest.raises(Refused, match=said):
        files.judge_evidence(data)


def test_a_title_may_speak_of_scripts(app):
    assert files.judge_evidence(evil(lambda made: made.docinfo.__setitem__("/Title", "about /JavaScript"))) == files.PDF


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_judged(tmp_path):
    small = uploads.Examiner(wall=0.01)
    path = tmp_path / "x.pdf"
    path.write_bytes(upload())
    try:
        assert small.ask(what="pdf", path=str(path)) == {"bad": "heavy"}
        small.wall = 30
        assert small.ask(what="pdf", path=str(path))["ok"]["pages"] == 1
    finally:
        small.end()


def test_what_came_in_before_and_cannot_be_bound_is_a_slip(case, inside, tmp_path):
    bring(case, "脚本.pdf", evil(script), files.PDF)
    bring(case, "坏.pdf", b"%PDF-1.4 nothing", files.PDF)
    told = words(binder.bind(queries.case_by_number(case)), tmp_path)
    assert told.count("原件不能合订") == 2 and "脚本或会自动执行的动作" in told


def test_names_inside_names_and_numbers_in_texts_are_masked():
    mask = Mask([("王明", "王某"), ("王明亮", "王某"), ("", "")])
    assert mask.text("王明亮和王明，13800002106，0990-8800101，110105194912310021") == "王某和王某，＊＊＊，＊＊＊，＊＊＊"
    facts = {"paper": {"telephone": "0990-8800101"}, "rows": [{"name": "王明", "number": "E1234", "owed_fen": 12345678901}]}
    assert mask.facts(facts) == {"paper": {"telephone": "0990-8800101"},
                                 "rows": [{"name": "王某", "number": "＊＊＊", "owed_fen": 12345678901}]}


def test_the_command_writes_each_volume(case, make, run, tmp_path):
    make.move(case, "file")
    for options in ((), ("--volume", "side"), ("--redacted",)):
        out = tmp_path / "out.pdf"
        status, _, said = run("dossier", case, "-o", out, "--as", "inspector", *options)
        assert status == 0 and out.read_bytes().startswith(b"%PDF"), said
