"""The render processes: the same bytes, the right glyphs, closed doors, and limits that hold."""

import subprocess
import sys

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from casework.documents import FORMS, render, sample_facts
from casework.documents.pool import STATIC, Pool, RenderFailed, TooLarge, pool

PAGE = "<!doctype html><html lang=zh-CN><title>x</title><body>"
RARE = "𬭎㛃䶮彧翀㸃𠅤𬀩"


def test_the_machine_can_print():
    assert pool().check() == []


def test_the_same_facts_give_the_same_bytes_in_another_process():
    form = FORMS["filing-approval"]
    other = Pool(size=1)
    try:
        assert render.pdf(form, sample_facts(form)) == render.pdf(form, sample_facts(form), using=other)
    finally:
        other.close()


def test_the_key_changes_with_the_page():
    assert render.key("a") != render.key("b") and render.key("a") == render.key("a")


def test_a_missing_glyph_is_named_and_nothing_is_printed():
    with pytest.raises(RenderFailed, match="U\\+13000"):
        pool().pdf(PAGE + "<p>张\U00013000三")


@pytest.mark.parametrize("html", [
    '<img src="file:///etc/hostname">', '<img src="http://127.0.0.1:9/x.png">', '<img src="ftp://127.0.0.1/x.png">',
    '<style>@import "file:///etc/hostname";</style>', '<link rel=stylesheet href="http://127.0.0.1:9/x.css">',
    '<style>p{background:url(app:../../instance/keys/secret)}</style><p>x',
    '<style>@font-face{font-family:X;src:url(file:///etc/hostname)}p{font-family:X}</style><p>x',
])
def test_nothing_outside_is_fetched(html):
    with pytest.raises(RenderFailed):
        pool().pdf(PAGE + html)


def test_a_local_file_cannot_be_attached(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-DATA")
    with pytest.raises(RenderFailed):
        pool().pdf(PAGE + f'<link rel=attachment href="{secret.as_uri()}"><a rel=attachment href="{secret.as_uri()}">x</a>')


def test_markup_in_facts_is_text():
    form, facts = FORMS["acceptance-notice"], sample_facts(FORMS["acceptance-notice"])
    facts["to"] = "<img src=file:///etc/passwd>"
    assert "&lt;img" in render.html(form, facts)[0]


@pytest.mark.parametrize("limits, html", [
    ({"wall": 8}, "<p>" + "字" * 400_000), ({"cpu": 1}, "<p>" + "字" * 400_000),
    ({"memory_mb": 500}, "<div>字" * 300 + "<p>" + "字字" * 400_000),
])
def test_a_hostile_page_is_ended_and_the_next_one_is_printed(limits, html):
    small = Pool(size=1, **limits)
    try:
        with pytest.raises(RenderFailed):
            small.pdf(PAGE + html)
        assert small.pdf(PAGE + "<p>好")[1] == 1
    finally:
        small.close()


def test_too_long_is_a_sentence_for_people():
    small = Pool(size=1, wall=1)
    try:
        with pytest.raises(TooLarge, match="请减少内容"):
            small.pdf(PAGE + "<p>" + "字" * 400_000)
    finally:
        small.close()


def test_rare_characters_are_the_right_glyphs_not_boxes(tmp_path):
    """Extractable is not the same as right on paper: compared by pixels with the face drawn by another program."""
    size = 40
    html = (f"<style>@page{{size:{len(RARE) * size}pt 60pt;margin:0}}body{{margin:0}}p{{margin:0;font:{size}pt/60pt SongRare;"
            f"white-space:nowrap}}.mark{{display:none}}</style><p>{RARE}")
    path = tmp_path / "rare.pdf"
    path.write_bytes(pool().pdf(PAGE + html)[0])
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-png", "-singlefile", str(path), str(tmp_path / "rare")], check=True)
    printed = Image.open(tmp_path / "rare.png").convert("L")
    face = ImageFont.truetype(str(STATIC / "fonts" / "SongFull.ttf"), size)

    def drawn(character):
        picture = Image.new("L", (size, 60), 255)
        ImageDraw.Draw(picture).text((0, 45), character, font=face, anchor="ls", fill=0)
        return picture

    def likeness(a, b):
        a, b = ([255 - v for v in p.filter(ImageFilter.GaussianBlur(1)).tobytes()] for p in (a, b))
        return sum(x * y for x, y in zip(a, b, strict=True)) / ((sum(x * x for x in a) * sum(y * y for y in b)) ** 0.5 or 1)

    cells = [printed.crop((n * size, 0, (n + 1) * size, 60)) for n in range(len(RARE))]
    for n, character in enumerate(RARE):
        best = max(range(-12, 13), key=lambda dy: likeness(cells[n], ImageChops.offset(drawn(character), 0, dy)))
        scores = {c: likeness(cells[n], ImageChops.offset(drawn(c), 0, best)) for c in RARE}
        assert scores[character] > 0.8 and max(scores, key=scores.get) == character, (character, scores)


def test_it_works_from_a_script_without_a_main_guard(tmp_path):
    """Spawned pools re-import __main__; ours does not care what it is, nor in which folder it stands."""
    script = tmp_path / "plain.py"
    script.write_text("from casework.documents.pool import pool\nprint(pool().pdf('<p>好')[1])\n")
    root = str(STATIC.parent)
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, env={"PYTHONPATH": root, "PATH": "/usr/bin:/bin"},
                          capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "1", done.stderr


def test_processes_end_with_their_pool():
    own = Pool(size=1)
    own.pdf(PAGE + "<p>好")
    child = own.idle.queue[0].child
    own.close()
    assert child.returncode is not None
