"""期间, instrument by instrument: which 日 are workdays, until what hour the last day runs, what was posted in time."""

from casework.law.clauses import clause
from casework.law.sources import cite
from casework.law.terms import Unit

PENALTY, FORCE, REVIEW, RULES = "行政处罚法", "行政强制法", "行政复议法", "劳动人事争议仲裁办案规则"

# text -> (the article that says so, the numbers of days that it makes workdays)
WORKDAYS = {
    PENALTY: (cite(PENALTY, 85), {2, 3, 5, 7}),
    FORCE: (cite(FORCE, 69), set(range(1, 11))),
    REVIEW: (cite(REVIEW, 88, 2), {3, 5, 7, 10}),
    RULES: (cite(RULES, 80), {3, 5, 10}),
}


@clause("CA-06", WORKDAYS[PENALTY][0])
@clause("CA-07", WORKDAYS[FORCE][0])
@clause("CA-08", WORKDAYS[REVIEW][0])
@clause("CA-09", WORKDAYS[RULES][0])
@clause("CA-10", cite("劳动保障监察条例", 17), cite("浙江省劳动保障监察条例", 30, 1))
@clause("CA-11", cite("民法典", 204))
def unit_of(text, days, expressly=False):
    """CA-06 行政处罚法的二、三、五、七日是工作日（第85条）；CA-07 行政强制法十日以内的期限是工作日（第69条）；CA-08 行政复议法的三、五、
    七、十日是工作日（第88条）；CA-09 办案规则的三、五、十日是工作日，十五、四十五日是自然日（第80条）；CA-10 条文写明“工作日”的，是
    工作日（监察条例第17条；浙江省条例第30条）；CA-11 其他没有写明的“日”，逐日计算（民法典第201至204条）。

    text: a name of TEXTS; expressly: the article itself says 工作日. Unit.WORKING or Unit.CALENDAR.
    """
    _, counted = WORKDAYS.get(text, (None, ()))
    return Unit.WORKING if expressly or days in counted else Unit.CALENDAR


@clause("CA-04", cite("民法典", 203, 2))
def in_time(at, last, closes=None):
    """CA-04 期间的最后一日的截止时间为二十四时；有业务时间的，停止业务活动的时间为截止时间（民法典第203条第2款，2021年1月1日起）。

    at: the moment of the act, local; last: the last day; closes: the hour at which business ends on it, None without one.
    """
    return at.date() < last or (at.date() == last and (closes is None or at.time() <= closes))


@clause("CA-05", cite("民事诉讼法", 85, 4))
def posted_in_time(posted, last):
    """CA-05 期间不包括在途时间，诉讼文书在期满前交邮的，不算过期（民事诉讼法第85条第4款，2024年1月1日起）。

    posted: the day of the postmark, whenever it arrived.
    """
    return posted <= last
