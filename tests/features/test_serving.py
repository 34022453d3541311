"""送达和代理: papers reach people with proof, the day counts, what is not served stands on the desk."""

import json
from datetime import date

import pypdfium2
import pytest

from casework.accounts import actions as accounts_do
from casework.accounts import queries as accounts
from casework.arrears import queries as cases
from casework.core.errors import Refused
from casework.documents import FORMS, store
from casework.documents.store import Printed
from casework.dossiers import binder, timeline
from casework.extensions import db
from casework.serving import actions, queries
from casework.serving.documents import PowerOfAttorney
from tests.documents.conftest import squeezed


def paper(number, code):
    found = cases.case_by_number(number)
    return found, db.session.scalar(db.select(Printed.id).where(Printed.matter_id == found.id, Printed.code == code))


def test_a_refusal_is_served_and_the_periods_of_the_other_side_begin(make, browser, run):
    number = make.case(path=["refuse"], worker_address="澄溪县人民路7号")
    id = make.id_of(number)
    page = browser.sign_in("inspector").open("serving.show", id=id)
    assert page.has("没有送达") and page.has("1 份没有送达")
    assert browser.open("arrears.show", budget=40, id=id).has("1 份没有送达")
    with make.context():
        _, refusal = paper(number, "refusal-notice")
    said = {"papers": [refusal], "role": "complainant", "way": "left", "on": "2026-03-02"}
    page = browser.send("serving.new", said, id=id)
    assert page.has("请填写拒收的事由")
    page = browser.send("serving.new", said | {"reason": "说明内容后拒收"}, id=id)
    assert page.has("要有见证人和他的单位") and page.has("说明内容后拒收")
    browser.send("serving.new", said | {"reason": "说明内容后拒收", "witness": "李主任", "witness_unit": "社区居委会", "at": "9:05"}, id=id)
    page = browser.open("serving.show", id=id)
    assert page.has("都已送达") and page.has("申请行政复议") and page.has("2026-05-06"), "60 days end on 1 May: the first workday after"
    assert page.has("2026-09-02") and page.has("李主任") and page.has("民事诉讼法")
    assert page.has("2026-09-02 以前对方还可以提出") and page.all("[data-explain=LI-27] svg.strip") and page.has("行政复议法》第20条")
    with make.context():
        service = queries.due(cases.case_by_number(number))[0].service.id
        _, refusal = paper(number, "refusal-notice")
    assert browser.fetch("serving.blank", id=id, role="complainant", paper="9" * 30).status_code == 404
    answer = browser.fetch("serving.receipt", "POST", id=id, service=service)
    assert answer.status_code == 302
    with make.context():
        kept = db.session.scalar(db.select(Printed).where(Printed.code == "service-receipt"))
        facts = kept.facts
        assert kept.item_id == service and facts["way"] == "left" and facts["witness"] == "李主任" and facts["served_on"] == "2026-03-02"
    browser.fetch("serving.withdraw", "POST", {"reason": "写错了人"}, id=id, service=service)
    assert browser.open("serving.show", id=id).has("1 份没有送达") and browser.open("serving.show", id=id).has("写错了人")


def test_a_confirmed_address_is_the_default_and_opens_electronic_service(make, tmp_path):
    first = make.case(path=["accept"], id_number="11010519491231002X")
    with make.context():
        case, acceptance = paper(first, "acceptance-notice")
        by = accounts.by_login("inspector")
        how = dict(case=case, papers=[acceptance], role="complainant", by=by, on=date(2026, 3, 2), proof_no="13800002106")
        with pytest.raises(Refused, match="确认书"):
            actions.serve(way="electronic", **how)
    with make.context():
        case, by = cases.case_by_number(first), accounts.by_login("inspector")
        with pytest.raises(Refused, match="号码或者地址"):
            actions.confirm(case=case, role="complainant", address="人民路7号", electronic="sms", confirmed_on=date(2026, 3, 2), by=by)
        actions.confirm(case=case, role="complainant", address="人民路7号302室", electronic="sms", electronic_to="13800002106",
                        agent="周桂芳", agent_relation="姐姐", confirmed_on=date(2026, 3, 2), by=by)
    with make.context():
        case, by = cases.case_by_number(first), accounts.by_login("inspector")
        _, acceptance = paper(first, "acceptance-notice")
        done = actions.serve(case=case, papers=[acceptance], role="complainant", way="electronic", on=date(2026, 3, 2),
                             proof_no="13800002106", by=by)
        assert done.place == "人民路7号302室" and queries.served_on(case, "acceptance-notice") == date(2026, 3, 2)
        hidden = tmp_path / "hidden.pdf"
        hidden.write_bytes(binder.bind(case, redacted=True))
        assert "302室" not in squeezed(hidden) and "周桂芳" not in squeezed(hidden)
    second = make.case(id_number="11010519491231002X")
    with make.context():
        held = queries.of_case(cases.case_by_number(second), "complainant")
        assert held.address == "人民路7号302室", "of the same worker, in another case"


def test_an_order_by_public_notice_and_its_days(make, run):
    number = make.case(at="filed", claimed_fen=412050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    make.move(number, "order", by="county", due_on=date(2026, 3, 20))
    with make.context():
        case, order = paper(number, "rectification-order")
        by = accounts.by_login("county")
        for wrong, said in (({"on": date(2026, 3, 1)}, "不能早于文书签发"), ({"on": date(2026, 3, 3)}, "不能晚于今天"),
                            ({"papers": []}, "哪些文书"), ({"at": "25:00"}, "14:05")):
            with pytest.raises(Refused, match=said):
                actions.serve(**dict(case=case, papers=[order], role="employer", way="notice", on=date(2026, 3, 2), by=by,
                                     reason="无人办公", through="县政府网站") | wrong)
        done = actions.serve(case=case, papers=[order], role="employer", way="notice", on=date(2026, 3, 2), reason="无人办公",
                             through="县政府网站", by=by)
        assert done.notice_days == 30 and done.served_on == date(2026, 4, 1) and done.to_name == "云澜市恒砺服饰有限公司"


def test_what_is_not_served_stands_on_the_desk(make, run):
    number = make.case(path=["accept"])
    make.move(number, "assign", officers=["inspector", "second"])
    status, out, _ = run("desk", "--as", "inspector", "--json")
    said = [item for group in json.loads(out).values() if isinstance(group, list) for item in group]
    assert status == 0 and any(item["matter"] == number and "送达" in item["label"] for item in said)


def test_who_speaks_for_a_party(make, browser):
    id = make.id_of(make.case(path=["accept"]))
    browser.sign_in("inspector")
    said = {"kind": "agent", "side": "employer", "name": "上官彧", "scope": "special", "from_on": "2026-03-02"}
    assert browser.send("serving.person", said, id=id).has("哪些事项")
    browser.send("serving.person", said | {"powers": ["settle", "admit"]}, id=id)
    assert browser.send("serving.person", {"kind": "legal", "side": "workers", "name": "某某"}, id=id).has("用人单位一方")
    page = browser.open("serving.show", id=id)
    assert page.has("上官彧") and page.has("特别代理") and page.has("和解")
    with make.context():
        case, by = db.session.get(cases.Case, id), accounts.by_login("inspector")
        (person,) = queries.participants(case)
        facts = store.issue(PowerOfAttorney.of(case, person, by), by=by).facts
        assert facts["agent"]["name"] == "上官彧" and [on for *_, on in facts["powers"]] == [True, False, False, True, False]
    browser.fetch("serving.end", "POST", id=id, person=person.id)
    assert browser.open("serving.show", id=id).has("起不再代理")


def test_an_extension_is_told_in_writing_and_a_ticked_set_has_blank_backs_only_when_asked(make, browser):
    number = make.case(at="filed", claimed_fen=412050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    id = make.id_of(number)
    make.move(number, "extend")
    make.move(number, "inform", by="inspector", reason="书面告知")
    with make.context():
        kept = db.session.scalar(db.select(Printed).where(Printed.code == "information-notice"))
        assert kept.number and "告字" in kept.number and kept.facts["told"] == "extend" and "案情复杂" in kept.facts["reason"]
        assert "第三十条" in kept.facts["paper"]["basis"]
    refused = make.case(path=["refuse"])
    with make.context():
        case, by = cases.case_by_number(refused), accounts.by_login("inspector")
        form = FORMS["information-notice"].about(case, by)
        assert form.kind == "elsewhere" and not form.by_move and "有权处理的部门" in form.details(form.case, form.lines)["advice"]
        assert FORMS["information-notice"].about(cases.case_by_number(number), by).by_move
    browser.sign_in("inspector")
    for extra, pages in (({}, 4), ({"duplex": "1"}, 5)):  # one, two and one page
        ticked = {"codes": ["complaint-register", "acceptance-notice", "arrears-roster"]} | extra
        answer = browser.fetch("documents.print_set", "POST", ticked, id=id)
        joined = pypdfium2.PdfDocument(browser.client.get(answer.location).data)
        assert len(joined) == pages, extra


def test_an_order_becomes_final_when_nobody_contests_it_and_not_while_somebody_does(make, browser, run, today):
    with make.context():
        accounts_do.set_profile(area=accounts.area("339901"), from_on=date(2020, 1, 2), mode="entrusted", by=None,
                                forms={"rectification-order": {"remedies": "可以在六十日内申请复议，或者在六个月内起诉。"}})
        accounts.forget_profiles()
    number = make.case(at="filed", claimed_fen=412050, from_on=date(2025, 12, 1), to_on=date(2025, 12, 31))
    make.move(number, "order", by="county", due_on=date(2026, 3, 20))
    id = make.id_of(number)
    with make.context():
        case, order = paper(number, "rectification-order")
        actions.serve(case=case, papers=[order], role="employer", way="direct", on=date(2026, 3, 2), receiver="王会计",
                      by=accounts.by_login("inspector"))

    def desk():
        told = json.loads(run("desk", "--as", "inspector", "--json")[1])
        return [row["label"] for rows in told.values() for row in rows if "已生效" in row["label"]]

    browser.sign_in("inspector")
    page = browser.open("serving.show", id=id, budget=36)
    assert page.has("2026-09-02 以前对方还可以提出") and desk() == []
    wrong = browser.send("serving.lodge", {"step": "review", "on": "2026-03-01", "office": "澄溪县人民政府"}, id=id, printed=order)
    assert wrong.has("不能早于文书签发的 2026-03-02")
    today(date(2026, 9, 3))
    browser.sign_in("inspector")
    assert browser.open("serving.show", id=id, budget=36).has("2026-09-03 起不能再复议、起诉，文书已生效") and len(desk()) == 1
    page = browser.send("serving.lodge", {"step": "review", "on": "2026-04-20", "office": "澄溪县人民政府"}, id=id, printed=order)
    assert browser.open("arrears.show", budget=45, id=id).has("复议或者诉讼正在办理，文书没有生效")
    assert page.has("文书没有生效") and page.has("澄溪县人民政府") and desk() == [] and not page.has("登记对方复议或者起诉")
    challenge = int(page.root.query("#contests a[href*=challenges]").etree_element.get("href").split("/")[-1])
    page = browser.send("serving.settle", {"outcome": "upheld"}, id=id, challenge=challenge)
    assert page.has("请填写日期")
    page = browser.send("serving.settle", {"outcome": "upheld", "ended_on": "2026-08-25"}, id=id, challenge=challenge)
    assert page.has("2026-09-09 以前对方还可以提出") and page.has("复议后提起行政诉讼"), "15 days from getting the decision"
    today(date(2026, 9, 10))
    browser.sign_in("inspector")
    assert browser.open("serving.show", id=id, budget=36).has("2026-09-10 起不能再复议") and len(desk()) == 1
    browser.sign_in("mediator")
    assert not browser.open("serving.show", id=id, budget=36).has("登记对方复议或者起诉")
    with make.context():
        told = timeline.facts(cases.case_by_number(number), date(2026, 9, 10))["events"]
        assert [(event["on"], event["title"]) for event in told if "复议" in event["title"]] == [
            ("2026-04-20", "对方申请行政复议（澄溪县人民政府）"), ("2026-08-25", "复议结果：维持，或者驳回请求"),
            ("2026-09-10", "复议、诉讼期限届满，文书生效")]
