"""The file as records: its order, what is handed out, supplement pages, volumes at a given size."""

import io
import re
import subprocess
from dataclasses import dataclass
from datetime import date

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.core import audit, files
from casework.core.errors import Refused
from casework.core.jobs import Job
from casework.dossiers import actions, binder, contents, numbers
from casework.dossiers import queries as known
from casework.dossiers.models import HandOut
from casework.extensions import db
from tests.features.test_dossiers import bring, case, inside, jpeg, upload, words  # noqa: F401


@pytest.mark.parametrize(("before", "after", "count", "given_"), [
    ("61", "62", 4, ("61-1", "61-2", "61-3", "61-4")),
    ("61-4", "62", 2, ("61-5", "61-6")),  # a second insertion at the same place goes on
    ("61-4", "61-5", 1, ("61-4-1",)),
    ("61", "61-1", 1, None),  # no number lies between a page and its first supplement
    ("87", None, 2, ("88", "89")),  # at the end the count goes on
    ("87-2", None, 1, ("88",)),
    ("9", "10", 1, ("9-1",)),
])
def test_what_is_put_between_two_printed_pages(before, after, count, given_):
    assert numbers.between(numbers.read(before), after and numbers.read(after), count) == given_


@dataclass
class Thing:
    pages: int
    fixed: tuple = ()


@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4)), min_size=1, max_size=5), min_size=1, max_size=5))
def test_printed_pages_keep_their_numbers_whatever_is_put_in(prints):
    """Any number of prints, each after things were put in anywhere: no number twice, all in the order of the pages."""
    lying = []
    for put in prints:
        for at, pages in put:
            lying.insert(at % (len(lying) + 1), Thing(pages))
        before = {id(thing): thing.fixed for thing in lying if thing.fixed}
        lying = numbers.settled(lying)
        given_ = numbers.numbered(lying, lambda thing: thing.pages)
        drawn = [numbers.read(n) for run in given_ for n in run]
        assert drawn == sorted(set(drawn)), "each once, and in order"
        assert [len(run) for run in given_] == [thing.pages for thing in lying]
        for thing, run in zip(lying, given_, strict=True):
            thing.fixed = run
        assert all(thing.fixed == before[id(thing)] for thing in lying if id(thing) in before)


def shown(page):
    """[(number in the index, title, pages)] as the page of a file lists them."""
    return [(row[0], row[1].removesuffix("隐名副本里是说明页").strip(), row[2]) for row in zip(
        page.all("table.items tr[data-key] td:nth-child(2)"), page.all("table.items tr[data-key] th"),
        page.all("table.items tr[data-key] td:nth-child(6)"), strict=True)]


def drawn(data, tmp_path):
    """The number in the upper right corner of each page, "" where there is none."""
    path = tmp_path / "drawn.pdf"
    path.write_bytes(data)
    told = subprocess.run(["pdftotext", "-x", "520", "-y", "15", "-W", "70", "-H", "30", str(path), "-"], capture_output=True, text=True,
                          check=True).stdout
    return [page.strip() for page in told.split("\f")[:-1]]


def labels(data):
    """What a viewer calls the pages, cover, index and closing sheets left out."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [page.label for page in document.pages if not re.fullmatch("[ivxlc]+", page.label)]


def test_a_file_is_put_in_order_handed_out_and_supplemented(case, make, browser, app, tmp_path):  # noqa: F811
    make.move(case, "file")  # the side volume must not draw newcomers behind the main one
    with app.app_context():
        for name in ("甲.jpg", "乙.jpg"):
            bring(case, name, jpeg())
        id = queries.case_by_number(case).id
    browser.sign_in("inspector")
    page = browser.open("dossiers.show", id=id, budget=45)
    titles = [title for _, title, _ in shown(page)]
    keys = [e.etree_element.get("data-key") for e in page.root.query_all("tr[data-key]")]
    assert titles[-2:] == ["甲.jpg", "乙.jpg"]
    assert page.has("还没有交出过") and page.has("整理中") and page.has("还缺 送达回证（劳动保障监察投诉受理通知书）")

    typed = {f"place-{key}": str(n) for n, key in enumerate(keys, 1)}
    page = browser.send("dossiers.order", typed | {f"place-{keys[-1]}": str(len(keys) - 1), "volume": "main"}, id=id)
    assert [title for _, title, _ in shown(page)][-2:] == ["乙.jpg", "甲.jpg"]
    page = browser.send("dossiers.item", {"title": "五月考勤", "dated_on": "2026-02-27", "volume": "main"}, id=id, key=keys[-1])
    assert "五月考勤" in [title for _, title, _ in shown(page)] and page.has("2026-02-27")

    browser.send("dossiers.slip", {"title": "账册三本", "slip": "在柜里"}, id=id)
    slip = next(key for key in (e.etree_element.get("data-key") for e in browser.open("dossiers.show", id=id, budget=60).root.query_all(
        "tr[data-key]")) if key[0] == "s")
    taken = browser.open("dossiers.item", id=id, key=slip).root.query("form[action$='/out']").etree_element.get("action")
    assert taken.endswith(f"/{slip}/out") and not browser.open("dossiers.item", id=id, key=keys[0]).all("form[action$='/out']")
    page = browser.send("dossiers.take_out", {}, id=id, key=slip)
    assert page.has("说明页已取出") and not page.has("账册三本")

    page = browser.send("dossiers.hand_out", {"what": "whole", "volume": "main"}, id=id)
    assert page.has("请填写交给谁")
    page = browser.send("dossiers.hand_out", {"what": "whole", "volume": "main", "recipient": "县局档案室", "purpose": "审核"}, id=id)
    first = shown(page)
    assert page.has("交给 县局档案室，审核") and page.has("已印到第 1 版")
    with app.app_context():
        handed = db.session.scalar(db.select(HandOut))
        whole = files.read(handed.sha256)
        assert handed.sha256 == files.keep(whole).sha256 and handed.pages == int(first[-1][2]) and handed.last == first[-1][2]
        assert any(entry.action == "dossiers.hand_out" for entry in audit.history(handed))
        handed_id = handed.id
    assert browser.fetch("dossiers.handed", hand=handed_id).data == whole
    assert browser.fetch("dossiers.handed", hand=999).status_code == 404

    # a page comes between two that were printed: it is 送达回证, which lies behind the letters
    page = browser.send("dossiers.bring", {"file": (io.BytesIO(upload()), "回证.pdf"), "kind": "service-receipt",
                                           "title": "受理通知书送达回证"}, id=id)
    with app.app_context():
        assert db.session.scalar(db.select(Job).where(Job.key == f"prepare:{files.keep(upload()).sha256}")), "made ready before it is bound"
    now = shown(page)
    assert [row for row in now if row in first] == first, "what was printed keeps its number and its pages"
    fresh = next(row for row in now if row not in first)
    behind = now[now.index(fresh) - 1]
    assert fresh[1].startswith("受理通知书送达回证") and fresh[2] == f"{behind[2].split('–')[-1]}-1" and fresh[0] == f"{behind[0]}-1"
    assert page.has(f"打印补印页（{fresh[2]}）和新目录")
    keys = [e.etree_element.get("data-key") for e in page.root.query_all("tr[data-key]")]
    typed = {f"place-{key}": str(n) for n, key in enumerate(keys, 1)}
    refused = browser.send("dossiers.order", typed | {f"place-{keys[0]}": "3", "volume": "main"}, expect=409, id=id)
    assert refused.has("先后不能再变")

    page = browser.send("dossiers.hand_out", {"what": "supplement", "volume": "main", "recipient": "县局档案室"}, id=id)
    assert page.has("已印到第 2 版") and "补印页" in page.text("#handed") and not page.has("有插入")
    with app.app_context():
        found = queries.case_by_number(case)
        last = known.handed(known.dossier(found))[0]
        assert last.supplement and last.pages == 1 and last.sheets == 2 and last.first == last.last == fresh[2]
        data = files.read(last.sha256)
        again = binder.bind(found)
    told = words(data, tmp_path)
    assert "PayrollofMay" in told and "卷内目录" in told and "第2版" in told and "受理通知书" in told and "卷宗" not in told
    assert drawn(data, tmp_path) == [fresh[2], ""]
    numbers_now, numbers_then = drawn(again, tmp_path), drawn(whole, tmp_path)
    assert [n for n in numbers_now if n != fresh[2]] == numbers_then and fresh[2] in numbers_now
    assert f"补印第{fresh[2]}页" in words(again, tmp_path), "the closing sheet names the supplement"
    assert fresh[2] in labels(again) and labels(data) == [fresh[2]]
    (tmp_path / "s.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "60", "-gray", "-png", "-f", "1", "-l", "1", tmp_path / "s.pdf", tmp_path / "s"], check=True)
    corner = Image.open(next(tmp_path.glob("s-*.png"))).crop((440, 15, 480, 40))
    assert min(corner.tobytes()) < 140, "the number is in the corner"

    with app.app_context(), pytest.raises(RuntimeError, match="never changed"), audit.during("tests.change", None):
        db.session.get(HandOut, handed_id).recipient = "别人"
        db.session.flush()


def test_volumes_hold_as_many_pages_as_the_county_says(case, make, inside, tmp_path):  # noqa: F811
    with make.context():
        accounts_do.set_profile(area=accounts.area("339901"), from_on=date(2026, 1, 1), mode="entrusted", by=None,
                                forms={"dossier": {"pages_per_volume": 2}})
    for name in ("甲.jpg", "乙.jpg", "丙.jpg"):
        bring(case, name, jpeg())
    accounts.forget_profiles()
    found = queries.case_by_number(case)
    read = contents.read(found, drafts=False)
    assert [sum(e.pages for e in book) for book in read.books][:-1] and all(
        sum(e.pages for e in book) <= 2 or len(book) == 1 for book in read.books)
    data = binder.bind(found, drafts=False)
    told = words(data, tmp_path)
    assert told.count("卷宗封面") == 0 and f"共{len(read.books)}册第{len(read.books)}册" in told
    assert labels(data) == [str(n) for n in range(1, read.pages + 1)], "one count through all volumes"
    with pikepdf.open(io.BytesIO(data)) as document:
        names = [str(one.title) for one in document.open_outline().root]
        last = f"（第{len(read.books)}册）"
        assert [n for n in names if last in n] == [f"卷宗封面{last}", f"卷内目录{last}", f"卷内备考表{last}"]
        fronts = [n for n, page in enumerate(document.pages) if "/Annots" in page.obj]
        assert len(fronts) == len(read.books), "each volume has its own index, whose lines lead to its items"
        for page_, book in zip((document.pages[n] for n in fronts), read.books, strict=True):
            aims = [next(i for i, p in enumerate(document.pages) if p.obj.objgen == a.Dest[0].objgen) for a in page_.obj.Annots]
            assert [document.pages[aim].label for aim in dict.fromkeys(aims)] == [entry.first for entry in book]


def test_what_cannot_be_bound_has_a_slip_and_a_slip_can_be_taken_out(case, inside, tmp_path):  # noqa: F811
    by, found = accounts.by_login("inspector"), queries.case_by_number(case)
    slip = actions.put_slip(case=found, title="工资账册三本", slip="原件存柳堰镇中队档案柜 A3", dated_on=date(2026, 3, 2), by=by)
    told = words(binder.bind(found), tmp_path)
    assert "工资账册三本" in told and "档案柜A3" in told and "说明页" in told
    with pytest.raises(Refused, match="不能从案卷里取出"):
        actions.take_out(case=found, key=contents.lines(found)[0].key, by=by)
    actions.take_out(case=found, key=f"s{slip.id}", by=by)
    assert "工资账册" not in words(binder.bind(found), tmp_path)
    with pytest.raises(Refused, match="没有整理本案案卷的权限"):
        actions.put_slip(case=found, title="账册", slip="在柜里", by=accounts.by_login("mediator"))


def test_a_paper_voided_after_it_was_handed_out_stays_in_the_file(case, inside, tmp_path):  # noqa: F811
    from casework.documents import store

    by, found = accounts.by_login("leader"), queries.case_by_number(case)
    actions.hand_out(case=found, prepared=actions.prepare(found, "main", "whole", by), recipient="法院", by=by)
    letter = next(p for p in db.session.scalars(store.of(found.id)) if p.code == "acceptance-notice")
    before = [(e.line.key, e.numbers) for e in contents.read(found).entries]
    store.void(letter, reason="写错", by=by)
    read = contents.read(found, drafts=False)
    assert [(e.line.key, e.numbers) for e in read.entries if e.fixed] == before
    assert next(e.note for e in read.entries if e.line.key == f"p{letter.id}") == "已作废"
    assert re.search("受理通知书.*已作废", words(binder.some(read, []).read_bytes(), tmp_path))


def test_the_timeline_proves_dates_from_what_was_done(make, app, today, tmp_path):
    """Every event with its day, who and basis; a clock met in time, one that ran out, and the strip of each."""
    from casework.arrears import paying
    from casework.documents import FORMS, render
    from casework.documents.store import issue
    from casework.serving.actions import serve

    number = make.case(claimed_fen=500000, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31), path=["accept", "file", "extend"])
    with make.context():
        found, by = queries.case_by_number(number), accounts.by_login("inspector")
        bring(number, "考勤.jpg", jpeg())
        line = db.session.scalars(queries.lines(found)).first()
        paying.pay(case=found, shares={line: 120000}, by=by)
        letter = next(line.source for line in contents.lines(found) if line.code == "acceptance-notice")
        serve(case=found, papers=[letter.id], role="complainant", way="direct", on=date(2026, 3, 2), receiver="周桂兰", by=by)
    today(date(2026, 3, 12))  # the three days in which the extension had to be told are over
    with app.app_context():
        found, by = queries.case_by_number(number), accounts.by_login("inspector")
        form = FORMS["case-timeline"].about(found, by)
        facts = form.printed_facts()
        titles = [event["title"] for event in facts["events"]]
        assert [event["on"] for event in facts["events"]] == sorted(event["on"] for event in facts["events"])
        assert titles[0] == "登记（窗口投诉）" and "受理" in titles and "立案" in titles and "延长调查：案情复杂" in titles
        assert "收到材料：考勤.jpg" in titles and "用人单位付款1,200.00元" in titles
        assert next(event for event in facts["events"] if event["title"] == "送达周桂兰（直接送达，周桂兰签收）")["papers"].startswith(
            "《劳动保障监察投诉受理通知书》")
        accepted = next(event for event in facts["events"] if event["title"] == "受理")
        assert accepted["result"] == "当日，按期" and accepted["who"] == "钟丽华" and "受理通知书" in accepted["papers"]
        filed = next(event for event in facts["events"] if event["title"] == "立案")
        assert "60个工作日" in filed["basis"] or "90个工作日" in filed["basis"]
        assert "《劳动保障监察条例》第十七条" in filed["basis"] and filed["who"] == "严敬之"
        late = facts["events"][-1]
        assert late["late"] and late["result"] == "未办" and late["on"] == "2026-03-05" and "告知" in late["title"]
        assert {clock["state"] for clock in facts["clocks"]} == {"按期", "未到期", "逾期"}
        (tmp_path / "t.pdf").write_bytes(render.pdf(form, facts)[0])
        told = words((tmp_path / "t.pdf").read_bytes(), tmp_path)
        for said in ("案件办理时间轴", "星期一", "用人单位付款1,200.00元", "未办", "日历带"):
            assert said in told, said
        printed = issue(form, by=by)
        db.session.commit()
        lines = contents.lines(found)
        assert lines[-1].code == "case-timeline" or [line.code for line in lines if line.volume == "main"][-1] == "case-timeline"
        assert printed.title == "案件办理时间轴"


def test_a_page_lies_beside_the_list_as_it_would_be_printed(case, app, browser, tmp_path):  # noqa: F811
    with app.app_context():
        bring(case, "现场.jpg", jpeg(size=(300, 200)))
        bring(case, "考勤.pdf", upload())
        id = queries.case_by_number(case).id
    browser.sign_in("inspector")
    page = browser.open("dossiers.show", id=id, budget=45)
    first = page.root.query("tr[data-key]").etree_element.get("data-key")
    assert page.root.query("#look img").etree_element.get("src").endswith(f"show={first}&page=1") and page.has("预览")
    rows = zip(shown(page), page.root.query_all("tr[data-key]"), strict=True)
    keys = {row[1].split()[0]: e.etree_element.get("data-key") for row, e in rows}
    seen = {}
    for name in ("现场.jpg", "考勤.pdf"):
        link = page.root.query(f"tr[data-key={keys[name]}] th a[data-look]").etree_element
        there = browser.client.get(link.get("data-look")).get_data(as_text=True)
        assert f"show={keys[name]}" in link.get("href") and "<html" not in there and name in there and "打开 PDF" in there
        seen[name] = Image.open(io.BytesIO(browser.fetch("dossiers.page", id=id, show=keys[name], page=1).data)).convert("RGB")
    photo, paper = seen["现场.jpg"], seen["考勤.pdf"]
    assert photo.width == paper.width == 1000 and 1400 < photo.height < 1420
    small = photo.resize((50, 70)).tobytes()
    assert sum(1 for r, g in zip(small[::3], small[1::3], strict=True) if r > 150 > g + 60) > 200, "the photo stands on its caption page"
    assert min(paper.crop((880, 30, 960, 80)).convert("L").tobytes()) < 100, "the page number is drawn on it"
    assert browser.fetch("dossiers.page", id=id, show=keys["考勤.pdf"], page=2).status_code == 404
    assert browser.fetch("dossiers.page", id=id, show="e99", page=1).status_code == 404
    cover = browser.open("dossiers.show", id=id, budget=45, show="cover")
    assert cover.all("#look [role=status]") == ["封面"] and cover.has("备考表")
    assert browser.fetch("dossiers.page", id=id, show="cover", page=1).mimetype == "image/jpeg"
    last = browser.open("dossiers.show", id=id, budget=45, show=keys["考勤.pdf"])
    assert last.all("#look a[rel=prev]") == ["上一页"] and last.has("考勤.pdf 第 ") and last.all("tr.seen th")[0].startswith("考勤.pdf")
    assert browser.open("dossiers.show", id=id, budget=45, show="e99").all("#look img"), "what is not there is the first page"
    browser.sign_in("treasurer")
    assert not browser.open("dossiers.show", id=id, budget=45).all("#look"), "who may not print sees no page"
    assert browser.fetch("dossiers.page", id=id, show="cover", page=1).status_code == 403
    browser.sign_in("elsewhere")
    assert browser.fetch("dossiers.look", id=id).status_code == 404
