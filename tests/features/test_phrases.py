"""常用语: each field has its own, a township has its county's and its own, and what was withdrawn is offered no more."""

from datetime import date

from casework.administration import phrases
from casework.arrears.lifecycle import FLOW
from tests.browser import Browser

CLOSE = "arrears.move.close.outcome"


def test_an_area_s_phrases_are_offered_at_their_field_there_and_below(app, make, today):
    number = make.case(path=["accept", "file"])
    id = make.id_of(number)
    county, leader = Browser(app).sign_in("county"), Browser(app).sign_in("leader")
    asked = {"field": CLOSE, "area": "339901", "text": "工资已全部付清，劳动者已签收"}
    assert county.send("administration.phrase_list", asked).has("常用语已加上")
    assert county.send("administration.phrase_list", asked).has("已经有这一条")
    assert county.send("administration.phrase_list", asked | {"field": "arrears.move.close.number"}).has("请选择栏目")
    assert county.send("administration.phrase_list", asked | {"text": "以后用的", "from_on": "2026-03-05"}).has("常用语已加上")
    assert leader.send("administration.phrase_list", asked | {"text": "县里的句子"}).has("请选择区域"), "not for the county"
    own = {"field": "arrears.new.facts", "area": "339901001", "text": "多次讨要未果"}
    assert leader.send("administration.phrase_list", own).has("常用语已加上")
    task = {"field": "desk.new_task.text", "area": "339901001", "text": "核对考勤表"}
    assert leader.send("administration.phrase_list", task).has("常用语已加上")
    for endpoint, values in (("desk.new_task", {}), ("bulks.ask", {"listing": "arrears.cases", "key": "task"})):
        method = leader.send if values else leader.open
        assert method(endpoint, **({"data": {"id": [id]}} if values else {}), **values).all(".phrases button") == ["核对考勤表"], endpoint
    page = leader.open("administration.phrase_list")
    assert page.has("工资已全部付清") and page.all("main form.one button") == ["撤下"] * 2, "the county's is only to read"

    offered = ".phrases button"
    assert county.open("arrears.move", id=id, move="close").all(offered) == ["工资已全部付清，劳动者已签收"]
    assert county.open("arrears.move", id=id, move="extend").all(offered) == [], "another field has its own"
    assert Browser(app).sign_in("inspector").open("arrears.new", budget=16).all(offered) == ["多次讨要未果"]
    assert Browser(app).sign_in("elsewhere").open("arrears.new").all(offered) == [], "the next township has its own"
    today(date(2026, 3, 5))
    assert "以后用的" in county.open("arrears.move", id=id, move="close").all(offered)
    county.send("administration.withdraw_phrase", id=1)
    assert county.open("arrears.move", id=id, move="close").all(offered) == ["以后用的"]
    assert leader.send("administration.withdraw_phrase", id=2, expect=409).has("不归你管")


def test_every_field_of_several_lines_of_a_move_can_have_phrases(app):
    with app.app_context():
        keys = phrases.fields()
    assert CLOSE in keys and "arrears.new.facts" in keys
    assert {key.split(".")[2] for key in keys if key.startswith("arrears.move.")} <= {move.name for move in FLOW.moves}
