"""The render processes: the same bytes, the right glyphs, closed doors, and limits that hold."""

import subprocess
import sys

import pytest

from casework.documents import FORMS, render, sample_facts
from casework.documents.faces import STATIC
from casework.documents.pool import Pool, RenderFailed, TooLarge, pool

PAGE = "<!doctype html><html lang=zh-CN><title>x</title><body>"


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
