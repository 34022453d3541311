"""送达 — the ways to serve a paper, what must prove each, and the day that counts (民事诉讼法第87至95条；行政处罚法第61条).

行政处罚法第61条 takes the ways from the civil procedure law, and lets who signed a confirmation be served by fax or e-mail.
"""

from dataclasses import dataclass, replace

from casework.law.clauses import clause, clock
from casework.law.findings import N_, Message
from casework.law.sources import Citation, cite
from casework.law.terms import Unit

CIVIL = "民事诉讼法"
PROVED = cite(CIVIL, 87)  # 受送达人在送达回证上的签收日期为送达日期


@dataclass(frozen=True)
class Way:
    """One way of service: its name, what its date is called, the articles, and what must be known, as (fact, sentence)."""

    code: str
    label: str
    day: str
    basis: tuple[Citation, ...]
    needs: tuple = ()


RECEIVER = ("receiver", N_("请填写谁签收"))
THROUGH = N_("请填写委托或者转交的机关、单位")

WAYS = {way.code: way for way in (
    Way("direct", N_("直接送达"), N_("签收日期"), (cite(CIVIL, 88), PROVED), (RECEIVER,)),
    Way("left", N_("留置送达"), N_("留置日期"), (cite(CIVIL, 89),), (("reason", N_("请填写拒收的事由")),)),
    Way("electronic", N_("电子送达"), N_("到达对方系统的日期"), (cite(CIVIL, 90), cite("行政处罚法", 61, 2)),
        (("proof_no", N_("请填写发到哪个号码或者地址")),)),
    Way("entrusted", N_("委托送达"), N_("签收日期"), (cite(CIVIL, 91), PROVED), (("through", THROUGH), RECEIVER)),
    Way("post", N_("邮寄送达"), N_("回执上的收件日期"), (cite(CIVIL, 91),), (("proof_no", N_("请填写邮件编号")),)),
    Way("forwarded", N_("转交送达"), N_("签收日期"), (cite(CIVIL, 92), cite(CIVIL, 93), cite(CIVIL, 94)),
        (("through", THROUGH), RECEIVER)),
    Way("notice", N_("公告送达"), N_("发出公告的日期"), (cite(CIVIL, 95),),
        (("reason", N_("请写明公告送达的原因和经过，附卷备查")), ("through", N_("请填写公告登在哪里")))),
)}  # fmt: skip

NOTICE = clock(
    "LI-23-2", N_("公告期满，视为送达"), 30, Unit.CALENDAR,
    "LI-23 受送达人下落不明，或者用其他方式无法送达的，公告送达；自发出公告之日起，经过三十日，即视为送达（民事诉讼法第95条第1款）。",
    cite(CIVIL, 95, 1), event=N_("发出公告"),
)  # fmt: skip


@clause("LI-23", *(cite(CIVIL, article) for article in range(87, 96)), cite("行政处罚法", 61))
def lacking(way, facts):
    """LI-23 送达必须有送达回证；拒绝接收的，有见证人签名或者拍照、录像记录的，留在住所即视为送达；电子送达须经本人同意（民事诉讼法
    第87至95条，2024年1月1日文本；行政处罚法第61条）。

    What must still be said before the service of this way is proved, as [(fact, Message)].

    facts: receiver, reason, witness, witness_unit, recorded (True with photo, film or their number), through, proof_no, consent
    (the person agreed to electronic service and signed for it).
    留置: 见证人，或者拍照、录像（民事诉讼法第89条）. 电子: 经受送达人同意（第90条；行政处罚法第61条：签订确认书）.
    """
    found = [(fact, Message(words)) for fact, words in WAYS[way].needs if not facts.get(fact)]
    if way == "left" and not facts.get("recorded") and not (facts.get("witness") and facts.get("witness_unit")):
        found.append(("witness", Message(N_("留置送达要有见证人和他的单位，或者拍照、录像记录送达过程"))))
    if way == "electronic" and not facts.get("consent"):
        found.append(("way", Message(N_("电子送达要经本人同意并签了送达地址确认书；没有确认书的，请用别的方式"))))
    return found


@clause("LI-23", *(cite(CIVIL, article) for article in (87, 88, 90, 91, 94, 95)))
def served(way, on, calendar, days=None):
    """LI-23 直接、转交送达以签收日期，邮寄送达以回执上注明的收件日期，电子送达以到达特定系统的日期为送达日期；公告经过三十日即视为送达
    （民事诉讼法第87至95条，2024年1月1日文本）。

    The day on which the paper counts as served: `on` (local date) itself, but for a public notice the end of its days.

    自发出公告之日起，经过三十日，即视为送达（民事诉讼法第95条）; `days`: what a local regulation says instead (青岛 60).
    """
    if way != "notice":
        return on
    return replace(NOTICE, count=days or NOTICE.count).due(on, calendar).on
