"""Pictures in a copy for outsiders: covered by one person, approved by another, and nothing under the rectangles."""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.arrears.actions import add_evidence
from casework.core import files
from casework.core.errors import Refused
from casework.documents import FORMS, store
from casework.dossiers import actions, binder, contents, redacting
from casework.dossiers import queries as known
from casework.extensions import db
from casework.serving import queries as serving
from casework.serving.actions import serve
from casework.serving.documents import ServiceReceipt
from tests.features.test_case_files import drawn
from tests.features.test_dossiers import NAME, bring, case, inside, jpeg, streams, upload, words  # noqa: F401


def photos(data):
    """The pictures on the pages of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [Image.open(io.BytesIO(page.Resources.XObject.Photo.read_raw_bytes())).convert("RGB") for page in document.pages
                if "/Photo" in page.obj.get("/Resources", {}).get("/XObject", {})]


def test_outsiders_see_a_picture_only_as_two_people_let_them(case, inside, tmp_path):  # noqa: F811
    bring(case, "王某的工资条.jpg", jpeg(6))  # upright it is red at its left half
    found, one, two = queries.case_by_number(case), accounts.by_login("inspector"), accounts.by_login("leader")
    evidence = db.session.scalar(db.select(files.Evidence))
    assert photos(binder.bind(found, redacted=True)) == [] and len(photos(binder.bind(found))) == 1

    redacting.cover(case=found, evidence=evidence, areas=[[0, 0, 10, 10]], by=one)
    first = redacting.redaction(evidence).version
    seen = redacting.cover(case=found, evidence=evidence, areas=[[0, 0, 250, 1000], [600, 500, 400, 500]], by=one).version
    assert photos(binder.bind(found, redacted=True)) == [], "not before it is approved"
    with pytest.raises(Refused, match="不能批准自己遮盖的图片"):
        redacting.approve(case=found, evidence=evidence, seen=seen, by=one)
    with pytest.raises(Refused, match="没有整理本案案卷的权限"):
        redacting.approve(case=found, evidence=evidence, seen=seen, by=accounts.by_login("mediator"))
    with pytest.raises(Refused, match="看过新的图片"):
        redacting.approve(case=found, evidence=evidence, seen=first, by=two)
    redacting.approve(case=found, evidence=evidence, seen=seen, by=two)
    data = binder.bind(found, redacted=True)
    (seen,) = photos(data)
    wide, high = seen.size
    assert (wide, high) == (120, 80), "upright"
    assert max(seen.getpixel((10, 40))) < 30 and max(seen.getpixel((110, 70))) < 30, "black where it was covered"
    assert seen.getpixel((45, 40))[0] > 150 > seen.getpixel((45, 40))[1] and min(seen.getpixel((110, 10))) > 220, "as it was elsewhere"
    everything = b"\n".join(streams(data))
    assert b"Exif\0" not in everything and "工资条".encode() not in everything and "工资条".encode("utf-16-be") not in everything
    assert files.read(evidence.sha256) == jpeg(6), "the original stays as it came"
    assert "说明页" not in words(data, tmp_path).replace("说明页，隐名副本", "")

    redacting.cover(case=found, evidence=evidence, areas=[[0, 0, 1000, 1000]], by=two)
    assert photos(binder.bind(found, redacted=True)) == [], "another covering is approved anew"


def test_the_page_takes_rectangles_as_numbers_and_says_what_is_wrong(case, app, browser):  # noqa: F811
    with app.app_context():
        bring(case, "工资条.jpg", jpeg())
        id = queries.case_by_number(case).id
        key = f"e{db.session.scalar(db.select(files.Evidence.id))}"
    browser.sign_in("inspector")
    page = browser.send("dossiers.cover", {"left": ["10", ""], "top": ["x", ""], "wide": ["20", ""], "high": ["30", ""]}, id=id, key=key)
    assert page.has("每处遮盖要填四个数") and page.value("left") == "10"
    page = browser.send("dossiers.cover", {"left": "90", "top": "0", "wide": "20", "high": "30"}, id=id, key=key)
    assert page.has("要在图片里面")
    page = browser.send("dossiers.cover", {"left": "inf", "top": "0", "wide": "20", "high": "30"}, id=id, key=key)
    assert page.has("每处遮盖要填四个数")
    page = browser.send("dossiers.cover", {"left": "10", "top": "0", "wide": "20.5", "high": "30"}, id=id, key=key)
    assert page.has("等另一人核对批准") and page.value("wide") == "20.5" and not page.all("form[action$=approve]")
    assert browser.open("dossiers.show", id=id, budget=60).has("遮盖待批准")
    assert browser.fetch("dossiers.picture", id=id, key=key, covered=1).mimetype == "image/jpeg"
    seen = browser.sign_in("clerk").open("dossiers.cover", id=id, key=key).value("seen")
    assert browser.send("dossiers.judge_cover", {"seen": seen}, id=id, key=key, what="approve").has("批准：卢小敏")
    assert browser.open("dossiers.show", id=id, budget=60).has("隐名副本附遮盖后的图片")
    assert browser.send("dossiers.judge_cover", id=id, key=key, what="withdraw").has("又是说明页")


def test_outsiders_read_neither_who_brought_what_nor_whom_a_paper_was_given(case, app, browser, tmp_path):  # noqa: F811
    """What people called their files, who brought them, and strangers who took a paper: on each paper that names them."""
    with app.app_context():
        found, by = queries.case_by_number(case), accounts.by_login("inspector")
        add_evidence(case=found, kept=files.keep(jpeg(), "赵四记的工.jpg", "image/jpeg"), brought_by="工头钱五", by=by)
        letter = next(line.source for line in contents.lines(found) if line.code == "acceptance-notice")
        serve(case=found, papers=[letter.id], role="other", to_name="孙六娘", way="direct", on=date(2026, 3, 2), receiver="孙六娘",
              by=by)
        store.issue(ServiceReceipt.of(found, db.session.scalar(serving.services(found)), by), by=by)
        for code in ("evidence-list", "case-timeline", "complaint-register"):
            store.issue(FORMS[code].about(queries.case_by_number(case), by), by=by)
        handed = actions.hand_out(case=found, prepared=actions.prepare(found, "main", "redacted", by), recipient="记者", by=by)
        id, hand, key = found.id, handed.id, f"p{letter.id}"
        plain, hidden = words(binder.bind(found), tmp_path), words(binder.bind(found, redacted=True), tmp_path)
        db.session.commit()
    for name in ("赵四", "钱五", "孙六娘"):
        assert name in plain and name not in hidden, name
    assert "受送达人孙六娘" in plain and "孙六娘，与受送达人的关系" not in plain, "who took it himself is not his own 代收人"
    assert "材料1件" in hidden and "收到材料" in hidden

    browser.sign_in("inspector")
    answer = browser.fetch("dossiers.download", id=id, redacted=1, toc=1, key=key)
    told = words(answer.data, tmp_path)
    assert "受理通知书" in told and "买某" in told and "买买提" not in told, "a part of the copy is of the copy"
    assert "隐名副本" in browser.fetch("dossiers.handed", hand=hand).headers["Content-Disposition"] or "%E9%9A%90%E5%90%8D" in (
        browser.fetch("dossiers.handed", hand=hand).headers["Content-Disposition"])


def test_what_comes_after_a_copy_for_outsiders_is_supplemented_in_the_same_numbering(case, app, browser, tmp_path):  # noqa: F811
    """Handed out redacted, then a receipt is put between: the next copy has supplement pages and a new index, as the file has."""
    with app.app_context():
        bring(case, "王某的工资条.jpg", jpeg())
        id, by = queries.case_by_number(case).id, accounts.by_login("inspector")
        found = queries.case_by_number(case)
        first = actions.hand_out(case=found, prepared=actions.prepare(found, "main", "redacted", by), recipient="律师甲", by=by)
        assert (first.edition, first.supplement) == (1, False)
        whole, before = files.read(first.sha256), drawn(files.read(first.sha256), tmp_path)
        with pytest.raises(Refused, match="没有新放进去的材料"):
            actions.prepare(found, "main", "redacted-supplement", by)
        assert not contents.read(found).printed, "the file itself was not handed out: its numbers are still open"
        keys = [line.key for line in contents.lines(found) if line.volume == "main"]
        with pytest.raises(Refused, match="先后不能再变"):
            actions.arrange(case=found, volume="main", order=keys[::-1], by=by)
        with pytest.raises(Refused, match="已经印在交出的隐名副本里"):
            actions.describe(case=found, key=keys[-1], title="工资条", volume="side", by=by)
        actions.describe(case=found, key=keys[-1], title="工资条一张", by=by)
        db.session.commit()
    browser.sign_in("inspector")
    assert "隐名副本的补印页" not in browser.open("dossiers.show", id=id, budget=60).html
    page = browser.send("dossiers.bring", {"file": (io.BytesIO(upload()), "回证.pdf"), "kind": "service-receipt",
                                           "title": "买买提签收的回证"}, id=id)
    assert page.has("上次交出隐名副本后放进 1 件") and not page.has("有插入")
    page = browser.send("dossiers.hand_out", {"what": "redacted-supplement", "volume": "main", "recipient": "律师甲"}, id=id)
    assert "隐名副本 补印页" in page.text("#handed") and not page.has("上次交出隐名副本后")
    with app.app_context():
        found = queries.case_by_number(case)
        last = known.handed(known.dossier(found))[0]
        data = files.read(last.sha256)
        assert last.supplement and last.redacted and (last.edition, last.pages) == (2, 1) and "-1" in last.first
        told, again = words(data, tmp_path), binder.bind(found, redacted=True)
        assert drawn(data, tmp_path) == [last.first, ""] and "卷内目录" in told and "第2版" in told and "隐名副本" in told
        assert NAME not in told and "买买提" not in told and "Payroll" not in told
        now = drawn(again, tmp_path)
        assert [n for n in now if n != last.first] == before and last.first in now, "who asks next gets the same numbers"
        assert f"补印第{last.first}页" in words(again, tmp_path) and files.read(first.sha256) == whole
        counted = [n for entry in contents.read(found).entries for n in entry.numbers]
        assert counted == [str(n) for n in range(1, len(counted) + 1)], "the file itself counts through"


def test_a_masked_paper_that_got_longer_goes_on_behind_its_numbers():
    class Entry:
        def __init__(self, fixed, pages):
            self.fixed, self.pages = fixed, pages
            self.line = type("Line", (), {"kept": type("Kept", (), {"nth": "1"})})

    longer, shorter = Entry(("1", "2"), 4), Entry(("3", "4"), 1)
    contents._stretch([longer, shorter])
    assert longer.fixed == ("1", "2", "2-1", "2-2") and shorter.fixed == ("3",)
    with pytest.raises(Refused, match="请只打印补印页"):
        contents._stretch([Entry(("2",), 2), Entry(("2-1",), 1)])
