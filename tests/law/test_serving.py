"""送达: which proof each way needs, and the day that counts (民事诉讼法第87至95条；行政处罚法第61条)."""

from datetime import date

import pytest

from casework.law import clauses, serving
from casework.law.tables import seed

CALENDAR = seed().calendar
WHOLE = {"receiver": "王会计", "reason": "拒绝签收", "witness": "李主任", "witness_unit": "社区居委会", "through": "县法院",
         "proof_no": "EMS1", "recorded": "YX-1", "consent": True}


@pytest.mark.parametrize(("way", "without", "field"), [
    ("direct", "receiver", "receiver"),          # 第88条
    ("left", "reason", "reason"),                # 第89条 记明拒收事由
    ("electronic", "proof_no", "proof_no"),      # 第90条 能够确认其收悉
    ("electronic", "consent", "way"),            # 第90条 经受送达人同意；处罚法第61条 签订确认书
    ("entrusted", "through", "through"),         # 第91条
    ("entrusted", "receiver", "receiver"),
    ("post", "proof_no", "proof_no"),            # 第91条 回执
    ("forwarded", "through", "through"),         # 第92至94条
    ("notice", "reason", "reason"),              # 第95条 在案卷中记明原因和经过
    ("notice", "through", "through"),
])
def test_each_way_asks_for_its_proof(way, without, field):
    assert serving.lacking(way, WHOLE) == []
    assert [gap for gap, _ in serving.lacking(way, WHOLE | {without: None})] == [field]


@pytest.mark.parametrize(("proof", "enough"), [
    ({"witness": "李主任", "witness_unit": "社区居委会"}, True), ({"recorded": "照片3张"}, True),
    ({"witness": "李主任"}, False), ({}, False),
])
def test_a_paper_left_behind_needs_a_witness_of_a_unit_or_a_film(proof, enough):
    """第89条：基层组织或者所在单位的代表见证，或者拍照、录像."""
    assert (serving.lacking("left", {"reason": "拒绝签收"} | proof) == []) is enough


@pytest.mark.parametrize(("way", "on", "days", "counts"), [
    ("direct", date(2026, 3, 2), None, date(2026, 3, 2)),     # 签收日期为送达日期
    ("post", date(2026, 3, 7), None, date(2026, 3, 7)),       # 回执上注明的收件日期, a Saturday too
    ("left", date(2026, 3, 2), None, date(2026, 3, 2)),
    ("electronic", date(2026, 3, 1), None, date(2026, 3, 1)),
    ("notice", date(2026, 3, 2), None, date(2026, 4, 1)),     # 自发出公告之日起，经过三十日
    ("notice", date(2026, 3, 5), None, date(2026, 4, 7)),     # the 30th day is 清明节: 民法典第203条
    ("notice", date(2026, 3, 2), 60, date(2026, 5, 6)),       # a local 60 days ends on 1 May
])
def test_the_day_that_counts(way, on, days, counts):
    assert serving.served(way, on, CALENDAR, days) == counts


def test_the_book_has_the_service_that_the_program_uses():
    entered = {entry.function for entry in clauses.every()["LI-23"]}
    assert {serving.served, serving.lacking, serving.NOTICE} <= entered and clauses.CLOCKS["LI-23-2"] is serving.NOTICE
