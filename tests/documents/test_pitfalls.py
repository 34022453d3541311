"""Each trap that printing Chinese has shown so far (docs/decisions/0034), by pixels where only pixels tell."""

import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

from casework.documents import FORMS, faces, joining, machine, pool, render, sample_facts
from casework.documents.faces import STATIC

SIZE, LINE = 40, 60
NAMES = "行政处罚镕·𬴂㛃䶮𬭎彧翀㸃𠅤𬀩𠀀"
STACKS = {"fang": ("FangSong", "LightFull", "Last"), "song": ("Song", "SongFull", "Last"), "hei": ("Hei", "SongFull", "Last"),
          "kai": ("Kai", "SongFull", "Last"), "title": ("Title", "SongFull", "Last")}
PAGE = "<!doctype html><html lang=zh-CN><title>x</title><body>"


def drawn(file, character):
    picture = Image.new("L", (SIZE, LINE), 0)
    ImageDraw.Draw(picture).text((0, 45), character, font=ImageFont.truetype(str(file), SIZE), anchor="ls", fill=255)
    return picture.filter(ImageFilter.GaussianBlur(1))


@cache
def characters(file):
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def likeness(a, b):
    def product(x, y):
        return ImageStat.Stat(ImageChops.multiply(x, y)).sum[0]

    return product(a, b) / ((product(a, a) * product(b, b)) ** 0.5 or 1)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """{(row of faces, character): how it stands on paper}: one page, a line for each row of faces."""
    lines = "".join(f'<p style="font-family:{"Num, " + ", ".join(_families(row))};{"font-weight:bold" if row == "title" else ""}">'
                    + "".join(f"<span>{c}</span>" for c in NAMES) for row in STACKS)
    html = (f"<style>@page{{size:{len(NAMES) * SIZE}pt {len(STACKS) * LINE + 9}pt;margin:0}}body{{margin:0}}"
            f"p{{margin:0;font:{SIZE}pt/{LINE}pt x;white-space:nowrap}}span{{display:inline-block;width:{SIZE}pt}}</style>{lines}")
    path = tmp_path_factory.mktemp("names") / "names.pdf"
    path.write_bytes(pool.pool().pdf(PAGE + html)[0])
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-png", "-singlefile", str(path), str(path.with_suffix(""))], check=True)
    with Image.open(path.with_suffix(".png")) as picture:
        whole = ImageChops.invert(picture.convert("L"))
    return {(row, c): whole.crop((x * SIZE, y * LINE, (x + 1) * SIZE, (y + 1) * LINE)).filter(ImageFilter.GaussianBlur(1))
            for y, row in enumerate(STACKS) for x, c in enumerate(NAMES)}


def _families(row):
    text = (STATIC / "print" / "sheet.css").read_text(encoding="utf-8")
    return [name.strip() for name in re.search(rf"--{row}:\s*Num, ([\w, ]+);", text)[1].split(",")]


@pytest.mark.parametrize("row", STACKS)
def test_every_character_is_the_right_glyph_of_the_right_face(row, printed):
    """Pitfall B: two files of one family put other characters on paper while the text behind them stays right."""
    there = faces.files()
    own = {c: drawn(next(there[role] for role in STACKS[row] if ord(c) in characters(there[role])), c) for c in NAMES}
    for c in NAMES:
        scores = {other: likeness(printed[row, c], own[other]) for other in NAMES}
        assert scores[c] > 0.8 and max(scores, key=scores.get) == c, (row, c, scores)


def test_bold_is_a_face_of_its_own():
    """WeasyPrint does not embolden: without a bold file titles and totals stay thin, and nothing says so."""
    ink = {}
    for row in ("Num, Song", "Num, Title"):
        for weight in ("normal", "bold"):
            data, _ = pool.pool().pdf(f"{PAGE}<style>.x{{font:{weight} 30pt {row}}}</style><p class=x>合计限期改正指令书12345</p>")
            page = pypdfium2.PdfDocument(data)[0].render(scale=1, grayscale=True).to_pil()
            ink[row, weight] = ImageStat.Stat(ImageChops.invert(page)).sum[0]
    assert ink["Num, Song", "bold"] > 1.25 * ink["Num, Song", "normal"]
    assert ink["Num, Title", "bold"] == pytest.approx(ink["Num, Song", "bold"], rel=0.02), "粗宋 stands in for 小标宋"


def test_two_programs_draw_the_same_ink(papers, tmp_path):
    """Pitfall A: some faces are blank in one viewer and right in another."""
    for code in ("filing-approval", "arrears-roster"):
        subprocess.run(["pdftoppm", "-r", "72", "-gray", "-png", "-f", "1", "-l", "1", "-singlefile", str(papers[code]),
                        str(tmp_path / code)], check=True)
        with Image.open(tmp_path / f"{code}.png") as one:
            poppler = ImageStat.Stat(ImageChops.invert(one.convert("L"))).sum[0]
        page = pypdfium2.PdfDocument(str(papers[code]))[0].render(scale=1, grayscale=True).to_pil()
        assert ImageStat.Stat(ImageChops.invert(page)).sum[0] == pytest.approx(poppler, rel=0.15), code


def test_faces_are_plain_truetype_of_one_height_that_may_be_embedded():
    """CFF prints blank in some viewers, variable faces take seconds, and a face of another height leaves the 22-line grid."""
    for role, path in faces.files().items():
        with TTFont(path, lazy=True) as font:
            em = font["head"].unitsPerEm
            assert "glyf" in font and "fvar" not in font and "CFF " not in font, role
            assert (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap) == (round(0.88 * em), round(0.88 * em) - em, 0), role
            assert font["OS/2"].fsType & 0x2 == 0, role
            if role in ("Num", "NumBold"):
                widths = {font["hmtx"][font.getBestCmap()[ord(c)]][0] for c in "0123456789"}
                assert widths == {em // 2} and max(font.getBestCmap()) < 0x100, "figures half a character wide, Latin only"
    assert not characters(faces.files()["Kai"]) & set(map(ord, "“”…")), "half as wide there"


def test_nothing_on_paper_is_slow_or_lossy_by_itself():
    """One-sided dots are drawn as circles (2 MB for an index); flex is laid out twice; WeasyPrint's picture options press photos anew."""
    root = STATIC.parent
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / "print" / "sheet.css").read_text(encoding="utf-8"), flags=re.S)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (root / "templates" / "documents").glob("*.html")}
    for name, text in {"sheet.css": sheet, **pages}.items():
        assert not re.search(r"border-(top|right|bottom|left):[^;}]*(dotted|dashed)", text), name
        assert "☑" not in text and "☐" not in text, f"{name}: no face of ours has them"
        assert "<img" not in text or "|qr" in text, f"{name}: photos never go through WeasyPrint"
    assert sheet.count("display: flex") <= 1, "only the head of a roster"
    program = (root / "casework" / "documents" / "worker.py").read_text(encoding="utf-8")
    assert not re.search(r"optimize_images|jpeg_quality|dpi=", program)


def test_four_threads_at_once_get_the_same_bytes():
    """A FontConfiguration shared by threads crashes: each render process has one of its own."""
    with ThreadPoolExecutor(4) as hands:
        made = list(hands.map(lambda _: pool.pool().pdf(PAGE + "<p>送达回证")[0], range(8)))
    assert len(set(made)) == 1


def test_many_papers_made_together_look_as_when_made_alone(tmp_path):
    codes = ("acceptance-notice", "settlement-record", "service-receipt")
    sources = [render.html(FORMS[code], sample_facts(FORMS[code])) for code in codes]
    data, counts = pool.pool().many([source for source, _ in sources], [pages for _, pages in sources])
    together, at = pypdfium2.PdfDocument(data), 0
    for (source, _), pages in zip(sources, counts, strict=True):
        alone = pypdfium2.PdfDocument(pool.pool().pdf(source)[0])
        assert len(alone) == pages
        for n in range(pages):
            one, other = (document[i].render(scale=0.6, grayscale=True).to_pil() for document, i in ((alone, n), (together, at + n)))
            assert ImageChops.difference(one, other).getextrema()[1] < 40
        at += pages


# ---- the machine

def test_what_is_wrong_with_the_machine_is_said_with_the_line_that_mends_it(tmp_path, monkeypatch, app):
    with app.app_context():
        assert machine.problems() == []
        own = Path(app.instance_path) / "fonts" / "made"
        own.mkdir(parents=True)
        (own / "Title.ttf").write_bytes((STATIC / "fonts" / "Kai.ttf").read_bytes())
        (own / "Title.key").write_text("recipe 00\n")
        assert [face.role for face in faces.table() if face.own] == ["Title"]
        assert "Title.ttf 被换过" in str(machine.problems()[0])
        monkeypatch.setitem(faces.MADE, "Hei", "0" * 64)
        assert any("Hei.ttf 被换过" in str(said) for said in machine.problems())
        (own / "Title.ttf").unlink()
        monkeypatch.undo()
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    with app.app_context():
        assert "Ghostscript" in str(machine.problems()[-1])
    slow = pool.Pool(size=1)
    monkeypatch.setattr(slow, "_ask", lambda job, body=b"": ({"subset": False, "warnings": [], "pages": 1}, b"%PDF"))
    assert "libharfbuzz-subset0" in str(slow.check()[0]), "without it everything works, many times slower"


def test_the_offices_own_face_prints_the_titles(tmp_path):
    (tmp_path / "Title.ttf").write_bytes((STATIC / "fonts" / "Kai.ttf").read_bytes())
    own = pool.Pool(size=1, own=tmp_path)
    try:
        form = FORMS["acceptance-notice"]
        names = {str(font.BaseFont) for page in pikepdf.open(io.BytesIO(render.pdf(form, sample_facts(form), using=own)[0])).pages
                 for font in page.Resources.Font.values()}
        assert any("Title" in name for name in names)
        assert faces.files(tmp_path)["Title"].parent == tmp_path and faces.files(tmp_path)["Song"].parent != tmp_path
    finally:
        own.close()


def test_a_number_stands_right_on_pages_that_others_made():
    """Uploads leave a changed graphics state, begin elsewhere than 0, 0, and keep their own size."""
    made = pikepdf.new()
    for box in ((-50, -30, 545, 812), (0, 0, 1191, 842)):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].obj.MediaBox = pikepdf.Array(box)
        made.pages[-1].obj.Contents = made.make_stream(b"0.2 0 0 0.2 300 300 cm 1 1 1 rg 0 0 900 900 re f")
    out = io.BytesIO()
    made.save(out)
    joined = pypdfium2.PdfDocument(joining.join([joining.Part("上传", out.getvalue(), ours=False)], title="卷"))
    for n, size in enumerate(((595, 842), (1191, 842))):
        page = joined[n]
        assert page.get_size() == pytest.approx(size, abs=1)
        wide, high = size
        corner = (wide - 70, 0, wide, 50) if wide < high else (wide - 110, high - 50, wide, high)
        drawing = page.render(scale=1, grayscale=True).to_pil()
        assert drawing.crop(corner).getextrema()[0] < 100, "in the corner, black, its own size"
        x0, y0, _, _ = page.get_mediabox()
        left, top, right, bottom = corner
        said = page.get_textpage().get_text_bounded(x0 + left, y0 + high - bottom, x0 + right, y0 + high - top)
        assert said.strip() == str(n + 1)


def test_a_name_with_a_dot_stands_close_in_an_indented_paragraph():
    """The pieces of a name are blocks, and a block takes the indent of its paragraph unless told otherwise."""
    name = render.person("阿卜·阿力")
    data, _ = pool.pool().pdf(f"{PAGE}<p style='text-indent:2em;font:16pt Num, Fang'>欠{name}（工）</p>")
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    text = page.get_text_range()
    left = [page.get_charbox(text.index(c), loose=True)[0] for c in "欠卜力（"]
    assert left[1] - left[0] < 2.2 * 16 and left[2] - left[1] < 4 * 16 and left[3] - left[2] < 1.5 * 16, left
