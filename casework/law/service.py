"""送达: by which way a paper counts as served, and on which day. 行政处罚法第61条 points to 民事诉讼法."""

from casework.law.clauses import clause, clock
from casework.law.findings import N_
from casework.law.rules import UNKNOWN
from casework.law.sources import cite
from casework.law.terms import Unit
from casework.law.unsure import either

CIVIL = "民事诉讼法"

ANNOUNCED = clock(
    "LI-23-2", N_("公告送达"), 30, Unit.CALENDAR,
    "LI-23 受送达人下落不明，或者用其他方式无法送达的，公告送达；自发出公告之日起，经过三十日，即视为送达（民事诉讼法第95条第1款）。",
    cite(CIVIL, 95, 1), event=N_("发出公告"),
)  # fmt: skip


@clause("LI-23", *(cite(CIVIL, article) for article in (87, 88, 89, 90, 91, 94, 95)))
def served_on(way, on, calendar, *, witnessed=None, recorded=None, agreed=None):
    """LI-23 直接、转交送达以签收日期，邮寄送达以回执上注明的收件日期，电子送达经同意的以到达特定系统的日期为送达日期；拒绝接收的，有见证人
    签名或者拍照、录像记录的，留在住所即视为送达；公告经过三十日即视为送达（民事诉讼法第87至95条，2024年1月1日文本）。

    way: direct, entrusted, forwarded, post, electronic, left, notice; on: the day of that act. witnessed, recorded: of what
    was left; agreed: the person signed for electronic service. The day; None when it was not served; UNKNOWN.
    """
    if way == "notice":
        return ANNOUNCED.due(on, calendar).on
    done = {"left": either(witnessed, recorded), "electronic": UNKNOWN if agreed is None else agreed}.get(way, True)
    return UNKNOWN if done == UNKNOWN else on if done else None
