"""Construction projects: registered, who took part on which day, never two general contractors at once, never another area's."""

import io
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.arrears import sites
from casework.arrears.models import ClaimLine
from casework.arrears.queries import case_by_number
from casework.contracts import actions as contracts
from casework.core import audit, checks
from casework.core.errors import Refused
from casework.core.side import AccessLog
from casework.extensions import db
from casework.parties import project_actions as actions
from casework.parties import project_queries as queries
from casework.parties.models import Employer
from casework.parties.project_lists import Projects, project_rows
from casework.parties.project_models import Project, ProjectPart, ProjectTeam
from tests.browser import CASE_PAGE, Browser
from tests.features.test_arrears import errors
from tests.make import CODE
from tests.sheets import xlsx

TYPED = {"name": "滨江小区二期", "permit": "3399 0120260101 01", "area_code": "339901001", "address": "柳堰镇滨江路",
         "started_on": "2025-09-01", "owner_name": "云澜城建投资有限公司", "general_name": "", "general_code": CODE,
         "account_bank": "云澜银行柳堰支行",
         "account_number": "6222 0000 1111 2222", "deposit_form": "bank", "deposit_fen": "300000.00"}


@pytest.fixture
def project(make):
    """Id of the project as TYPED; its general contractor is known by its code."""
    make.employer(name="甲建设集团有限公司", code=CODE, telephone="0990-8800101")
    with make.context():
        by = accounts.by_login("inspector")
        facts = TYPED | {"started_on": date(2025, 9, 1), "deposit_fen": 30000000}
        return actions.register_project(by=by, **facts).id


def by(login="inspector"):
    return accounts.by_login(login)


def join(id, role, name, on=None, **facts):
    return actions.join(project=queries.project(id, by()), role=role, name=name, from_on=on, by=by(), **facts)


def names_on(id, on):
    return [(part.role.value, part.employer.name, [team.name for team in teams]) for part, teams in queries.on_site(id, on)]


def test_a_site_is_registered_with_what_is_known(app, make, browser):
    make.employer(name="甲建设集团有限公司", code=CODE)
    make.employer(name="云澜城建投资有限责任公司")
    browser.sign_in("inspector")
    page = browser.send("parties.new_project", TYPED | {"look_up": "1"})
    assert page.value("general_name") == "甲建设集团有限公司" and not page.has("已登记工程项目"), "a known code only fills"
    page = browser.send("parties.new_project", TYPED)
    assert errors(page) == ["登记里有相近的，请选择是不是同一个"] and page.value("permit") == TYPED["permit"]
    with app.app_context():
        owner = db.session.scalar(select(Employer.id).where(Employer.name == "云澜城建投资有限责任公司"))
    page = browser.send("parties.new_project", TYPED | {"owner_is": str(owner)})
    for said in ("滨江小区二期", "3399012026010101", "云澜城建投资有限责任公司", "甲建设集团有限公司", "金融机构保函",
                 "300,000.00", "622*********2222"):
        assert page.has(said), said
    assert not page.has("6222000011112222") and not page.has("没有登记工资保证金")
    page = browser.send("parties.new_project", TYPED | {"name": "又一个", "owner_name": "", "project_is": "new"})
    assert errors(page)[0].startswith("这个施工许可证号已登记在“滨江小区二期”")
    page = browser.send("parties.new_project", {"name": "滨江小区二期", "area_code": "339901001"})
    assert errors(page) == ["登记里有相近的，请选择是不是同一个"]
    page = browser.send("parties.new_project", {"name": "", "area_code": "339901002", "started_on": "昨天", "deposit_fen": "三十万"})
    assert len(errors(page)) == 4 and page.value("deposit_fen") == "三十万"
    with app.app_context():
        id = db.session.scalar(select(Project.id))
        assert "6222" not in str(db.session.execute(text("SELECT account_number FROM project")).all())
    assert browser.send("parties.project_account", id=id).has("6222000011112222")
    with app.app_context():
        log = db.session.execute(select(AccessLog.what, AccessLog.subject_type, AccessLog.detail)).all()
    assert log == [("shown", "Project", "account")]
    assert browser.open("parties.show", id=owner).all("#projects td")[0] == "建设单位"


def test_who_was_there_on_a_past_day(app, make, project):
    with make.context():
        sub = join(project, "sub", "乙劳务有限公司", date(2025, 10, 1), scope="主体劳务")
        db.session.flush()
        one = queries.project(project, by())
        actions.add_team(project=one, part=queries.part_of(one, sub.id), name="木工组", leader="石大勇", telephone="13900000001",
                         from_on=date(2025, 10, 8), by=by())
        join(project, "general", "丙建设集团有限公司", date(2026, 1, 10))
        db.session.flush()
        part = queries.part_of(one, sub.id)
        actions.correct_part(project=one, part=part, scope="主体劳务", from_on=part.from_on, to_on=date(2026, 2, 1), by=by())
    with app.app_context():
        owner = ("owner", "云澜城建投资有限公司", [])
        assert names_on(project, date(2025, 8, 31)) == []
        before = [owner, ("general", "甲建设集团有限公司", [])]
        assert names_on(project, date(2025, 10, 7)) == [*before, ("sub", "乙劳务有限公司", [])]
        assert names_on(project, date(2026, 1, 9)) == [*before, ("sub", "乙劳务有限公司", ["木工组"])]
        assert names_on(project, date(2026, 1, 10))[1] == ("general", "丙建设集团有限公司", [])
        assert names_on(project, date(2026, 2, 1))[2] == ("sub", "乙劳务有限公司", ["木工组"])
        assert names_on(project, date(2026, 2, 2)) == [owner, ("general", "丙建设集团有限公司", [])], "its team left with it"
        assert db.session.scalar(select(ProjectTeam.to_on)) == date(2026, 2, 1)
        assert all(question["ok"] for question in checks.run() if question["name"].startswith("projects"))


@pytest.mark.parametrize(("role", "name", "on", "field", "said"), [
    ("general", "丁建设有限公司", None, "from_on", "请填写从哪天起换"),
    ("general", "丁建设有限公司", date(2025, 9, 1), "from_on", "要晚于"),
    ("general", "甲建设集团有限公司", date(2026, 1, 1), "name", "就是现在的"),
    ("sub", "戊劳务有限公司", date(2026, 3, 3), "from_on", "不能晚于今天"),
])
def test_one_leads_at_a_time(app, project, role, name, on, field, said):
    with app.app_context():
        with pytest.raises(Refused) as refused:
            join(project, role, name, on)
        assert refused.value.field == field and said in str(refused.value)


def test_a_firm_of_another_town_is_not_registered_twice(make):
    """Who may see both towns means the one that is registered there, by its exact name."""
    firm = make.employer(name="青石城建投资有限公司", area="339901002")
    with make.context():
        one = actions.register_project(name="跨镇工程", area_code="339901001", owner_name="青石城建投资有限公司", by=by("county"))
        assert [part.employer_id for part in queries.parts(one)] == [firm]


def test_the_days_of_two_that_lead_never_overlap(app, make, project):
    with make.context():
        after = join(project, "general", "丙建设集团有限公司", date(2026, 1, 10))
        db.session.flush()
        one = queries.project(project, by())
        before = next(part for part in queries.parts(one) if part.role == "general" and part.id != after.id)
        for part, days in ((after, (date(2026, 1, 9), None)), (before, (date(2025, 9, 1), date(2026, 1, 10))), (before, (None, None))):
            with pytest.raises(Refused):
                actions.correct_part(project=one, part=part, from_on=days[0], to_on=days[1], by=by())
        actions.correct_part(project=one, part=before, from_on=None, to_on=date(2026, 1, 5), by=by())


def test_the_page_changes_it_and_every_step_is_audited(app, project, browser):
    browser.sign_in("inspector")
    page = browser.send("parties.new_part", {"role": "sub", "name": ""}, id=project)
    assert errors(page) == ["请填写单位名称或者信用代码"]
    browser.send("parties.new_part", {"role": "sub", "name": "乙劳务有限公司", "scope": "主体"}, id=project)
    page = browser.send("parties.new_part", {"role": "sub", "name": "乙劳务有限公司", "scope": "主体"}, id=project)
    assert errors(page) == ["“乙劳务有限公司”已经是本工程的分包单位"]
    with app.app_context():
        sub = db.session.scalar(select(ProjectPart.id).where(ProjectPart.role == "sub"))
    typed = {"name": "木工组", "part_id": str(sub), "leader": "石大勇", "telephone": "x"}
    assert browser.send("parties.new_team", typed, id=project).text("#telephone-e").startswith("请填写电话号码")
    page = browser.send("parties.new_team", typed | {"telephone": "13900000001"}, id=project)
    assert page.has("石大勇") and page.has("13900000001")
    assert browser.send("parties.drop_part", id=project, part=sub, expect=409).has("请先去掉班组")
    with app.app_context():
        team = db.session.scalar(select(ProjectTeam.id))
    form = browser.open("parties.team", id=project, team=team)
    page = browser.send("parties.team", {"version": form.value("version"), "name": "木工组", "part_id": str(sub), "leader": "石小勇",
                                         "to_on": "2026-03-01"}, id=project, team=team)
    assert page.has("石小勇") and page.has("2026-03-01")
    page = browser.send("parties.edit_project", TYPED | {"name": "滨江小区二期工程", "account_number": "", "permit": ""}, id=project)
    assert page.text("h1") == "滨江小区二期工程" and page.has("622*********2222"), "an account that is not typed again stays"
    assert browser.open("parties.project", id=project, on="2026-02-20").all("#there td")[-1] == "木工组"
    assert browser.send("parties.project_do", {"on": "2026-03-03"}, id=project, what="complete").has("完工日期不能晚于今天")
    assert browser.send("parties.project_do", {"on": "2026-03-01"}, id=project, what="complete").has("已完工")
    browser.send("parties.project_do", id=project, what="resume")
    asked = {"as": "csv", "col": ["name", "general", "account_bank", "deposit_fen"]}
    csv = browser.fetch("parties.projects", **asked).data.decode("utf-8-sig")
    assert "甲建设集团有限公司" in csv and "300000.00" in csv and "6222" not in csv
    page = browser.send("parties.project_do", {"reason": "重复登记"}, id=project, what="void")
    assert page.has("登记作废") and page.all(".head .actions a") == []
    assert browser.send("parties.new_team", {"name": "泥工组", "part_id": str(sub)}, id=project).has("作废的登记不再修改")
    assert browser.open("parties.projects", state="void").all("tbody th") == ["滨江小区二期工程"]
    log = Browser(app).sign_in("supervisor").open("administration.log", what="parties.void_project")
    assert log.has("沈若澜") and log.has("作废工程登记") and log.has(f"工程 {project}")


def test_the_list_asks_who_builds_it_and_keeps_to_one_s_areas(app, make, project):
    with make.context():
        join(project, "sub", "乙劳务有限公司")
    with app.test_request_context():
        for query, there in (
                ({}, True), ({"q": "滨江"}, True), ({"q": "bjxq"}, True), ({"q": "3399012026010101"}, True), ({"q": "滨海"}, False),
                ({"firm": "乙劳务"}, True), ({"firm": "乙劳务", "role": "sub"}, True), ({"firm": "乙劳务", "role": "owner"}, False),
                ({"firm": CODE, "role": "general"}, True), ({"role": "sub"}, True), ({"role": "x"}, False),
                ({"area": "339901002"}, False), ({"area": "339901001", "deposit": "bank"}, True), ({"deposit": "none"}, False),
                ({"state": "completed"}, False), ({"order": "area"}, True)):
            assert bool(Projects(project_rows(by()), query).rows) is there, query
        assert not Projects(project_rows(by("elsewhere"))).rows and len(Projects(project_rows(by("county"))).rows) == 1


def test_a_case_on_a_site_says_who_else_may_have_to_pay(app, make, project, browser):
    with make.context():
        sub = join(project, "sub", "乙劳务有限公司", date(2025, 10, 1))
        db.session.flush()
        one = queries.project(project, by())
        actions.add_team(project=one, part=queries.part_of(one, sub.id), name="木工组", leader="石大勇", telephone="13900000001", by=by())
    owed = dict(claimed_fen=800000, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    id = make.id_of(make.case(employer_name="乙劳务有限公司", project="滨江小区 二期", **owed))  # written a little otherwise
    old = make.id_of(make.case(employer_name="乙劳务有限公司", project="滨江二期工地", worker_name="李四", **owed))
    with make.context():
        with audit.during("tests.teams", None):
            for case, team in ((id, "泥工组"), (old, "木工 组")):
                db.session.scalar(select(ClaimLine).where(ClaimLine.case_id == case)).team = team
            db.session.flush()
    browser.sign_in("inspector")
    page = browser.open("arrears.show", id=id)
    assert page.cost <= CASE_PAGE and page.has("2025-12-31 的登记") and page.has("木工组 石大勇 13900000001")
    assert page.all("#site .foot") == ["花名册里的班组：泥工组 登记班组"]
    said = "分包单位拖欠的，由施工总承包单位甲建设集团有限公司先行清偿"
    assert page.has(said) and page.has("《保障农民工工资支付条例》第30条") and page.has("写的是：滨江小区 二期")
    assert browser.open("arrears.site", id=old).all("tbody th") == ["滨江小区二期"], "the employer takes part in it"
    page = browser.send("arrears.site", {"project": project}, id=old)
    assert page.has(said) and page.has("写的是：滨江二期工地") and page.all("#site .foot") == ["花名册里的班组：木工 组 石大勇"]
    page = browser.open("calculators.show", name="who-must-pay", case=id)
    assert "按工程“滨江小区二期”的登记，本案单位是分包单位，请核对" in page.html and page.has("云澜城建投资有限公司")
    assert page.root.query("input[value=subcontractor][checked]") is not None
    page = browser.send("calculators.show", {"facts": ["subcontractor", "owner-late"], "owed": "8000"}, name="who-must-pay", case=id)
    assert page.has("施工总承包单位（甲建设集团有限公司）") and page.has("建设单位（云澜城建投资有限公司）")
    page = browser.open("calculators.show", name="who-must-pay", project=project)
    assert page.root.query(".crumb a").etree_element.get("href") == f"/projects/{project}"
    with make.context():
        firm = db.session.scalar(select(Employer).where(Employer.name == "乙劳务有限公司").options(joinedload(Employer.area)))
        contracts.register(employer=firm, worker_name="李四", hired_on=date(2026, 2, 2), by=by())
    page = browser.open("parties.project", id=project)
    assert page.all("#contracts tbody th") == ["乙劳务有限公司"] and page.all("#contracts td") == ["0", "1"]
    assert page.all("#money tbody th") == ["乙劳务有限公司"] and page.all("#money tfoot td")[-1] == "16,000.00"
    assert page.has("欠薪案件（2 件）") and browser.open("parties.projects", owing="open").all("tbody td")[-2] == "16,000.00"
    page = browser.send("parties.project_do", {"reason": "重复"}, id=project, what="void")
    assert errors(page) == ["有 2 件案件写着这个工程，请先在案件里改掉"]
    page = browser.send("arrears.site", id=old)
    assert not page.has(said) and page.has("滨江二期工地") and page.has("查明是否分包、转包"), "what was written is still there"
    with app.app_context():
        assert all(question["ok"] for question in checks.run() if "project" in question["name"])


def test_a_general_contractor_before_the_change_is_the_one_who_pays(app, make, project):
    """Who pays first is who built when the wages were earned, not who builds today."""
    with make.context():
        join(project, "sub", "乙劳务有限公司")
        join(project, "general", "丙建设集团有限公司", date(2026, 2, 1))
    numbers = {}
    for end, builder in ((date(2026, 1, 31), "甲建设集团有限公司"), (date(2026, 2, 28), "丙建设集团有限公司")):
        numbers[builder] = make.case(employer_name="乙劳务有限公司", project="滨江小区二期", worker_name=f"王{end.month}", claimed_fen=100,
                                     from_on=end.replace(day=1), to_on=end)
    with app.app_context():
        for builder, number in numbers.items():
            site = sites.of(case_by_number(number))
            assert site.of("general").name == builder and sites.prompt(site, site.there[-1][0].employer_id)[1] is True


def test_the_counter_asks_whether_the_typed_site_is_the_registered_one(app, make, project, browser):
    typed = {"worker_name": "周桂兰", "telephone": "13800002106", "employer_name": "甲建设集团有限公司", "credit_code": CODE,
             "project": "滨江小区二期3号楼", "received_on": "2026-03-02", "channel": "window"}
    page = browser.sign_in("inspector").send("arrears.new", typed)
    assert errors(page) == ["登记里有相近的，请选择是不是同一个"] and page.has("滨江小区二期，3399012026010101，柳堰镇")
    assert browser.send("arrears.new", typed | {"site_is": str(project)}).has("写的是：滨江小区二期3号楼")
    page = browser.send("arrears.new", typed | {"site_is": "new", "worker_name": "李四", "again": "1"})
    assert page.has("滨江小区二期3号楼") and not page.has("写的是") and page.has("对到登记的工程")


HEADS = ["序号", "施工许可证编号", "项目名称", "建设地点", "建设单位", "施工单位", "施工单位统一社会信用代码", "分包单位", "开工日期",
         "保证金缴纳方式", "保证金金额"]


def test_a_list_of_projects_is_shown_beside_the_register_before_it_is_taken(app, make, project, browser):
    make.employer(name="乙劳务有限公司")
    subs = "乙劳务有限公司、丁装饰有限公司"
    rows = [[1, "3399012026010101", "滨江小区二期", None, None, "丙建设集团有限公司", None, subs, None, "保证保险", "30万"],
            [2, "3399012026010102", "柳堰镇厂房", "柳堰镇工业路", "恒砺公司", "甲建设集团有限公司", CODE, None, "2026-01-05", None, None],
            [3, "3399012026010102", "柳堰镇厂房", None, None, None, None, "乙劳务有限公司", None, None, None],
            [4, None, "滨江小区（二期）", None, None, "丁建设有限公司", None, None, None, None, None],
            [5, None, "没有日期的工程", None, None, None, None, None, "去年春天", None, None],
            [6, None, "保证金不明的工程", None, None, None, None, None, None, "口头", None]]
    browser.sign_in("inspector")
    answer = browser.fetch("parties.upload_projects", "POST", {"file": (io.BytesIO(xlsx([["住建局在建工程"], HEADS, *rows])), "工程.xlsx")})
    id = int(answer.location.rstrip("/").rsplit("/", 1)[1])
    page = browser.open("parties.match_projects", id=id)
    shown = page.text("#rows") + page.text("#problems")
    for said in ("新工程 1，信息不同 1，没有变化 0", "施工总承包单位：甲建设集团有限公司 → 丙建设集团有限公司", f"分包单位：空 → {subs}",
                 "工资保证金形式：金融机构保函 → 保证保险", "登记里有同名的工程", "“去年春天”不是日期", "认不出工资保证金形式“口头”"):
        assert said in shown, said
    chosen = {e.etree_element.get("name"): next((o.etree_element.get("value") for o in e.query_all("option[selected]")), "")
              for e in page.root.query_all("select[name^=at-]")}
    assert "请先勾选" in browser.fetch("parties.match_projects", "POST", chosen | {"write": "1"}, id=id).get_data(as_text=True)
    assert browser.fetch("parties.match_projects", "POST", chosen | {"write": "1", "row": ["3", "4"]}, id=id).status_code == 302
    with app.app_context():
        one = queries.by_permit("3399012026010101")
        assert (one.deposit_form, one.deposit_fen, one.address) == ("insurance", 30000000, "柳堰镇滨江路"), "an empty cell says nothing"
        assert [name for _, name, _ in names_on(project, date(2026, 3, 1))][1] == "甲建设集团有限公司", "the new one came today"
        assert [name for _, name, _ in names_on(project, date(2026, 3, 2))][1:] == ["丙建设集团有限公司", *subs.split("、")]
        new = queries.by_permit("3399012026010102")
        assert [name for _, name, _ in names_on(new.id, date(2026, 3, 2))] == ["恒砺公司", "甲建设集团有限公司", "乙劳务有限公司"]
        assert db.session.scalar(select(db.func.count(Employer.id)).where(Employer.name == "乙劳务有限公司")) == 1
    again = browser.fetch("parties.match_projects", "POST", chosen | {"write": "1", "row": "3"}, id=id)
    assert "已经写入过了" in again.get_data(as_text=True)
