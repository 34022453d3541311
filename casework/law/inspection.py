"""劳动保障监察: acceptance, refusal, the investigation and its extension, the two years."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.law.clauses import clause, enter
from casework.law.counting import ending, rest_day
from casework.law.findings import N_, Finding, Message
from casework.law.rules import Answer, optional, rule, since
from casework.law.rules import day as day_input
from casework.law.sources import Citation, cite
from casework.law.terms import Term, Unit, later
from casework.law.words import day

# LI-10 自接到投诉之日起五个工作日内依法决定是否受理，并于受理之日起立案查处（浙江省条例第二十三条）。
ACCEPTANCE = Term(
    "LI-10", N_("受理决定"), 5, Unit.WORKING, (cite("浙江省劳动保障监察条例", 23),), event=N_("接到投诉")
)  # fmt: skip
# LI-14 调查应当自立案之日起60个工作日内完成（条例第十七条）。
# LI-17 致使调查无法进行的，经批准中止；自恢复调查之日起，调查期限继续计算（浙江省条例第三十条第二款）。
INVESTIGATION = Term(
    "LI-14",
    N_("调查办结"),
    60,
    Unit.WORKING,
    (cite("劳动保障监察条例", 17), cite("浙江省劳动保障监察条例", 30, 1)),
    event=N_("立案"),
    suspension=(cite("浙江省劳动保障监察条例", 30, 2),),
)
# LI-15 对情况复杂的，经劳动保障行政部门负责人批准，可以延长30个工作日（条例第十七条）。
EXTENSION = Term(
    "LI-15",
    N_("延长调查"),
    30,
    Unit.WORKING,
    (cite("劳动保障监察条例", 17), cite("浙江省劳动保障监察条例", 30, 1)),
    event=N_("原期限届满"),
    suspension=(cite("浙江省劳动保障监察条例", 30, 2),),
)
# LI-16 自批准延长调查期限或者中止调查之日起三日内书面告知投诉人（浙江省条例第三十条第三款；未写工作日，按日计算）。
TELL_EXTENSION = Term(
    "LI-16", N_("告知投诉人延长或者中止"), 3, Unit.CALENDAR, (cite("浙江省劳动保障监察条例", 30, 3),), event=N_("批准")
)  # fmt: skip

enter(ACCEPTANCE, "LI-10 自接到投诉之日起五个工作日内依法决定是否受理，并于受理之日起立案查处（浙江省条例第23条）。")
enter(INVESTIGATION, "LI-14 调查应当自立案之日起60个工作日内完成（条例第17条）。")
enter(EXTENSION, "LI-15 对情况复杂的，经负责人批准，可以延长30个工作日（条例第17条）。")
enter(TELL_EXTENSION, "LI-16 自批准延长或者中止之日起三日内书面告知投诉人（浙江省条例第30条第3款；未写工作日，按日计算）。")

REPRESENTATIVES = 5  # 因同一事由引起的集体投诉，推选的代表最多不超过五人（浙江省条例第二十条）
LIMITATION_YEARS = 2


@dataclass(frozen=True)
class Refusal:
    """Why a complaint is not accepted, and what the complainant is told. `handover`: it goes to another office."""

    code: str
    text: Message
    basis: tuple[Citation, ...]
    tell: Message
    only_after_supplement: bool = False
    handover: bool = False


REFUSALS = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "RJ-1",
            Message(N_("投诉事项不属于劳动保障监察范围")),
            (cite("浙江省劳动保障监察条例", 22, item=1),),
            Message(N_("该事项不属于劳动保障监察范围，请向有权处理的部门反映")),
        ),
        Refusal(
            "RJ-2",
            Message(N_("投诉事项应当或者已经按照劳动争议处理程序申请仲裁，或者已经提起劳动争议诉讼")),
            (cite("浙江省劳动保障监察条例", 22, item=2), cite("劳动保障监察条例", 21, 2)),
            Message(N_("请依照劳动争议处理或者诉讼的程序办理")),
        ),
        # 先告知补正，不补正的才不予受理。
        Refusal(
            "RJ-3",
            Message(N_("投诉人不提供被投诉用人单位的名称、住所以及合法权益受侵害的事实等基本情况")),
            (cite("浙江省劳动保障监察条例", 22, item=3),),
            Message(N_("经告知补正仍未提供，补齐后可以再次投诉")),
            only_after_supplement=True,
        ),
        Refusal(
            "RJ-4",
            Message(N_("违法行为在二年内未被劳动保障行政部门发现，也未被举报、投诉")),
            (cite("劳动保障监察条例", 20),),
            Message(N_("已超过二年查处期限，劳动保障行政部门不再查处；可以向法律援助机构咨询其他途径")),
        ),
        # 首问负责: 不属于本部门受理的，应当及时转送。这是移送，不是不予受理。
        Refusal(
            "RJ-5",
            Message(N_("属于劳动保障监察范围，由用工所在地的劳动保障行政部门管辖")),
            (cite("劳动保障监察条例", 13, 1), cite("保障农民工工资支付条例", 10)),
            Message(N_("已将投诉材料移送有管辖权的部门，由其与你联系")),
            handover=True,
        ),
        Refusal(
            "RJ-6",
            Message(N_("劳动者与用人单位就赔偿发生争议")),
            (cite("劳动保障监察条例", 21, 1),),
            Message(N_("请依照国家有关劳动争议处理的规定办理")),
        ),
        Refusal(
            "RJ-7",
            Message(N_("投诉事项属于劳动安全卫生的监督检查")),
            (cite("劳动保障监察条例", 35), cite("浙江省劳动保障监察条例", 41)),
            Message(N_("请向卫生健康、应急管理、市场监督管理等部门反映")),
        ),
        Refusal(
            "RJ-8",
            Message(N_("投诉事项是社会保险费的征收")),
            (cite("社会保险法", 63), cite("社会保险法", 86)),
            Message(N_("请向社会保险费征收机构反映，由其责令限期缴纳或者补足")),
        ),
    )
}


@dataclass(frozen=True)
class Limitation:
    """`last_day` is None for an act that goes on."""

    in_time: bool
    last_day: date | None


@clause("LI-17", cite("浙江省劳动保障监察条例", 30, 2))
def resumed(span, begin, end):
    """LI-17 致使调查无法进行的，经批准中止；自恢复调查之日起，调查期限继续计算（浙江省条例第30条第2款）。

    Adds a suspension to the list of (first day, last day): `begin` is the day of approval, `end` the day of resumption,
    which counts again.
    """
    return (*span, (begin, end - timedelta(days=1))) if end > begin else tuple(span)


@clause("LI-05", cite("浙江省劳动保障监察条例", 20))
def representatives_fit(number):
    """LI-05 因同一事由引起的集体投诉，推选的代表最多不超过五人（浙江省条例第20条）。"""
    return 1 <= number <= REPRESENTATIVES


@clause("LI-26", cite("劳动保障监察条例", 20), cite("行政处罚法", 36))
def limitation(act_ended, reported_on):
    """LI-26 违法行为在2年内未被发现，也未被举报、投诉的，不再查处（条例第二十条第一款）；自行为发生之日，有连续或者继续
    状态的自行为终了之日起计算（第二款）。

    act_ended: the day on which the act ended, None while it goes on. The last day is the corresponding day.
    """
    if act_ended is None:
        return Limitation(True, None)
    last_day = later(act_ended, 12 * LIMITATION_YEARS)
    return Limitation(reported_on <= last_day, last_day)


def limitation_question(act_ended, reported_on):
    """The question for a person when the two years of 条例第二十条 seem to have passed; None when they have not.

    It never decides: an earlier report, or an act that went on, would put the complaint in time.
    """
    answer = limitation(act_ended, reported_on)
    if answer.in_time:
        return None
    return Finding(
        "LI-26",
        Message(
            N_(
                "行为终了于{ended}，二年至{last}届满，{reported}投诉。此前是否被发现、举报或者投诉过？行为是否仍在继续？"
            ),
            ended=day(act_ended),
            last=day(answer.last_day),
            reported=day(reported_on),
        ),
        (cite("劳动保障监察条例", 20),),
        about="act_ended",
    )


@rule("inspection-limitation", N_("劳动保障监察查处期限"), act_ended=optional(day_input), reported_on=day_input)
def inspection_limitation(act_ended, reported_on, tables):
    """LI-26 as a calculation: 条例第二十条. act_ended None: the act goes on, and so does the time."""
    since(cite("劳动保障监察条例", 20, 1), reported_on=reported_on)
    answer = limitation(act_ended, reported_on)
    result = {"in_time": answer.in_time, "last_day": answer.last_day}
    if act_ended is None:
        said = Message(N_("违法行为有连续或者继续状态，自终了之日起计算，二年尚未起算"))
        return Answer(result, [(said, cite("劳动保障监察条例", 20, 2))])
    said = Message(N_("行为终了于{ended}，二年至{last}届满"), ended=day(act_ended), last=day(answer.last_day))
    steps = [(said, cite("劳动保障监察条例", 20, 2))]
    steps.append(ending(reported_on, answer.last_day, not answer.in_time, cite("劳动保障监察条例", 20, 1)))
    question = limitation_question(act_ended, reported_on)
    warnings = [question.message, *rest_day(reported_on, answer.last_day, tables.calendar)] if question else []
    return Answer(result, steps, warnings)
