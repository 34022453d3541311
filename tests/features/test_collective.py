"""集体合同: brought, checked, objected to, brought again; in force after fifteen days, published, replaced; whom it binds and how much."""

import io
from datetime import date as D

import pytest

from casework.accounts import queries as accounts
from casework.collective import actions, coverage, lists, queries, reviewing
from casework.collective.lifecycle import FLOW
from casework.collective.models import Collective
from casework.collective.words import State
from casework.contracts import actions as contracts
from casework.contracts import queries as register
from casework.core import audit, calendar, checks, clock, deadlines, holdings, slips
from casework.core.errors import Refused
from casework.desk import queries as desk
from casework.documents.store import Printed
from casework.extensions import db
from casework.parties import actions as parties
from tests.features.test_pages import photo
from tests.make import CODE

FIRM = "云澜市恒砺服饰有限公司"
USUAL = dict(kind_of="general", title="2026年度集体合同", workers_name="恒砺服饰工会委员会", speaker="union", large=False,
             employers_chief="卫大明", employers_chief_title="总经理", workers_chief="周桂兰", workers_chief_title="工会主席",
             employers_others=[("陶锦", "人事", False), ("罗颖", "财务", False)],
             workers_others=[("沈一", "车工", False), ("沈二", "裁剪", False)],
             negotiated_on=D(2026, 2, 2), forum="congress", congress_on=D(2026, 2, 6), entitled=30, present=24, agreed=20,
             signed_on=D(2026, 2, 9), start_on=D(2026, 3, 1), end_on=D(2027, 2, 28), received_from="陶锦", received_on=D(2026, 2, 12),
             papers=("text", "statement"), standards=[(None, 260000, None), ("电焊工", 420000, None)], stated_workers=35)
ANSWERS = dict.fromkeys(("elected", "hours", "conditions", "lawful", "agenda", "minutes"), ("pass", None))


def me(login="inspector"):
    return accounts.by_login(login)


def minimum():
    """The county's own figures, once."""
    if not db.session.scalar(db.select(calendar.LawTableRow.id)):
        with audit.during("tests.table", me()):
            db.session.add(calendar.LawTableRow(table="minimum_wage", key="339901", from_on=D(2024, 1, 1), source="演示数据",
                                                value={"monthly": "2260", "hourly": "22"}))
            db.session.flush()


def submit(make, by="inspector", employer=True, area="339901001", **facts):
    """The id of a contract of FIRM, or of a regional one."""
    with make.context():
        firm = parties.register_employer(name=FIRM, credit_code=CODE, area=accounts.area("339901001"), legal_representative="卫大明",
                                         by=me()) if employer else None
        db.session.flush()
        minimum()
        return actions.submit(area=accounts.area(area), employer=firm, by=me(by), **USUAL | facts).id


def move(make, id, name, by="inspector", **facts):
    with make.context():
        return FLOW.apply(queries.collective(id, me(by)), name, by=me(by), **facts)


def judged(make, id, by="county", **more):
    with make.context():
        actions.answer(queries.collective(id, me(by)), given=ANSWERS | more, by=me(by))


def in_force(make, today, id):
    """Registered, cleared, and confirmed on the day after the fifteenth."""
    move(make, id, "register")
    judged(make, id)
    move(make, id, "clear", by="county")
    today(D(2026, 3, 3))
    return move(make, id, "effect")


def test_brought_with_a_page_checked_by_the_county_in_force_and_published(make, browser, today):
    id = make.employer(code=CODE, legal_representative="卫大明")
    today(D(2026, 2, 12))
    with make.context():
        minimum()
    browser.sign_in("inspector")
    typed = {"kind_of": "wage", "title": "2026年工资专项", "relation": "new", "signed_on": "2026-02-09", "start_on": "2026-03-01",
             "end_on": "2027-02-28", "workers_name": "恒砺工会", "speaker": "union", "large": "no", "employers_chief": "卫大明",
             "workers_chief": "周桂兰", "workers_chief_title": "工会主席", "employers_others": "陶锦 人事\n罗颖",
             "workers_others": "沈一\n沈二 车工 外聘",
             "negotiated_on": "2026-02-02", "forum": "congress", "congress_on": "2026-02-06", "entitled": "30", "present": "24",
             "agreed": "20", "standards": "全部 二千\n", "received_on": "2026-02-12", "received_from": "陶锦", "copies": "5",
             "papers": ["text"]}
    page = browser.send("collective.new", typed, employer=id)
    assert page.has("第 1 行：请填写金额") and page.has("全部 二千"), "what was typed is kept"
    assert browser.send("collective.new", typed | {"standards": "", "agreed": "25"}, employer=id).has("同意的人数不能多于到会的人数")
    page = browser.send("collective.new", typed | {"standards": "全部 2,600\n电焊工 4200 26.5"}, employer=id)
    assert page.has("柳劳监集〔2026〕001号") and page.has("还缺：报送说明") and page.has("2月27日届满") and page.has("2026-02-28 起生效")
    with make.context():
        one = queries.collective(db.session.scalar(db.select(Collective.id)), me())
        assert [(d.name, d.title, d.chief, d.outside) for d in one.delegates if d.side == "workers"] == [
            ("周桂兰", "工会主席", True, False), ("沈一", None, False, False), ("沈二", "车工", False, True)]
        assert [(s.post, s.monthly_fen, s.hourly_fen) for s in one.standards] == [(None, 260000, None), ("电焊工", 420000, 2650)]
        id = one.id
    assert browser.send("collective.bring", {"codes": ["statement"], "on": "2026-02-12", "brought_by": "陶锦"}, id=id).has("报送说明")
    browser.send("collective.move", id=id, move="register")
    assert browser.fetch("collective.move", id=id, move="clear").status_code == 403, "the county decides"
    with make.context():
        (slip,) = [s for s in slips.asked(me("county"), desk.day(me("county"))) if s.endpoint == "collective.show"]
        assert slip.approval and str(slip.reading.message) == "余 15 天"
    browser.sign_in("county")
    assert browser.open("collective.show", id=id, budget=34).has("还有 5 项审查没有结论")
    browser.send("collective.contents", {"codes": ["quota", "system"]}, id=id)
    page = browser.send("collective.answer", {f"v-{code}": "pass" for code in ANSWERS}, id=id)
    assert page.has("有 1 项审查不符合") and page.has("严敬之 2026-02-12")
    assert browser.open("collective.show", id=id, objection="contents", budget=36).value("basis") == "《浙江省集体合同条例》第19条第2款"
    page = browser.send("collective.answer", {"v-contents": "pass", "v-quorum": "pass", "n-lawful": "已看过"}, id=id)
    assert page.has("请写明理由")
    browser.send("collective.answer", {"v-contents": "pass", "n-contents": "其余内容在附件"}, id=id)
    assert browser.send("collective.move", {"reason": "合法"}, id=id, move="clear").has("无异议待生效")
    browser.sign_in("inspector")
    today(D(2026, 2, 27))
    assert browser.send("collective.move", id=id, move="effect").has("十五日还没有届满")
    today(D(2026, 2, 28))
    assert browser.send("collective.move", id=id, move="effect").has("已生效待公布")
    today(D(2026, 3, 9))  # 2-28 is a make-up workday: five working days end on 03-06
    assert browser.open("collective.index", clock="overdue").has("逾期 1 工作日")
    page = browser.send("collective.move", {"published_on": "2026-02-27", "how": "公告栏"}, id=id, move="publish")
    assert page.has("公布不能早于生效的 2026-02-28")
    page = browser.send("collective.move", {"published_on": "2026-03-05", "how": "公告栏"}, id=id, move="publish")
    assert page.has("3月5日办结，限期 3月6日")
    page = browser.open("collective.report", on="2026-03-09")
    assert page.all("#kinds tbody tr") == ["工资专项集体合同，单个用人单位11000"] and page.has("柳堰镇")
    assert browser.open("parties.show", id=1).has("2026年工资专项")
    assert browser.open("search.index", q="恒砺工会").has("柳劳监集〔2026〕001号")
    with make.context():
        papers = db.session.scalars(db.select(Printed).order_by(Printed.id)).all()
        assert [p.code for p in papers] == ["collective-receipt", "collective-opinion", "collective-publication"]
        opinion, notice = papers[1].facts, papers[2].facts
        assert not opinion["objecting"] and opinion["effective_on"] == "2026-02-28"
        assert opinion["paper"]["issuer"] == "澄溪县人力资源和社会保障局"
        assert [(r["note"], r["who"]) for r in opinion["rows"] if r["note"]] == [("其余内容在附件", "严敬之")]
        assert (notice["due_on"], notice["publish_by"]) == ("2026-02-27", "2026-03-06")
        assert [q for q in checks.run() if not q["ok"]] == []
        assert db.session.get(Collective, id).lead_id == me().id


def test_an_objection_says_why_clause_by_clause_and_the_days_begin_anew(make, today):
    today(D(2026, 2, 12))
    id = submit(make, standards=[(None, 226000, None)])  # the minimum itself: 应当高于
    move(make, id, "register")
    judged(make, id)
    with pytest.raises(Refused, match="有 1 项审查不符合"):
        move(make, id, "clear", by="county")
    with pytest.raises(Refused, match="还没有列出异议条款"):
        move(make, id, "object", by="county")
    with make.context():
        actions.note_objection(queries.collective(id, me("county")), clause="第六条", problem="等于最低工资",
                               basis="浙江省集体合同条例第5条", by=me("county"))
    with pytest.raises(Refused, match="你没有“提出异议”的权限"):
        move(make, id, "object")
    today(D(2026, 2, 28))
    with pytest.raises(Refused, match="收到文本已满十五日（2026-02-27），没有提出异议"):
        move(make, id, "object", by="county")
    today(D(2026, 2, 27))
    assert move(make, id, "object", by="county").issued == [{"form": "collective-opinion", "number": None}]
    today(D(2026, 3, 5))
    move(make, id, "resubmit", signed_on=D(2026, 3, 4), received_from="罗颖", copies=5)
    with make.context():
        one = queries.collective(id, me())
        assert (one.state, one.round, queries.effect(one).due_on) == (State.SUBMITTED, 2, D(2026, 3, 20))
        assert not queries.answers(one) and not queries.objections(one) and len(queries.objections(one, 1)) == 1
        facts = db.session.scalars(db.select(Printed).where(Printed.code == "collective-opinion")).one().facts
        assert facts["objecting"] and facts["objections"] == [
            {"clause": "第六条", "problem": "等于最低工资", "basis": "浙江省集体合同条例第5条"}]
        fixed = {**USUAL, "received_on": D(2026, 3, 4), "signed_on": D(2026, 3, 3), "congress_on": D(2026, 3, 2)}
        fixed.pop("papers")
        actions.correct(one, by=me(), **fixed)
        assert queries.effect(one).due_on == D(2026, 3, 19), "another day of receipt is another fifteen days"
    with make.context():
        assert [q for q in checks.run() if not q["ok"]] == []


def test_a_renewal_takes_the_place_and_each_standard_holds_on_its_own_days(make, today):
    today(D(2026, 2, 12))
    id = submit(make)
    in_force(make, today, id)
    with make.context():
        firm = queries.collective(id, me()).parties[0].employer
        worker = dict(worker_name="卫小明", hired_on=D(2026, 3, 2), kind="fixed", start_on=D(2026, 3, 2), end_on=D(2028, 3, 1),
                      wage_kind="monthly")
        low = contracts.register(employer=firm, wage_fen=259900, by=me(), **worker)
        welder = contracts.register(employer=firm, wage_fen=419900, post="电焊工", by=me(), **worker | {"worker_name": "卫小刚"})
        fine = contracts.register(employer=firm, wage_fen=260000, by=me(), **worker | {"worker_name": "卫小红"})
        db.session.flush()
        codes = {one.id: {f.code for f in db.session.scalars(register.findings_of(one))} for one in (low, welder, fine)}
        assert ["LC-67" in codes[one.id] for one in (low, welder, fine)] == [True, True, False]
        assert coverage.below(queries.collective(id, me()), clock.today(), me("elsewhere")) == ([], 0), "another area's people"
        rows, total = coverage.below(queries.collective(id, me()), clock.today(), me())
        assert [(r.worker, r.least) for r in rows] == [("卫小明", 260000), ("卫小刚", 420000)] and total == 2
        assert coverage.standards([firm.id], D(2026, 2, 28)) == {}, "before its term begins"
        db.session.query(register.ContractFinding).delete()
        assert actions.recheck(queries.collective(id, me()), by=me()) == 2
        assert "LC-67" in {f.code for f in db.session.scalars(register.findings_of(low))}
        assert vars(coverage.count(queries.collective(id, me()), D(2026, 3, 2))) == {"employers": 1, "workers": 3, "heads": None}
    today(D(2026, 4, 1))
    after = submit(make, relation="amendment", predecessor=str(id), received_on=D(2026, 4, 1), signed_on=D(2026, 3, 30),
                   congress_on=D(2026, 3, 27), start_on=D(2026, 4, 20), standards=[(None, 300000, None)])
    move(make, after, "register")
    today(D(2026, 4, 17))
    with make.context():
        firm = queries.collective(id, me()).parties[0].employer_id
        assert coverage.standards([firm], D(2026, 4, 19))[firm][0][1] == 260000
        assert coverage.standards([firm], D(2026, 4, 20))[firm] == [(None, 260000, None), ("电焊工", 420000, None), (None, 300000, None)], (
            "sixteen days without an objection: in force, whether or not somebody noted it")
    move(make, after, "effect")
    with make.context():
        before = queries.collective(id, me())
        assert (before.state, before.ended_on) == (State.REPLACED, D(2026, 4, 19)), "until the day before the new one binds"
        assert coverage.standards([firm], D(2026, 4, 19))[firm][0][1] == 260000
        assert coverage.standards([firm], D(2026, 4, 20))[firm] == [(None, 300000, None)]
        assert deadlines.running(before, "LC-64-3") is None
        assert [q for q in checks.run() if not q["ok"]] == []


def test_an_industry_of_an_area_is_bound_as_registered_and_a_list_by_its_days(make, browser, today):
    today(D(2026, 2, 12))
    with make.context():
        for n, (area, section) in enumerate((("339901001", "C"), ("339901002", "C"), ("339901001", "H"), ("339902001", "C"))):
            parties.register_employer(name=f"家具{n}厂", area=accounts.area(area), section=section, headcount=10 * n, by=None)
    wide = submit(make, by="county", employer=False, area="339901", scope="industry", cover="area", section="C",
                  employers_name="县家具协会", forum="together", papers=("text", "statement"))
    with make.context():
        one = queries.collective(wide, me("county"))
        assert vars(coverage.count(one, D(2026, 3, 5))) == {"employers": 2, "workers": 0, "heads": 10}
        assert {i.test.code: i.verdict for i in reviewing.items(one)}["passed"] == "pass"
    move(make, wide, "register", by="county")
    listed = submit(make, employer=False, scope="regional", employers_name="镇商会", forum="each", employers=["家具0厂", "家具2厂"])
    with pytest.raises(Refused, match="“家具3厂”登记在"):
        submit(make, employer=False, scope="regional", employers_name="镇商会", employers=["家具0厂", "家具3厂"])
    with pytest.raises(Refused, match="第 2 行“没有的厂”没有登记"):
        submit(make, employer=False, scope="regional", employers_name="镇商会", employers=["家具0厂", "没有的厂"])
    today(D(2026, 3, 9))
    with make.context():
        one = queries.collective(listed, me())
        actions.unlist_employer(one, id=one.parties[0].id, to_on=D(2026, 3, 5), by=me())
        with pytest.raises(Refused, match="“家具1厂”登记在青石镇劳动保障监察中队"):
            actions.list_employer(one, employer="家具1厂", from_on=D(2026, 3, 8), by=me())
        actions.list_employer(one, employer="家具1厂", from_on=D(2026, 3, 8), by=me("county"))
    with make.context():
        one = queries.collective(listed, me())
        ids = {name: id for id, name in db.session.execute(db.select(coverage.Employer.id, coverage.Employer.name))}
        bound = [{id for id, in db.session.execute(db.select(coverage.Employer.id).where(coverage.employers_of(one, on)))}
                 for on in (D(2026, 3, 5), D(2026, 3, 7), D(2026, 3, 8))]
        assert bound == [{ids["家具0厂"], ids["家具2厂"]}, {ids["家具2厂"]}, {ids["家具1厂"], ids["家具2厂"]}]
        assert set(coverage.standards(ids.values(), D(2026, 3, 9))) == {ids["家具0厂"], ids["家具1厂"]}, "the county's own section alone"
        towns, _kinds, total = coverage.report(me("county"), D(2026, 3, 9))
        assert [(t.what, len(t.employers), t.of_employers) for t in towns] == [("柳堰镇", 1, 2), ("青石镇", 1, 1)]
        assert (total.contracts, len(total.employers), total.heads, total.stated) == (1, 2, 10, 35)
        assert [(t.what, t.contracts, len(t.employers)) for t in coverage.report(me(), D(2026, 3, 9))[0]] == [("柳堰镇", 1, 1)], (
            "the county's binds here too")
        assert [row.id for row in db.session.execute(lists.rows(me()))] == [listed], "the county's is not the township's"
    assert browser.sign_in("inspector").open("parties.show", id=ids["家具0厂"]).has("2026年度集体合同")
    assert browser.open("collective.show", expect=404, id=wide).has("澄溪县人社局")
    page = browser.open("collective.new")
    assert page.has("企业代表组织") is False and page.has("所列的用人单位")


def test_ended_withdrawn_handed_over_and_its_text_seen_in_place(make, browser, today):
    today(D(2026, 2, 12))
    id = submit(make)
    in_force(make, today, id)
    with make.context():
        (held,) = [h for h in holdings.of(me()) if h.kind == "collective"]
        assert (held.id, held.due_on) == (id, D(2026, 3, 6))
        assert holdings.HOLDINGS["collective"].fits(id, me("clerk")) and not holdings.HOLDINGS["collective"].fits(id, me("second"))
        holdings.HOLDINGS["collective"].move(id, me(), me("second"), me("leader"))
    with make.context():
        assert db.session.get(Collective, id).lead_id == me("second").id
    today(D(2026, 3, 20))
    with pytest.raises(Refused, match="最后一天应在 2026-03-01 到 2027-02-28 之间"):
        move(make, id, "end", ended_on=D(2026, 2, 28), code="31")
    move(make, id, "end", ended_on=D(2026, 3, 12), code="31", filed_on=D(2026, 3, 20), reason="搬迁")
    browser.sign_in("inspector")
    page = browser.send("collective.scan", {"file": (io.BytesIO(photo()), "文本.png")}, id=id)
    assert page.has("文本.png") and page.has("2026-03-20 收到解除备案，限期是 2026-03-19"), "five working days after the twelfth"
    with browser.fetch("collective.scan_seen", id=id, scan=1) as seen:
        assert seen.mimetype == "image/jpeg"
    assert browser.fetch("collective.scan_original", id=id, scan=1).data == photo()
    assert browser.send("collective.scan", {"file": (io.BytesIO(b"x"), "a.txt")}, id=id).has("只收 PDF、JPG、PNG")
    with make.context():
        assert coverage.report(me(), D(2026, 3, 12))[2].contracts == 1 and coverage.report(me(), D(2026, 3, 13))[2].contracts == 0
        assert [q for q in checks.run() if not q["ok"]] == []
