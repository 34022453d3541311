"""The file scored before it is bound, bound by its numbers, and kept: what is lost, what cures it, who may."""

import io
import json
import zipfile
from datetime import date

import pytest

from casework.accounts import queries as accounts
from casework.arrears import queries
from casework.core import audit, calendar
from casework.core.calendar import LawTableRow
from casework.core.errors import Refused
from casework.dossiers import actions, binder, keeping
from casework.dossiers import queries as known
from casework.dossiers.models import Dossier, HandOut
from casework.dossiers.review import review
from casework.extensions import db
from tests.features.test_dossiers import upload, words


def lost(said):
    return {one["item"]: int(one["points"]) for one in said["lost"]}


def test_the_score_of_a_bare_closed_case_is_the_score_by_hand(make, run):
    number = make.case(at="closed")
    status, out, _ = run("review", number, "--json")
    said = json.loads(out)
    assert status == 0 and set(said) == {"score", "out_of", "vetoes", "lost"}
    assert lost(said) == {
        "立案：当事人基本情况齐全、准确": 3,  # neither code, legal representative nor address
        "立案：案件事实清楚": 3,  # no statement, no roster
        "调查：笔录要素齐全": 3, "调查：询问的问题清楚": 4, "调查：被询问人签名，或者注明拒签": 2,  # no record of questioning
        "调查：有调查终结报告": 3, "处理：有结案报告": 4,
        "送达：送达程序合法": 4,  # the acceptance notice has no receipt
        "评分表里没有录入的项目": 14,
    }
    assert (said["score"], said["out_of"]) == ("60", "100") and int(said["score"]) + sum(lost(said).values()) == 100
    assert [one["text"] for one in said["vetoes"]] == ["当事人认定错误"], "nothing but a name is known of the employer"
    cures = {one["item"]: one["cure"] for one in said["lost"]}
    assert cures["送达：送达程序合法"] == "还缺 1 份送达回证，登记送达"
    assert "信用代码、法定代表人、单位地址" in cures["立案：当事人基本情况齐全、准确"]
    assert run("review", "没有", "--json")[0] == 1


def test_a_case_that_was_never_filed_loses_nothing_for_what_did_not_arise(make, run):
    number = make.case(at="refused", facts="反映拖欠一月工资", id_number="11010519491231002X")
    items = lost(json.loads(run("review", number, "--json")[1]))
    assert not any(item.startswith(("调查", "处理", "取证", "陈述")) for item in items) and items["送达：送达程序合法"] == 4


def test_each_lost_point_leads_to_its_cure_and_a_reviewer_takes_points_off(make, browser, app):
    number = make.case(at="closed", facts="拖欠一月工资", id_number="11010519491231002X")
    id = make.id_of(number)
    browser.sign_in("inspector")
    page = browser.open("dossiers.show", id=id, budget=50)
    assert page.text("#review .score").startswith("63 / 100 分")
    links = [a.etree_element.get("href") for a in page.root.query_all("#review .lost a")]
    assert len(links) == len(page.all("#review .lost li")) - 1, "all but what nobody has entered"
    for link in set(links):
        assert browser.client.get(link).status_code == 200, link
    for kind in ("inquiry-record", "closing-report", "service-receipt"):
        browser.send("dossiers.bring", {"file": (io.BytesIO(upload()), f"{kind}.pdf"), "kind": kind, "title": kind}, id=id)
    assert browser.open("dossiers.show", id=id, budget=50).text("#review .score").startswith("83 / 100 分")

    assert browser.fetch("dossiers.score", id=id).status_code == 403
    browser.sign_in("leader")
    page = browser.send("dossiers.score", {"points-I3": "9", "note-I3": "x", "points-S2": "3"}, id=id)
    assert page.has("扣分在 0 到 4 之间") and page.has("请写明为什么") and page.value("points-I3") == "9" and page.value("points-S2") == "3"
    page = browser.send("dossiers.score", {"points-I3": "2", "note-I3": "没有问到计件单价", "why-V3": "第二十六条引错"}, id=id)
    assert page.text("#review .score").startswith("81 / 100 分") and page.has("没有问到计件单价") and page.has("否决：引用法律条文错误")
    assert page.has("已评查") and page.has("钟丽华")
    with app.app_context():
        file = db.session.scalar(db.select(Dossier))
        assert (file.score, file.out_of) == (81, 100) and any(e.action == "dossiers.score" for e in audit.history(file))

    page = browser.send("dossiers.bind", {}, id=id)
    assert page.has("有否决项") and page.has("请写明理由")
    page = browser.send("dossiers.bind", {"reason": "已更正并重新送达"}, id=id)
    assert page.has("已装订") and page.has("已更正并重新送达") and page.text("#handed").count("装订入卷") == 2
    page = browser.send("dossiers.archive", {"keeper": "", "place": "县局档案室 3 柜", "retention": "30年"}, id=id)
    assert page.has("请填写保管人") and page.value("place") == "县局档案室 3 柜"
    page = browser.send("dossiers.archive", {"keeper": "卢小敏", "place": "县局档案室 3 柜", "retention": "30年"}, id=id)
    assert page.has("已归档") and page.has("20260001") and page.has("县局档案室 3 柜")
    page = browser.send("dossiers.bring", {"file": (io.BytesIO(upload()), "补.pdf"), "kind": "other", "title": "补充材料"}, id=id)
    assert page.has("有插入") and page.has("已归档"), "what comes later is a supplement; the file stays archived"


def test_what_is_kept_stands_on_the_cover_and_nobody_skips_a_step(make, app, tmp_path):
    number = make.case(at="filed", facts="拖欠一月工资")
    make.move(number, "assign", officers=["county", "second"])
    with app.app_context(), pytest.raises(Refused, match="承办人不能评查自己的案卷"):
        keeping.score(case=queries.case_by_number(number), deducted={}, vetoes={}, by=accounts.by_login("county"))
    make.move(number, "assign", officers=["inspector", "second"])
    with app.app_context():
        case, by, leader = queries.case_by_number(number), accounts.by_login("inspector"), accounts.by_login("leader")
        with pytest.raises(Refused, match="评查以后才能装订"):
            keeping.bind(case=case, prepared=[], by=by)
        keeping.score(case=case, deducted={}, vetoes={}, by=leader)
        with pytest.raises(Refused, match="办结以后才能装订"):
            keeping.bind(case=case, prepared=[], by=by)
        actions.put_slip(case=case, title="账册", slip="在柜里", by=by)
        assert known.dossier(case).state == "open", "a file that changed is scored again"
        keeping.score(case=case, deducted={}, vetoes={}, by=leader)
        db.session.commit()
    make.move(number, "close")
    with app.app_context():
        case, by = queries.case_by_number(number), accounts.by_login("inspector")
        made = [actions.prepare(case, volume, "whole", by) for volume in ("main", "side")]
        keeping.bind(case=case, prepared=made, by=by, reason="单位已注销，身份已核实")
        with pytest.raises(Refused, match="已经装订"):
            keeping.bind(case=case, prepared=made, by=by)
        keeping.archive(case=case, keeper="卢小敏", place="3 柜", retention="永久", archive_number="澄人社〔2026〕18",
                        fonds_number="21", by=by)
        db.session.commit()
        assert {(h.volume, h.recipient) for h in db.session.scalars(db.select(HandOut))} == {("main", "装订入卷"), ("side", "装订入卷")}
        told = words(binder.bind(case), tmp_path)
        assert "澄人社〔2026〕18" in told and "永久" in told and "归档日期2026年3月2日" in told


def test_a_number_that_somebody_typed_is_stepped_over(make, app):
    """Or the next file would meet it, roll its own number back, and meet it again for ever."""
    def bound(name):
        case, by = queries.case_by_number(make.case(at="closed", worker_name=name)), accounts.by_login("inspector")
        actions.put_slip(case=case, title="账册", slip="在柜里", by=by)
        keeping.score(case=case, deducted={}, vetoes={}, by=accounts.by_login("leader"))
        keeping.bind(case=case, prepared=[actions.prepare(case, "main", "whole", by)], by=by, reason="已核实")
        return dict(case=case, keeper="卢小敏", place="3 柜", retention="永久", by=by)

    with app.app_context():
        keeping.archive(**bound("甲"), archive_number="20260001")
        db.session.commit()
        second = bound("乙")
        with pytest.raises(Refused, match="20260001 已经有了"):
            keeping.archive(**second, archive_number="20260001")
        assert keeping.archive(**second).archive_number == "20260002"


def test_an_office_s_own_table_takes_the_place_of_the_shipped_one(make, app):
    number = make.case(at="closed")
    with app.app_context():
        with audit.during("tests.table", None):
            db.session.add(LawTableRow(table="file_review", key="*", from_on=date(2026, 1, 1), source="澄溪县案卷评查办法", value={
                "total": 10, "vetoes": [], "items": [{"part": "送达", "code": "S1", "item": "回证齐全", "points": 6},
                                                     {"part": "装订", "code": "B1", "item": "装订整齐", "points": 4}]}))
            db.session.flush()
        calendar.refresh()
        made = review(queries.case_by_number(number))
        assert made.as_json() == {"score": "4", "out_of": "10", "vetoes": [],
                                  "lost": [{"item": "送达：回证齐全", "points": "6", "cure": "还缺 1 份送达回证，登记送达"}]}


def test_the_list_of_files_says_how_far_each_is_and_by_when_it_goes_to_the_archive(make, app, browser, today):
    """No term where nobody has entered one: then the days since closing alone; with one, a day, and a slip when it presses."""
    kept, waiting, open_ = make.case(at="closed", worker_name="甲"), make.case(at="closed", worker_name="乙"), make.case(worker_name="丙")
    make.case(by="elsewhere", worker_name="丁")
    with make.context():
        case, by = queries.case_by_number(kept), accounts.by_login("inspector")
        actions.put_slip(case=case, title="账册", slip="在柜里", by=by)
        keeping.score(case=case, deducted={}, vetoes={}, by=accounts.by_login("leader"))
        keeping.bind(case=case, prepared=[], by=by, reason="已核实")
        keeping.archive(case=case, keeper="卢小敏", place="县局档案室 3 柜", retention="10年", by=by)

    def listed(**asked):
        page = browser.open("dossiers.index", **asked)
        return page, page.all("table.list tbody th")

    browser.sign_in("inspector")
    page, numbers = listed()
    assert set(numbers) == {kept, waiting, open_} and page.has("归档期限没有录入") and page.has("县局档案室 3 柜") and page.has("2036")
    assert listed(state="archived")[1] == listed(keeper="卢小")[1] == [kept] and listed(wait="over")[1] == []
    today(date(2026, 3, 28))
    page, numbers = listed(wait="archive")
    assert numbers == [waiting] and "26" in page.all("table.list tbody td") and listed(wait="late")[1] == []
    browser.sign_in("inspector")
    assert not browser.open("desk.index").has("归档"), "no clock is made up"

    with app.app_context():
        with audit.during("tests.table", None):
            db.session.add(LawTableRow(table="archive", key="339901", from_on=date(2026, 1, 1), source="本局保管期限表",
                                       value={"filing_days": 30, "years": 10}))
            db.session.flush()
        db.session.commit()
    page, numbers = listed()
    assert page.has("2026-04-01") and not page.has("归档期限没有录入") and listed(wait="late")[1] == []
    assert any(row.startswith(f"评查案卷并归档 {waiting}") or (waiting in row and "评查案卷并归档" in row)
               for row in browser.open("desk.index").all("tbody tr")), "four days before the day it presses"
    today(date(2026, 4, 3))
    browser.sign_in("inspector")
    page, numbers = listed(wait="late")
    assert numbers == [waiting] and page.has("已过")
    ids = [make.id_of(kept)]
    asked = browser.send("bulks.ask", {"id": ids}, listing="dossiers.files", key="print")
    typed = {"id": ids, "nonce": asked.value("nonce"), "write": "1"}
    done = browser.send("bulks.ask", typed, listing="dossiers.files", key="print")
    link = next(e.etree_element.get("href") for e in done.root.query_all("a[href$=zip]"))
    with browser.client.get(link) as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as put:
        assert put.namelist() == [f"01 {kept}正卷.pdf"] and put.read(put.namelist()[0]).startswith(b"%PDF")
    sheet = browser.fetch("dossiers.index", wait="late", **{"as": "csv"})
    assert waiting in sheet.get_data(as_text=True) and "应归档" in sheet.get_data(as_text=True)
    today(date(2037, 1, 2))
    browser.sign_in("inspector")
    assert listed(wait="over")[1] == [kept]
